"""What there is to tell of a matter today, each with a key that says the one thing. Pure.

Told from how the matter stands and from nothing else: whoever looks twice, or a week later,
finds the same keys. A step that was overtaken meanwhile (due soon, then overdue) is not made up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tracker.clocks.ladder import Rung
from tracker.notices.terms import SOON, Kind
from tracker.places.terms import CODE_LENGTHS


@dataclass(frozen=True)
class Kinds:
    """What there is to tell of one sort of matter that has a last day and climbs."""

    given: Kind
    returned: Kind
    due: Kind
    overdue: Kind
    climbed: Kind


FINDINGS = Kinds(Kind.ASSIGNED, Kind.RETURNED, Kind.DUE, Kind.OVERDUE, Kind.CLIMBED)
WORK = Kinds(Kind.WORK_SET, Kind.WORK_RETURNED, Kind.WORK_DUE, Kind.WORK_OVERDUE, Kind.WORK_CLIMBED)


@dataclass(frozen=True)
class Matter:
    """What a person has to put right or to do. `turn`: the step that made it theirs."""

    number: str
    turn: int
    due_on: dt.date
    is_returned: bool = False


@dataclass(frozen=True)
class Occasion:
    """One thing to tell; a person is told it once."""

    kind: Kind
    key: str


def of_mine(matter: Matter, today: dt.date, kinds: Kinds) -> list[Occasion]:
    """Return what there is to tell to whose business something is."""
    came = kinds.returned if matter.is_returned else kinds.given
    found = [_occasion(came, matter.number, matter.turn)]
    # Another last day, after more time was granted, is another thing.
    if matter.due_on < today:
        found.append(_occasion(kinds.overdue, matter.number, matter.due_on))
    elif (matter.due_on - today).days <= SOON:
        found.append(_occasion(kinds.due, matter.number, matter.due_on))
    return found


def of_ladder(
    matter: Matter, code: str, reached: Iterable[Rung], areas: Collection[str], kinds: Kinds
) -> list[Occasion]:
    """Return the rungs that an overdue matter at ``code`` has reached in one of ``areas``."""
    return [
        _occasion(kinds.climbed, matter.number, matter.due_on, rung.level.value)
        for rung in reached
        if code[: CODE_LENGTHS[rung.level]] in areas
    ]


def of_return(kind: Kind, number: str, turn: int) -> Occasion:
    """Return that a declaration or a star came back; each return is another thing."""
    return _occasion(kind, number, turn)


def _occasion(kind: Kind, *parts: object) -> Occasion:
    return Occasion(kind, ":".join(str(part) for part in (kind.value, *parts)))
