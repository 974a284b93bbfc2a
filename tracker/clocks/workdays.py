"""Working days with the official holidays and the weekends worked for them. Pure.

The State Council announces each year's holidays late in the year before. Days of years
that the calendar does not know yet count Monday to Friday, and whoever shows a date
that rests on such days must say so: `is_announced`.
"""

from __future__ import annotations

import datetime as dt

import chinese_calendar  # type: ignore[import-untyped]

_SATURDAY = 5
_ONE = dt.timedelta(days=1)
# The library names no range; its own check looks at these tables, too.
FIRST_YEAR = min(chinese_calendar.constants.holidays).year
LAST_YEAR = max(chinese_calendar.constants.holidays).year


def is_announced(*days: dt.date) -> bool:
    """Tell whether the official holidays of the years of all these days are known."""
    return all(FIRST_YEAR <= day.year <= LAST_YEAR for day in days)


def is_workday(day: dt.date) -> bool:
    """Tell whether offices work on a day; in a year not announced yet, Monday to Friday."""
    if is_announced(day):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < _SATURDAY


def workday_from(day: dt.date) -> dt.date:
    """Return the day itself, or the first working day after it."""
    while not is_workday(day):
        day += _ONE
    return day


def workdays_after(day: dt.date, number: int) -> dt.date:
    """Return the last of ``number`` working days that follow a day; the day does not count.

    None at all end on the day itself.
    """
    while number > 0:
        day += _ONE
        number -= is_workday(day)
    return day


def workdays_before(day: dt.date, number: int) -> dt.date:
    """Return the last day after which ``number`` working days have passed by ``day``."""
    while number > 0:
        number -= is_workday(day)
        day -= _ONE
    return day


def workdays_between(first: dt.date, last: dt.date) -> int:
    """Return how many working days lie after ``first``, up to and with ``last``; 0 for none."""
    days = (first + _ONE * past for past in range(1, (last - first).days + 1))
    return sum(map(is_workday, days))
