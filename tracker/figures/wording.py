"""Figures in words: value with measure word and precision, period, position.

The number keeps every digit the source prints: 万 and 亿 (in English, million)
are used only where nothing is lost by it.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext_lazy
from django.utils.translation import gettext as _

from tracker.figures.terms import Metric, Precision, Unit

WAN, YI, MILLION = Decimal(10_000), Decimal(100_000_000), Decimal(1_000_000)
# Steps with the decimals that officials write after them: 4.6363亿, 13.5万.
CHINESE_STEPS = [(YI, 4, "亿"), (WAN, 2, "万")]

# One phrase for each unit: measure words differ, and English has a plural.
UNIT_PHRASES = {
    Unit.BRANCH: ngettext_lazy("%(amount)s branch", "%(amount)s branches", "count"),
    Unit.STAR: ngettext_lazy("%(amount)s star", "%(amount)s stars", "count"),
    Unit.VILLAGE: ngettext_lazy("%(amount)s village", "%(amount)s villages", "count"),
    Unit.COMMUNITY: ngettext_lazy("%(amount)s community", "%(amount)s communities", "count"),
    Unit.UNIT: ngettext_lazy(
        "%(amount)s village or community", "%(amount)s villages and communities", "count"
    ),
    Unit.STREET: ngettext_lazy(
        "%(amount)s street or township", "%(amount)s streets and townships", "count"
    ),
    Unit.DEPARTMENT: ngettext_lazy("%(amount)s department", "%(amount)s departments", "count"),
    Unit.TASK_FORCE: ngettext_lazy("%(amount)s task force", "%(amount)s task forces", "count"),
    Unit.ISSUE: ngettext_lazy("%(amount)s issue", "%(amount)s issues", "count"),
    Unit.PLACE: ngettext_lazy("%(amount)s place", "%(amount)s places", "count"),
    Unit.ITEM: ngettext_lazy("%(amount)s item", "%(amount)s items", "count"),
    Unit.TIME: ngettext_lazy("%(amount)s time", "%(amount)s times", "count"),
    Unit.EVENT: ngettext_lazy("%(amount)s event", "%(amount)s events", "count"),
    Unit.BULLETIN: ngettext_lazy("%(amount)s bulletin", "%(amount)s bulletins", "count"),
    Unit.PROJECT: ngettext_lazy("%(amount)s project", "%(amount)s projects", "count"),
    Unit.SESSION: ngettext_lazy("%(amount)s session", "%(amount)s sessions", "count"),
    Unit.PERSON: ngettext_lazy("%(amount)s person", "%(amount)s people", "count"),
    Unit.PERSON_TIME: ngettext_lazy("%(amount)s person-time", "%(amount)s person-times", "count"),
    Unit.ENTERPRISE: ngettext_lazy("%(amount)s enterprise", "%(amount)s enterprises", "count"),
    Unit.HOUSEHOLD: ngettext_lazy("%(amount)s household", "%(amount)s households", "count"),
    Unit.GRID: ngettext_lazy("%(amount)s grid", "%(amount)s grids", "count"),
    Unit.CASE: ngettext_lazy("%(amount)s case", "%(amount)s cases", "count"),
    Unit.AWARD: ngettext_lazy("%(amount)s honour", "%(amount)s honours", "count"),
    Unit.YUAN: ngettext_lazy("%(amount)s yuan", "%(amount)s yuan", "count"),
    Unit.HECTARE: ngettext_lazy("%(amount)s hectare", "%(amount)s hectares", "count"),
    Unit.MU: ngettext_lazy("%(amount)s mu", "%(amount)s mu", "count"),
    Unit.SQUARE_METRE: ngettext_lazy(
        "%(amount)s square metre", "%(amount)s square metres", "count"
    ),
    Unit.BUILDING: ngettext_lazy("%(amount)s building", "%(amount)s buildings", "count"),
    Unit.TONNE: ngettext_lazy("%(amount)s tonne", "%(amount)s tonnes", "count"),
    Unit.TREE: ngettext_lazy("%(amount)s tree", "%(amount)s trees", "count"),
    Unit.TEAM: ngettext_lazy("%(amount)s team", "%(amount)s teams", "count"),
    Unit.VEHICLE: ngettext_lazy("%(amount)s vehicle", "%(amount)s vehicles", "count"),
    Unit.HOUR: ngettext_lazy("%(amount)s hour", "%(amount)s hours", "count"),
    Unit.FLAT: ngettext_lazy("%(amount)s flat", "%(amount)s flats", "count"),
    Unit.ESTATE: ngettext_lazy(
        "%(amount)s residential estate", "%(amount)s residential estates", "count"
    ),
    Unit.INSTITUTION: ngettext_lazy("%(amount)s institution", "%(amount)s institutions", "count"),
    Unit.LIST: ngettext_lazy("%(amount)s list", "%(amount)s lists", "count"),
    Unit.STEP: ngettext_lazy("%(amount)s step", "%(amount)s steps", "count"),
    Unit.CATEGORY: ngettext_lazy("%(amount)s category", "%(amount)s categories", "count"),
    Unit.MATTER: ngettext_lazy("%(amount)s matter", "%(amount)s matters", "count"),
    Unit.POINT: ngettext_lazy("%(amount)s point", "%(amount)s points", "count"),
}


PRECISION_PHRASES = {
    Precision.EXACT: gettext_lazy("exact number"),
    Precision.ABOUT: gettext_lazy("round number: “about”"),
    Precision.OVER: gettext_lazy("round number: “more than”"),
    Precision.NEARLY: gettext_lazy("round number: “nearly”"),
    Precision.UP_TO: gettext_lazy("upper limit"),
    Precision.AT_LEAST: gettext_lazy("lower limit"),
}


def say_value(
    value: Decimal | None,
    value_to: Decimal | None = None,
    unit: str = Unit.NONE,
    precision: str = Precision.EXACT,
    metric: str = "",
) -> str:
    """Return a value as the papers write it: 5000余人次, 近5000万元, 3～6项, 76%.

    Money comes in yuan, shares in percent. No value gives an empty text.
    """
    if value is None:
        return ""
    if metric == Metric.RANK:
        return _("No. %(place)s") % {"place": say_number(value)}
    amount = say_number(value)
    if value_to is not None:
        amount = _("%(first)s–%(last)s") % {"first": amount, "last": say_number(value_to)}
    elif precision == Precision.OVER and _ends_round(value):
        return _with_unit(_more_than(value), value, unit)
    said = _with_unit(amount, value if value_to is None else value_to, unit)
    return said if precision == Precision.EXACT else _qualified(said, precision)


def _with_unit(amount: str, number: Decimal, unit: str) -> str:
    if unit == Unit.NONE:
        return amount
    if unit == Unit.PERCENT:
        return f"{amount}%"
    count = 1 if number == 1 else 2
    return str(UNIT_PHRASES[Unit(unit)] % {"amount": amount, "count": count})


def _qualified(said: str, precision: str) -> str:
    if precision == Precision.ABOUT:
        return _("about %(amount)s") % {"amount": said}
    if precision == Precision.NEARLY:
        return _("nearly %(amount)s") % {"amount": said}
    if precision == Precision.UP_TO:
        return _("at most %(amount)s") % {"amount": said}
    if precision == Precision.AT_LEAST:
        return _("at least %(amount)s") % {"amount": said}
    return _("%(amount)s or more") % {"amount": said}


def say_precision(precision: str, value: Decimal | None = None, unit: str = Unit.NONE) -> str:
    """Return how exactly a value is printed; a value that is not there has no precision.

    A printed percent is rounded by nature: it is said to be whole, never exact.
    """
    if value is None:
        return ""
    if precision == Precision.EXACT and unit == Unit.PERCENT:
        if value == round(value):
            return _("printed as a whole percent")
        return _("percent with the decimals printed")
    return str(PRECISION_PHRASES[Precision(precision)])


def _ends_round(value: Decimal) -> bool:
    """Whether "余" can follow the number: 20余, 5000余万, 3.8万余, but never 1余 or 76余."""
    digits, scale = _parts(value)
    return bool(scale) or digits % 10 == 0


def _more_than(value: Decimal) -> str:
    """Return "more than" a round number; 余 goes before 万 when the digits are round."""
    digits, scale = _parts(value)
    if digits % 10:
        return _("more than %(number)s%(scale)s") % {"number": _digits(digits) + scale, "scale": ""}
    return _("more than %(number)s%(scale)s") % {"number": _digits(digits), "scale": scale}


def say_number(value: Decimal) -> str:
    """Return a number in the reader's way: 46363万, 4.6亿; in English 463.63 million."""
    digits, scale = _parts(value)
    return _digits(digits) + scale


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")


def _parts(value: Decimal) -> tuple[Decimal, str]:
    """Split a number into digits and the largest scale whose decimals hold it fully."""
    for step, places, scale in CHINESE_STEPS if _chinese() else [(MILLION, 2, " " + _("million"))]:
        scaled = value / step
        if abs(value) >= step and scaled == round(scaled, places):
            return scaled, scale
    return value, ""


def _digits(value: Decimal) -> str:
    """Return digits without closing zeros and with a true minus sign."""
    text = f"{abs(value):f}" if _chinese() else f"{abs(value):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"−{text}" if value < 0 else text


def say_span(start: int, end: int) -> str:
    """Return the position of a span in words; stored ends are exclusive, first is 0."""
    if end - start == 1:
        return _("character %(first)s") % {"first": end}
    return _("characters %(first)s–%(last)s") % {"first": start + 1, "last": end}


HALVES = {"H1", "H2"}


def say_period(period: str) -> str:
    """Return "2023-Q2" and the like in words; empty stays empty."""
    if not period:
        return ""
    year, _dash, rest = period.partition("-")
    if rest in HALVES:
        return _half(year, rest)
    if rest.startswith("Q"):
        return _("quarter %(quarter)s of %(year)s") % {"quarter": rest[1], "year": year}
    if not rest:
        return _("year %(year)s") % {"year": year}
    month, _dash, day = rest.partition("-")
    first = dt.date(int(year), int(month), int(day or 1))
    return date_format(first, "DATE_FORMAT" if day else "YEAR_MONTH_FORMAT")


def _half(year: str, half: str) -> str:
    if half == "H1":
        return _("first half of %(year)s") % {"year": year}
    return _("second half of %(year)s") % {"year": year}
