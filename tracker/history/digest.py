"""The digest that chains events. One function, so that SM3 can take SHA-256's place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

START = "0" * 64  # what the first event points back to
# Made once: json.dumps makes one at every call.
_encode = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
).encode


def canonical(value: object) -> str:
    """Return the one JSON text of a value: keys sorted, no spaces, Chinese as it is.

    Raises TypeError for what JSON does not have: callers pass plain values, so
    that an event reads the same in ten years.
    """
    return _encode(value)


def digest_of(fields: Mapping[str, object], previous: str) -> str:
    """Return the hex digest of an event's fields and of the event before it."""
    text = f"{previous}\n{canonical(fields)}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
