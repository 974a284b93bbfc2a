"""13710: the last days of one matter. Pure.

Assigned the same day, feedback in 3 days, an ordinary matter solved in 7 days, a major or
complex one in a month or by a dated plan, and followed to zero. Source: the government of
Shanxi, 2017. Not known (未核实), so each a setting: whether the days are calendar or
working days. "10 days" for the fourth figure is a misreading.

How days are counted follows the Civil Code: the day on which a period begins does not
count (art. 201); a month ends on the same date of the next one, or on its last day where
it has no such date (art. 202).
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from tracker.clocks.terms import Counting, Part, Severity
from tracker.clocks.workdays import (
    is_announced,
    workday_from,
    workdays_after,
    workdays_before,
    workdays_between,
)

_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Clock:
    """The settings of a campaign in a county; `climb_days`: see `ladder`."""

    counting: Counting = Counting.CALENDAR
    feedback_days: int = 3
    ordinary_days: int = 7
    major_months: int = 1
    climb_days: int = 3


@dataclass(frozen=True)
class Deadline:
    """A last day. `is_announced`: the holidays that it was counted with are official."""

    day: dt.date
    is_announced: bool = True


@dataclass(frozen=True)
class Course:
    """What has happened to one matter so far, day by day; None for what has not.

    `due_on` is a last day of its own: of a time limit that was set, of an extension or of
    the dated plan of a major matter; it goes before the clock's.
    """

    reported_on: dt.date
    severity: Severity = Severity.ORDINARY
    assigned_on: dt.date | None = None
    feedback_on: dt.date | None = None
    solved_on: dt.date | None = None
    due_on: dt.date | None = None


def days_after(day: dt.date, number: int, counting: Counting) -> Deadline:
    """Return the last of ``number`` days after a day."""
    if counting == Counting.CALENDAR:
        return Deadline(day + dt.timedelta(days=number))
    last = workdays_after(day, number)
    return Deadline(last, is_announced(day, last))


def days_before(day: dt.date, number: int, counting: Counting) -> dt.date:
    """Return the last day of which ``days_after`` is no later than a day."""
    if counting == Counting.CALENDAR:
        return day - dt.timedelta(days=number)
    return workdays_before(day, number)


def months_after(day: dt.date, number: int, counting: Counting) -> Deadline:
    """Return the same date so many months later; counted in working days, never a day of rest."""
    month = day.month - 1 + number
    year, month = day.year + month // _MONTHS_OF_A_YEAR, month % _MONTHS_OF_A_YEAR + 1
    last = dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    if counting == Counting.CALENDAR:
        return Deadline(last)
    last = workday_from(last)
    return Deadline(last, is_announced(last))


def days_between(first: dt.date, last: dt.date, counting: Counting) -> int:
    """Return how many days lie after one day up to another; negative where it is before."""
    if last < first:
        return -days_between(last, first, counting)
    if counting == Counting.CALENDAR:
        return (last - first).days
    return workdays_between(first, last)


def last_days(course: Course, clock: Clock) -> dict[Part, Deadline]:
    """Return the last day of each part.

    Feedback is counted from the assignment, as long as there is none from the day that
    was due for it. The time to solve is counted from the report: whoever assigns late
    buys nobody time.
    """
    assign = _same_day(course.reported_on, clock.counting)
    begun = course.assigned_on or assign.day
    feedback = days_after(begun, clock.feedback_days, clock.counting)
    return {Part.ASSIGN: assign, Part.FEEDBACK: feedback, Part.SOLVE: solve_by(course, clock)}


def solve_by(course: Course, clock: Clock) -> Deadline:
    """Return the day by which a matter is to be solved."""
    if course.due_on:
        return Deadline(course.due_on)
    if course.severity == Severity.MAJOR:
        return months_after(course.reported_on, clock.major_months, clock.counting)
    return days_after(course.reported_on, clock.ordinary_days, clock.counting)


def next_part(course: Course, clock: Clock) -> tuple[Part, Deadline] | None:
    """Return the first part that is not done yet, with its last day; None at zero."""
    last = last_days(course, clock)
    if course.solved_on:
        return None
    if course.assigned_on is None:
        return Part.ASSIGN, last[Part.ASSIGN]
    part = Part.SOLVE if course.feedback_on else Part.FEEDBACK
    return part, last[part]


def missed(course: Course, clock: Clock, today: dt.date) -> list[Part]:
    """Return the parts whose last day had passed when they were done, or has passed undone."""
    done = {
        Part.ASSIGN: course.assigned_on,
        Part.FEEDBACK: course.feedback_on or course.solved_on,
        Part.SOLVE: course.solved_on,
    }
    last = last_days(course, clock)
    return [part for part in Part if (done[part] or today) > last[part].day]


def _same_day(day: dt.date, counting: Counting) -> Deadline:
    if counting == Counting.CALENDAR:
        return Deadline(day)
    first = workday_from(day)
    return Deadline(first, is_announced(day, first))
