"""When the occasions of a rhythm come round: weeks, months, quarters in a span of days. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.clocks.weeks import last_day_of, monday_of
from tracker.worklist.terms import Frequency
from tracker.worklist.weeks import Month, say_week


@dataclass(frozen=True)
class Slot:
    """One occasion: its key in the database, and the days it covers."""

    key: str
    first: dt.date
    last: dt.date
    words: str


def slots(frequency: str, first: dt.date, last: dt.date) -> Iterator[Slot]:
    """Yield the occasions whose last day lies between two days, both included."""
    slot = slot_of(frequency, first)
    while slot.last <= last:
        if slot.last >= first:
            yield slot
        slot = slot_of(frequency, slot.last + dt.timedelta(days=1))


def slot_of(frequency: str, day: dt.date) -> Slot:
    """Return the occasion in which a day lies."""
    if frequency == Frequency.WEEK:
        return _week(day)
    if frequency == Frequency.MONTH:
        month = Month.of(day)
        return Slot(str(month), month.first, month.last, month.words)
    return _quarter(day)


def _week(day: dt.date) -> Slot:
    monday = monday_of(day)
    year, number, _weekday = monday.isocalendar()
    return Slot(f"{year:04}-W{number:02}", monday, last_day_of(monday), say_week(monday))


def _quarter(day: dt.date) -> Slot:
    number = (day.month - 1) // 3 + 1
    first = Month(day.year, 3 * number - 2)
    words = _("quarter %(number)s of %(year)s") % {"number": number, "year": day.year}
    return Slot(f"{day.year:04}-Q{number}", first.first, first.after.after.last, words)


def slot_from_key(frequency: str, key: str) -> Slot | None:
    """Return the occasion with a key; None for a key that this rhythm does not have."""
    day = _first_day(key)
    slot = slot_of(frequency, day) if day else None
    return slot if slot and slot.key == key else None


def _first_day(key: str) -> dt.date | None:
    year, _hyphen, rest = key.partition("-")
    try:
        if rest.startswith("W"):
            return dt.date.fromisocalendar(int(year), int(rest[1:]), 1)
        if rest.startswith("Q"):
            return dt.date(int(year), 3 * int(rest[1:]) - 2, 1)
        return dt.date(int(year), int(rest), 1)
    except ValueError:
        return None
