"""The inside of a process that opens an upload: its limits, and how it answers.

JSON, not pickle: whatever a file makes of this process, its parent only ever gets plain values.
Each frame is four bytes of length and JSON.
"""

from __future__ import annotations

import json
import resource
from typing import IO, Any

from tracker.sheets.terms import Limits


def confine(limits: Limits) -> None:
    """Take away what reading a file does not need, before the first byte of it is looked at."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.child_memory, limits.child_memory))
    # The softer limit ends the process with a signal that says why.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.child_seconds, limits.child_seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def send(out: IO[bytes], frame: dict[str, Any]) -> None:
    body = json.dumps(frame, ensure_ascii=False, separators=(",", ":")).encode()
    out.write(len(body).to_bytes(4, "big") + body)
    out.flush()
