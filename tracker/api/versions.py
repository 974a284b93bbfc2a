"""Versions of rows as ETags, and what a program says it has read. Pure.

A version in an ETag looks like "v3"; "v0" is what nobody has written yet. On the way a
proxy, or our own compression, may make it weak: W/"v3" names the same version.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

_TAG = re.compile(r'(?:W/)?"v([0-9]{1,9})"', re.ASCII)
_DIGEST = re.compile(r'(?:W/)?"([0-9a-f]{32})"', re.ASCII)
NOT_YET = 0


def tag_of(version: int) -> str:
    """Return the ETag of a version."""
    return f'"v{version}"'


def body_tag(body: bytes) -> str:
    """Return the ETag of an answer that has no version: the same bytes, the same tag."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def version_read(if_match: str, if_none_match: str = "") -> int | None:
    """Return the version that a program has read; None where it does not say.

    `If-None-Match: *` says that nothing was there. Raises ValueError for headers that no
    answer of ours carries.
    """
    if if_none_match.strip() == "*" and not if_match:
        return NOT_YET
    if not if_match.strip():
        return None
    found = _TAG.fullmatch(if_match.strip())
    if found is None:
        raise ValueError(if_match)
    return int(found[1])


def tag_of_several(versions: Iterable[tuple[object, ...]]) -> str:
    """Return the ETag of rows that are read and changed together."""
    said = "\n".join(":".join(map(str, one)) for one in sorted(versions))
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def same_several(if_match: str, tag: str) -> bool | None:
    """Tell whether a program has read these rows as they are; None where it does not say.

    Raises ValueError for a header that no answer of ours carries.
    """
    if not if_match.strip():
        return None
    found = _DIGEST.fullmatch(if_match.strip())
    if found is None:
        raise ValueError(if_match)
    return f'"{found[1]}"' == tag
