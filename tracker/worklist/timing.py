"""How a piece of work stands to its last week, or to its last day where it has one. Pure."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.clocks.deadlines import Clock, Course, solve_by
from tracker.clocks.terms import Severity
from tracker.clocks.weeks import monday_of
from tracker.worklist.terms import UNDONE, Shade
from tracker.worklist.weeks import weeks_left


def shade_of(state: str, due_week: dt.date, today: dt.date, due_on: dt.date | None = None) -> Shade:
    """Return how a piece of work stands today; what is reported as done is no longer late."""
    if state not in UNDONE:
        return Shade.OVER
    left = weeks_left(monday_of(due_on) if due_on else due_week, today)
    if left < 0 or (due_on and due_on < today):
        return Shade.OVERDUE
    return Shade.THIS_WEEK if left == 0 else Shade.IN_TIME


def say_timing(state: str, due_week: dt.date, today: dt.date, due_on: dt.date | None = None) -> str:
    """Say how far away the last one is; empty for work that nobody has to do any more."""
    shade, left = shade_of(state, due_week, today, due_on), weeks_left(due_week, today)
    if shade == Shade.OVER:
        return ""
    if due_on:
        return _days_left((due_on - today).days)
    if shade == Shade.THIS_WEEK:
        return _("due this week")
    if shade == Shade.OVERDUE:
        return ngettext("%(n)s week overdue", "%(n)s weeks overdue", -left) % {"n": -left}
    return ngettext("%(n)s week left", "%(n)s weeks left", left) % {"n": left}


def clock_begins(severity: str, since: dt.date, clock: Clock) -> dict[str, Any]:
    """Return what work holds of 13710 from a day on; of work without a kind, that it has none.

    Whoever sets work has assigned it: the same-day part is kept by that.
    """
    if not severity:
        return {"severity": "", "clock_on": None, "due_on": None, "climbed_to": ""}
    last = solve_by(Course(since, Severity(severity)), clock).day
    return {
        "severity": severity,
        "clock_on": since,
        "due_on": last,
        "due_week": monday_of(last),
        "climbed_to": "",
    }


def _days_left(left: int) -> str:
    if left == 0:
        return _("due today")
    if left < 0:
        return ngettext("%(n)s day overdue", "%(n)s days overdue", -left) % {"n": -left}
    return ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}
