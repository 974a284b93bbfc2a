"""Last days of the parts of a year's work: due, due soon or overdue, in words. Pure.

Nothing is ever locked by a last day; it only says what is late.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SOON = 14  # days; from then on a last day stands under "due soon"


@dataclass(frozen=True)
class Due:
    """The last day of one part of the work (`campaigns.terms.Stage`), seen from ``today``."""

    stage: str
    day: dt.date
    today: dt.date

    @property
    def days_left(self) -> int:
        """Days until the last one; negative when it has passed."""
        return (self.day - self.today).days

    @property
    def is_overdue(self) -> bool:
        return self.days_left < 0

    @property
    def is_soon(self) -> bool:
        return 0 <= self.days_left <= SOON

    @property
    def words(self) -> str:
        """Say when it is due, and how far away that is."""
        return say_due(self.day, self.today)


def last_days(
    dates: Iterable[tuple[str, dt.date, dt.date | None]], today: dt.date
) -> dict[str, Due]:
    """Return the last day of each stage; ``dates``: (stage, from, until or None).

    Dates without a stage are none of the work's. Where a stage has several, its
    work goes on until the latest.
    """
    found: dict[str, Due] = {}
    for stage, starts_on, ends_on in dates:
        day = ends_on or starts_on
        if stage and (stage not in found or day > found[stage].day):
            found[stage] = Due(stage, day, today)
    return found


def say_due(day: dt.date, today: dt.date) -> str:
    """Return "due on … , in 3 days", "due today", or "was due on …, 3 days ago"."""
    left = (day - today).days
    if left == 0:
        return _("due today")
    said = {"day": date_format(day, "DATE_FORMAT"), "n": abs(left)}
    if left > 0:
        text = ngettext("due on %(day)s, in %(n)s day", "due on %(day)s, in %(n)s days", left)
    else:
        text = ngettext(
            "was due on %(day)s, %(n)s day ago", "was due on %(day)s, %(n)s days ago", -left
        )
    return text % said
