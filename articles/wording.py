"""The date of a newspaper page in words, no more exact than it is known."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.defects import Oddity
from articles.guessing import Basis
from articles.terms import DatePrecision

ODDITIES = {
    Oddity.BROKEN_LINE: gettext_lazy("line end inside a sentence"),
    Oddity.COLUMN: gettext_lazy("sentence that perhaps goes on in another column"),
    Oddity.REPEATED: gettext_lazy("sentence printed twice"),
    Oddity.WIDTH: gettext_lazy("full-width among half-width signs"),
    Oddity.QUOTES: gettext_lazy("another kind of quotation mark"),
    Oddity.CONTROL: gettext_lazy("sign that was not recognised"),
}
BASES = {
    Basis.MASTHEAD: gettext_lazy("the masthead prints it"),
    Basis.FILE_NAME: gettext_lazy("from the name of the file"),
    Basis.LATEST_DAY: gettext_lazy("the latest day that the text names"),
    Basis.LATEST_MONTH: gettext_lazy("the latest month that the text names"),
    Basis.LATEST_YEAR: gettext_lazy("the latest year that the text names"),
    Basis.NONE: gettext_lazy("the text names no date"),
}


def say_published(published_on: dt.date, precision: str, *, inferred: bool) -> str:
    """Return when a page was printed: 2023年2月20日, 2022年9月（推定）, 2023年年中（推定）.

    ``published_on`` only sorts where ``precision`` is less than a day: what it
    holds beyond the precision is not known and is never said.
    """
    if precision == DatePrecision.UNKNOWN:
        return _("date not known")
    said = _known_part(published_on, precision)
    return _("%(day)s (inferred)") % {"day": said} if inferred else said


def _known_part(published_on: dt.date, precision: str) -> str:
    if precision == DatePrecision.MONTH:
        return date_format(published_on, "YEAR_MONTH_FORMAT")
    if precision == DatePrecision.MID_YEAR:
        return _("mid-%(year)s") % {"year": published_on.year}
    if precision == DatePrecision.YEAR:
        return _("year %(year)s") % {"year": published_on.year}
    return date_format(published_on, "DATE_FORMAT")


def write_published(published_on: dt.date, precision: str) -> str:
    """Return the known part of a date for a column of a table: 2023-02-20, 2022-09, 2023."""
    if precision == DatePrecision.UNKNOWN:
        return ""
    if precision == DatePrecision.DAY:
        return f"{published_on:%Y-%m-%d}"
    if precision == DatePrecision.MONTH:
        return f"{published_on:%Y-%m}"
    return f"{published_on:%Y}"
