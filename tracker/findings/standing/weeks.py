"""How findings stood at the end of a week, told from their steps."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.clocks.colours import condition_of
from tracker.clocks.deadlines import Course
from tracker.clocks.sources import colour
from tracker.clocks.standing import Clocks
from tracker.clocks.terms import Condition, Severity
from tracker.clocks.weeks import monday_of
from tracker.findings.models import Finding, FindingStep
from tracker.findings.terms import State, Verb

_SOLVED = (State.RECTIFIED, State.VERIFIED, State.CLOSED)


@dataclass(frozen=True)
class Then:
    """A finding as it stood at the end of a day."""

    course: Course
    state: str
    since: dt.date  # its last step


def as_of(steps: Sequence[FindingStep], severity: str, day: dt.date) -> Then | None:
    """Return how a finding stood at the end of a day; None where it was not reported yet.

    ``steps`` in their order. Rungs of the ladder change nothing of it, and they may be
    written later than the day they count for.
    """
    seen = [step for step in steps if step.done_on <= day and step.verb != Verb.CLIMB]
    if not seen:
        return None
    last = seen[-1]
    solved = [step.done_on for step in seen if step.verb == Verb.RECTIFY]
    course = Course(
        reported_on=seen[0].done_on,
        severity=Severity(severity),
        assigned_on=_first(seen, Verb.ASSIGN),
        feedback_on=_first(seen, Verb.FEEDBACK),
        solved_on=solved[-1] if last.target in _SOLVED else None,
        due_on=last.due_on,
    )
    return Then(course, last.target, last.done_on)


def _first(steps: Iterable[FindingStep], verb: str) -> dt.date | None:
    return next((step.done_on for step in steps if step.verb == verb), None)


@colour
def conditions(year: int, last_day: dt.date, clocks: Clocks) -> Iterator[tuple[str, Condition]]:
    """Yield (unit, condition) of the findings open at the end of a week or closed in it."""
    rows = Finding.objects.unscoped("the clock looks at all").filter(
        campaign=year, reported_at__date__lte=last_day
    )
    rows = rows.exclude(closed_on__lt=monday_of(last_day))
    found = {key: (area, severity) for key, area, severity in
             rows.order_by("area_id", "pk").values_list("pk", "area_id", "severity")}  # fmt: skip
    steps: dict[int, list[FindingStep]] = defaultdict(list)
    of_these = FindingStep.objects.filter(finding__in=rows.order_by().values("pk"))
    for step in of_these.order_by("finding_id", "version").iterator(chunk_size=2000):
        steps[step.finding_id].append(step)
    for key, (area, severity) in found.items():
        then = as_of(steps[key], severity, last_day)
        if then is None or then.state == State.WITHDRAWN:
            continue
        setting = clocks.of(area)
        yield (
            area,
            condition_of(
                then.course,
                setting.clock,
                setting.legend.legend,
                last_day,
                returned=then.state == State.RETURNED,
            ),
        )
