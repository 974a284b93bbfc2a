"""The key that a program gives a request, and what tells two requests apart. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

LONGEST_KEY = 100
_KEY = re.compile(rf"[!-~]{{1,{LONGEST_KEY}}}", re.ASCII)


def is_key(text: str) -> bool:
    """Tell whether a text can be a key: visible ASCII signs, not too many."""
    return _KEY.fullmatch(text) is not None


def digest_of_request(method: str, path: str, version: str, body: Any) -> str:
    """Return what two requests have in common only if they ask for the same."""
    said = [method, path, version, body]
    packed = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()
