"""What the pages of findings show, read at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils import timezone

from tracker.clocks.colours import Line
from tracker.clocks.deadlines import Course
from tracker.clocks.standing import Clocks, Setting, Standing, line_at, standing_against
from tracker.clocks.terms import Severity
from tracker.clocks.weeks import monday_of
from tracker.findings.models import Finding, FindingStep
from tracker.findings.terms import OPEN, UNSOLVED, State
from tracker.findings.wording import step_in_words
from tracker.people.models import User
from tracker.people.permissions import visible_or_404
from tracker.places.terms import Level

_RANK = {
    State.RETURNED: 0,
    State.REPORTED: 1,
    State.ASSIGNED: 2,
    State.RECTIFIED: 3,
    State.VERIFIED: 4,
    State.CLOSED: 5,
    State.WITHDRAWN: 6,
}


def finding_rows(user: User) -> QuerySet:
    """Return the findings that a person may read, with all that a row shows of them."""
    ranks = [When(state=state, then=Value(rank)) for state, rank in _RANK.items()]
    rows = Finding.objects.visible_to(user)
    return (
        rows.select_related("area__parent__parent", "responsible", "changed_by", "campaign")
        .annotate(rank=Case(*ranks, output_field=IntegerField()))
        .order_by("rank", "due_on", "number")
    )


def finding_or_404(user: User, number: str) -> Finding:
    """Return a finding; out of reach it answers like one that does not exist."""
    rows = finding_rows(user).select_related(
        "standard", "again_of", "figure", "reported_by", "rectified_by", "verified_by"
    )
    return visible_or_404(rows, number=number)


def course_of(row: Finding) -> Course:
    """Return what the clock looks at, as the row stands now."""
    return Course(
        reported_on=timezone.localdate(row.reported_at),
        severity=Severity(row.severity),
        assigned_on=row.assigned_on,
        feedback_on=row.feedback_on,
        solved_on=row.rectified_on,
        due_on=row.due_on,
    )


def line_of(row: Finding, setting: Setting, today: dt.date) -> Line | None:
    """Return the line of the legend at which an open finding stands today; None for others."""
    if row.state not in OPEN:
        return None
    return line_at(course_of(row), setting, today, returned=row.state == State.RETURNED)


def standing_of(row: Finding, today: dt.date) -> Standing:
    return standing_against(
        course_of(row),
        Clocks(row.campaign_id).of(row.area_id),
        Level(row.responsible_level),
        today,
        returned=row.state == State.RETURNED,
        until=today if row.state in UNSOLVED else (row.rectified_on or row.due_on),
    )


def story(row: Finding, since: int = 0) -> list[dict[str, Any]]:
    """Return the steps of a finding after a version, oldest first, in words."""
    steps = row.steps.filter(version__gt=since).select_related("done_by").order_by("version")
    return in_words(steps)


def in_words(steps: Iterable[FindingStep]) -> list[dict[str, Any]]:
    return [
        {"step": step, "words": step_in_words(step.verb, step.level, step.due_on)} for step in steps
    ]


def this_monday() -> dt.date:
    return monday_of(timezone.localdate())
