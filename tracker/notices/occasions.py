"""What there is to tell of a matter today, each with a key that says the one thing. Pure.

Told from how the matter stands and from nothing else: whoever looks twice, or a week later,
finds the same keys. A step that was overtaken meanwhile (due soon, then overdue) is not made up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tracker.clocks.ladder import Rung
from tracker.findings.terms import State
from tracker.notices.terms import SOON, Kind
from tracker.places.terms import CODE_LENGTHS


@dataclass(frozen=True)
class Matter:
    """A finding that a person has to put right. `turn`: the step that made it theirs."""

    number: str
    state: str
    turn: int
    due_on: dt.date


@dataclass(frozen=True)
class Occasion:
    """One thing to tell; a person is told it once."""

    kind: Kind
    key: str


def of_mine(matter: Matter, today: dt.date) -> list[Occasion]:
    """Return what there is to tell to who has to put something right."""
    found = []
    if matter.state in (State.ASSIGNED, State.RETURNED):
        kind = Kind.RETURNED if matter.state == State.RETURNED else Kind.ASSIGNED
        found.append(_occasion(kind, matter.number, matter.turn))
    # Another last day, after more time was granted, is another thing.
    if matter.due_on < today:
        found.append(_occasion(Kind.OVERDUE, matter.number, matter.due_on))
    elif (matter.due_on - today).days <= SOON:
        found.append(_occasion(Kind.DUE, matter.number, matter.due_on))
    return found


def of_ladder(
    number: str, code: str, due_on: dt.date, reached: Iterable[Rung], areas: Collection[str]
) -> list[Occasion]:
    """Return the rungs that a finding at ``code`` has reached in one of ``areas``."""
    return [
        _occasion(Kind.CLIMBED, number, due_on, rung.level.value)
        for rung in reached
        if code[: CODE_LENGTHS[rung.level]] in areas
    ]


def of_return(kind: Kind, number: str, turn: int) -> Occasion:
    """Return that a declaration or a star came back; each return is another thing."""
    return _occasion(kind, number, turn)


def _occasion(kind: Kind, *parts: object) -> Occasion:
    return Occasion(kind, ":".join(str(part) for part in (kind.value, *parts)))
