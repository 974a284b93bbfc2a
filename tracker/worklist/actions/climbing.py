"""Overdue work under 13710 climbs by the clock, as findings do, whoever looks and whenever."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from tracker.campaigns.terms import State as Year
from tracker.clocks.ladder import unwritten
from tracker.clocks.standing import Clocks, ClocksByYear
from tracker.history.actions import change_seen
from tracker.history.record import recorded_last
from tracker.places.terms import Level
from tracker.worklist.actions.setting import note_step
from tracker.worklist.models import WorkItem
from tracker.worklist.querysets import climbing
from tracker.worklist.terms import UNDONE, Verb

AT_ONCE = 200  # rows of one transaction


def climb(*, today: dt.date) -> int:
    """Write every rung that overdue work has reached by a day; return how many.

    Safe to do twice, and after any time without a scheduler: each rung has its own day, and
    is written once.
    """
    wanted = climbing(today) & ~Q(climbed_to=Level.CITY) & Q(campaign__state=Year.RUNNING)
    rows = WorkItem.objects.unscoped("the clock looks at all").filter(wanted)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    return sum(
        _climb(keys[start : start + AT_ONCE], wanted, today)
        for start in range(0, len(keys), AT_ONCE)
    )


@transaction.atomic
def _climb(keys: list[int], wanted: Q, today: dt.date) -> int:
    clocks = ClocksByYear()
    rows = WorkItem.objects.unscoped("the clock looks at all").filter(wanted, pk__in=keys)
    held = rows.select_related("area").select_for_update(no_key=True, of=("self",))
    number = 0
    with recorded_last(by=None):
        for row in held.order_by("pk"):
            number += make_good(row, clocks[row.campaign_id], today)
    return number


def make_good(row: WorkItem, clocks: Clocks, today: dt.date) -> int:
    """Write the rungs that a held row has reached until a day and lacks; return how many."""
    if row.state not in UNDONE or row.due_on is None:
        return 0
    clock = clocks.of(row.area_id).clock
    reached = unwritten(Level(row.area.level), row.due_on, today, clock, row.climbed_to)
    for rung in reached:
        values = {"climbed_to": rung.level}
        change_seen(row, values, seen=row.version, verb=Verb.CLIMB, by=None)
        note_step(row, Verb.CLIMB, row.state, by=None, level=rung.level, climbed_on=rung.since)
    return len(reached)
