"""Sentences of the campaigns room that need more than a message."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def in_reading_language(chinese: str, english: str) -> str:
    """Return the English text to who reads English, where there is one; else the Chinese."""
    return english if english and (get_language() or "").startswith("en") else chinese


def period_words(starts_on: dt.date, ends_on: dt.date | None) -> str:
    """Write a day, a period, or whole months without their days.

    Papers often name only the month; such a period is kept as the month's first
    and last day and must not read as if someone had named these days.
    """
    last = ends_on or starts_on
    whole_months = starts_on.day == 1 and (last + dt.timedelta(days=1)).day == 1
    form = "YEAR_MONTH_FORMAT" if whole_months else "DATE_FORMAT"
    start, end = date_format(starts_on, form), date_format(last, form)
    if start == end:
        return start
    return _("%(start)s to %(end)s") % {"start": start, "end": end}


def scheme_title(year: int, unit_kind: str) -> str:
    """Name a scheme of a year, as the heading of its page."""
    if unit_kind == "rural":
        return _("Five-Star standards for villages, %(year)d") % {"year": year}
    return _("Five-Star standards for urban communities, %(year)d") % {"year": year}
