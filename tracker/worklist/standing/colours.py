"""How work stood at the end of a week, told from its record: what the weekly colours look at.

Street and village have colours; work of a county or city counts in none.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models.functions import Length
from django.utils import timezone

from tracker.clocks.colours import condition_of
from tracker.clocks.deadlines import Course
from tracker.clocks.sources import colour
from tracker.clocks.standing import Clocks
from tracker.clocks.terms import Condition
from tracker.clocks.weeks import last_day_of, monday_of
from tracker.places.terms import CODE_LENGTHS, Level
from tracker.worklist.models import WorkItem, WorkStep
from tracker.worklist.terms import State, Verb

_GONE = (State.DROPPED, State.CARRIED)


@dataclass(frozen=True)
class Then:
    """A piece of work as it stood at the end of a day; `returned`: sent back and open again."""

    state: str
    due_week: dt.date
    reported_on: dt.date | None
    returned: bool
    due_on: dt.date | None = None
    feedback_on: dt.date | None = None

    def course(self, start: dt.date, clock_on: dt.date | None = None) -> Course:
        """Return it as the clock takes it: assigned with its start, due on its last Sunday.

        Under 13710 it has a last day, and a first feedback that can be missed.
        """
        if self.due_on and clock_on:
            return Course(
                clock_on,
                assigned_on=clock_on,
                feedback_on=self.feedback_on,
                solved_on=self.reported_on,
                due_on=self.due_on,
            )
        return Course(
            start,
            assigned_on=start,
            feedback_on=start,
            solved_on=self.reported_on,
            due_on=last_day_of(self.due_week),
        )


def as_of(steps: Sequence[WorkStep], day: dt.date) -> Then | None:
    """Return how work stood at the end of a day; None where it was not set yet or is off the list.

    ``steps`` in their order. Rungs of the ladder change nothing of it.
    """
    seen = [
        step
        for step in steps
        if timezone.localdate(step.done_at) <= day and step.verb != Verb.CLIMB
    ]
    if not seen or seen[-1].target in _GONE:
        return None
    last = seen[-1]
    done = [step for step in seen if step.verb == Verb.FINISH]
    is_done = last.target in (State.FINISHED, State.CONFIRMED)
    on = timezone.localdate(done[-1].done_at) if done and is_done else None
    sent_back = [step for step in seen if step.verb in (Verb.RETURN, Verb.FINISH)]
    returned = bool(sent_back) and sent_back[-1].verb == Verb.RETURN
    told = [step for step in seen if step.verb in (Verb.REPORT, Verb.FINISH)]
    feedback = timezone.localdate(told[0].done_at) if told else None
    return Then(last.target, last.due_week, on, returned, last.due_on, feedback)


@colour
def conditions(year: int, last_day: dt.date, clocks: Clocks) -> Iterator[tuple[str, Condition]]:
    """Yield (unit, condition) of the work begun by the end of a week and not over before it."""
    rows = WorkItem.objects.unscoped("the clock looks at all").filter(
        campaign=year, start_week__lte=last_day
    )
    rows = rows.annotate(length=Length("area_id")).filter(length__gte=CODE_LENGTHS[Level.STREET])
    rows = rows.exclude(ended_on__lt=monday_of(last_day)).order_by("area_id", "pk")
    steps: dict[int, list[WorkStep]] = defaultdict(list)
    of_these = WorkStep.objects.unscoped("the clock looks at all").filter(
        item__in=rows.order_by().values("pk")
    )
    for step in of_these.order_by("item_id", "version").iterator(chunk_size=2000):
        steps[step.item_id].append(step)
    for key, area, start, since in rows.values_list("pk", "area_id", "start_week", "clock_on"):
        then = as_of(steps[key], last_day)
        if then is None:
            continue
        setting = clocks.of(area)
        yield (
            area,
            condition_of(
                then.course(start, since),
                setting.clock,
                setting.legend.legend,
                last_day,
                returned=then.returned,
            ),
        )
