"""What an inspector brings home from one unit: plain values. Pure."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

LONGEST_DRAFT = 60_000  # characters


@dataclass(frozen=True)
class Problem:
    """One problem as it was written on the form."""

    what: str
    star: str = ""
    severity: str = "ordinary"
    handling: str = "deadline"


@dataclass(frozen=True)
class Paper:
    """All that is submitted. `results`: {key of the standard: (result, note)}; `points`:
    {dimension: points}.
    """

    inspected_on: dt.date
    highlights: str = ""
    next_steps: str = ""
    results: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    points: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def pack(typed: Mapping[str, str]) -> str:
    """Write what is typed as JSON. Raises ValueError when it is longer than a draft may be."""
    text = json.dumps({key: value for key, value in sorted(typed.items()) if value},
                      ensure_ascii=False)  # fmt: skip
    if len(text) > LONGEST_DRAFT:
        raise ValueError("a draft is too long")
    return text


def unpack(text: str) -> dict[str, str]:
    """Read what `pack` wrote."""
    found = json.loads(text or "{}")
    return {str(key): str(value) for key, value in found.items()}
