"""What actions are given, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Wish:
    """A piece of work as it is to be set; weeks by any of their days.

    ``severity`` puts it under 13710: its clock gives the last day then, ``due_week`` does not.
    """

    title: str
    responsible: str
    start_week: dt.date
    due_week: dt.date
    star: str = ""
    detail: str = ""
    is_key: bool = False
    severity: str = ""


@dataclass(frozen=True)
class Word:
    """What is said with a move: note, result, reason; the new last day; where papers lie."""

    text: str = ""
    due_week: dt.date | None = None
    evidence: str = ""
