"""How far an overdue matter climbs: village → street → county → city. Pure.

The day after its last one it is the business of the level above the one that has to solve
it, and after every so many days of another level. The number of days is not on the public
record (未核实): a setting.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tracker.clocks.deadlines import Clock, days_after, days_before
from tracker.clocks.terms import RUNGS
from tracker.places.terms import Level


@dataclass(frozen=True)
class Rung:
    """From which day on an overdue matter stands at a level."""

    level: Level
    since: dt.date


def rungs(responsible: Level, due_on: dt.date, clock: Clock) -> list[Rung]:
    """Return the rungs above who has to solve it, with the day each is reached if nothing happens.

    At the top there are none. A province is no rung: the campaign's site ends at the city.
    """
    above = RUNGS[RUNGS.index(responsible) + 1 :] if responsible in RUNGS else ()
    since = due_on + dt.timedelta(days=1)
    found = []
    for level in above:
        found.append(Rung(level, since))
        since = days_after(since, clock.climb_days, clock.counting).day
    return found


def climbed(responsible: Level, due_on: dt.date, until: dt.date, clock: Clock) -> list[Rung]:
    """Return the rungs that are reached by a day, ``until`` included, lowest first.

    ``until`` is the day on which the matter was solved, or today. Each rung has its own
    day: who looks a week later finds the same ones.
    """
    return [rung for rung in rungs(responsible, due_on, clock) if rung.since <= until]


def unwritten(
    responsible: Level, due_on: dt.date, until: dt.date, clock: Clock, written: str
) -> list[Rung]:
    """Return the rungs reached by a day that lie above the highest ``written``; "" for none."""
    done = RUNGS.index(Level(written)) if written else -1
    reached = climbed(responsible, due_on, until, clock)
    return [rung for rung in reached if RUNGS.index(rung.level) > done]


def stands_at(responsible: Level, due_on: dt.date, until: dt.date, clock: Clock) -> Level:
    """Return the level whose business a matter is."""
    reached = climbed(responsible, due_on, until, clock)
    return reached[-1].level if reached else responsible


def latest_due(up: int, today: dt.date, clock: Clock) -> dt.date:
    """Return the latest last day with which a matter is at least so many rungs up today."""
    since = today
    for _rung in range(up - 1):
        since = days_before(since, clock.climb_days, clock.counting)
    return since - dt.timedelta(days=1)


def due_between(
    responsible: Level, level: Level, today: dt.date, clock: Clock
) -> tuple[dt.date | None, dt.date] | None:
    """Return with which last days an overdue matter stands at a level today.

    After the first day, None for any; up to the second one. None where it never stands there:
    below who has to solve it, and at its own level, unless that is the top.
    """
    if responsible not in RUNGS or level not in RUNGS:
        return None
    up, top = RUNGS.index(level) - RUNGS.index(responsible), level == RUNGS[-1]
    if up < 0 or (up == 0 and not top):
        return None
    after = None if top else latest_due(up + 1, today, clock)
    return after, latest_due(max(up, 1), today, clock)
