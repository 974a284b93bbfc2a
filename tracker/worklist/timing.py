"""How a piece of work stands to its last week. Pure."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.worklist.terms import UNDONE, Shade
from tracker.worklist.weeks import weeks_left


def shade_of(state: str, due_week: dt.date, today: dt.date) -> Shade:
    """Return how a piece of work stands today; what is reported as done is no longer late."""
    if state not in UNDONE:
        return Shade.OVER
    left = weeks_left(due_week, today)
    if left < 0:
        return Shade.OVERDUE
    return Shade.THIS_WEEK if left == 0 else Shade.IN_TIME


def say_timing(state: str, due_week: dt.date, today: dt.date) -> str:
    """Say how far away the last week is; empty for work that nobody has to do any more."""
    shade, left = shade_of(state, due_week, today), weeks_left(due_week, today)
    if shade == Shade.OVER:
        return ""
    if shade == Shade.THIS_WEEK:
        return _("due this week")
    if shade == Shade.OVERDUE:
        return ngettext("%(n)s week overdue", "%(n)s weeks overdue", -left) % {"n": -left}
    return ngettext("%(n)s week left", "%(n)s weeks left", left) % {"n": left}
