"""Weeks in words, and months, as the lists count them. Pure."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracker.clocks.weeks import last_day_of, monday_of

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])", re.ASCII)


def say_week(week: dt.date) -> str:
    """Return a week in words: its number in its ISO year, and its first and last day."""
    year, number, _weekday = week.isocalendar()
    words: dict[str, object] = {"year": year, "number": number}
    words |= {"first": _short(week), "last": _short(last_day_of(week))}
    return _("week %(number)s of %(year)s (%(first)s to %(last)s)") % words


def _short(day: dt.date) -> str:
    return date_format(day, "MONTH_DAY_FORMAT")


def weeks_left(due_week: dt.date, today: dt.date) -> int:
    """Return how many weeks lie between today's and the last one; negative when it is over."""
    return (monday_of(due_week) - monday_of(today)).days // 7


@dataclass(frozen=True, order=True)
class Month:
    """A month of the calendar."""

    year: int
    number: int

    @classmethod
    def of(cls, day: dt.date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> Month | None:
        """Return the month written as 2026-11; None for anything else."""
        found = _MONTH.fullmatch(text)
        if not found or not 2000 <= int(found[1]) <= 2099:
            return None
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, self.number, 1)

    @property
    def last(self) -> dt.date:
        return self.after.first - dt.timedelta(days=1)

    @property
    def after(self) -> Month:
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def before(self) -> Month:
        return Month.of(self.first - dt.timedelta(days=1))

    @property
    def words(self) -> str:
        return date_format(self.first, "YEAR_MONTH_FORMAT")
