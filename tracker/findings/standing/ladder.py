"""The ladder: overdue findings by the level whose business they are today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from tracker.clocks.ladder import stands_at
from tracker.clocks.standing import Clocks
from tracker.clocks.terms import RUNGS
from tracker.findings.models import Finding
from tracker.people.models import User
from tracker.places.terms import Level

SHOWN = 30  # findings of one rung; its number stands beside


@dataclass
class Step:
    """One rung: how many findings stand there, and the ones longest overdue."""

    level: Level
    number: int = 0
    rows: list[Finding] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.number - len(self.rows)


def ladder(user: User, area: str, today: dt.date) -> list[Step]:
    """Return the rungs from the top down, told from last days alone, scheduler or not."""
    steps = {level: Step(level) for level in reversed(RUNGS)}
    clocks: dict[int, Clocks] = {}
    rows = Finding.objects.visible_to(user).under(area).overdue(today)
    for row in rows.select_related("area__parent", "responsible").order_by("due_on", "number"):
        year = row.campaign_id
        if year not in clocks:
            clocks[year] = Clocks(year)
        clock = clocks[year].of(row.area_id).clock
        step = steps[stands_at(Level(row.responsible_level), row.due_on, today, clock)]
        step.number += 1
        if len(step.rows) < SHOWN:
            step.rows.append(row)
    return list(steps.values())
