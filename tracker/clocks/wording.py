"""Clocks in words."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from tracker.clocks.workdays import is_announced


def mark_of(*days: dt.date) -> str:
    """Return the mark of a day that rests on holidays nobody has announced yet; "" for others."""
    if is_announced(*days):
        return ""
    years = sorted({day.year for day in days if not is_announced(day)})
    return _(
        "The official holidays of %(year)s are not known here yet: Monday to Friday were counted."
    ) % {"year": ", ".join(map(str, years))}
