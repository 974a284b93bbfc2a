"""What actions are given, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Seen:
    """A visit: which department came, when, what it saw, what comes next."""

    department: str
    visited_on: dt.date
    seen: str
    comes_next: str = ""


@dataclass(frozen=True)
class Counted:
    """六帮六助 on a day: how many families, how many problems, how many of them solved."""

    counted_on: dt.date
    families: int
    problems: int
    solved: int


@dataclass(frozen=True)
class Course:
    """A training from what is wanted to what came of it."""

    topic: str
    audience: str
    wanted: int | None = None
    asked_in: str = ""
    planned_on: dt.date | None = None
    held_on: dt.date | None = None
    people: int | None = None
    evaluation: str = ""
