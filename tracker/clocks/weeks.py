"""Weeks from Monday to Sunday, named by their Monday. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

WEEK = dt.timedelta(days=7)


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def last_day_of(monday: dt.date) -> dt.date:
    return monday + dt.timedelta(days=6)


def weeks_over(first: dt.date, today: dt.date) -> Iterator[dt.date]:
    """Yield the Mondays of the weeks that are over, from that of ``first`` on."""
    monday = monday_of(first)
    while last_day_of(monday) < today:
        yield monday
        monday += WEEK
