"""One text in many forms: what stays when spaces, widths and quotes are left aside.

Used to find a text that came in before, and to search. Never stored in place of a text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_SPACE = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x1f\x7f]+")
_QUOTES = str.maketrans("“”„‟〝〞「」『』＂", '"' * 11, "") | str.maketrans("‘’‚‛＇`", "'" * 6)


def flat(text: str) -> str:
    """Return a text without spaces and line ends, in half width, lower case, one kind of quotes.

    Words that a line end cuts in two are whole again, so that they are found.
    """
    return _SPACE.sub("", unicodedata.normalize("NFKC", text.translate(_QUOTES))).lower()


def same_text(text: str) -> str:
    """Return a digest that two forms of one text share: the SHA-256 of its flat form."""
    return hashlib.sha256(flat(text).encode("utf-8")).hexdigest()


def digest(text: str) -> str:
    """Return the SHA-256 of a text as it stands."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
