"""Overdue findings climb by the clock, whoever looks and whenever."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from tracker.campaigns.terms import State as Year
from tracker.clocks.standing import ClocksByYear
from tracker.findings.actions.turns import AT_ONCE, Turn, held, write
from tracker.findings.models import Finding
from tracker.findings.querysets import overdue
from tracker.history.record import record_all
from tracker.places.terms import Level


def climb(*, today: dt.date) -> int:
    """Write every rung that overdue findings have reached by a day; return how many.

    Safe to do twice, and after any time without a scheduler: each rung has its own day, and
    is written once. Some hundred findings in one transaction each.
    """
    climbing = ~Q(climbed_to=Level.CITY) & overdue(today) & Q(campaign__state=Year.RUNNING)
    rows = Finding.objects.unscoped("the clock looks at all").filter(climbing)
    keys = list(rows.order_by("number").values_list("pk", flat=True))
    return sum(
        _climb(keys[start : start + AT_ONCE], climbing, today)
        for start in range(0, len(keys), AT_ONCE)
    )


@transaction.atomic
def _climb(keys: list[int], climbing: Q, today: dt.date) -> int:
    clocks = ClocksByYear()
    turns = []
    for row in held(Q(pk__in=keys) & climbing):
        turn = Turn(row, by=None, today=today)
        turn.climb(clocks[row.campaign_id].of(row.area_id).clock)
        turns.append(turn)
    record_all(write(turns), by=None)
    return sum(len(turn.steps) for turn in turns)
