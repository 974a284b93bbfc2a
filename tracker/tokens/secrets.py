"""The secret of a token: made, and turned into what is stored. Pure.

It is 256 random bits, so SHA-256 alone is right for it. Slow hashes with salt guard what
people choose, because that can be guessed; nobody guesses one of 2**256. A slow hash would
cost a quarter of a second of a processor for every request, and could not be looked up.
"""

from __future__ import annotations

import hashlib
import re
import secrets

# So that a scanner for leaked keys, and a person, know what they look at.
BEGINNING = "fstar_"
SHOWN = len(BEGINNING) + 4  # characters by which its owner knows it again; they open nothing
_SECRET = re.compile(rf"{BEGINNING}[A-Za-z0-9_-]{{43}}", re.ASCII)


def new_secret() -> str:
    """Return a secret such as "fstar_" and 43 characters."""
    return BEGINNING + secrets.token_urlsafe(32)


def looks_like_one(text: str) -> bool:
    """Tell whether a text has the form of a secret; nothing else is looked up."""
    return _SECRET.fullmatch(text) is not None


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
