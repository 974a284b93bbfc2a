"""蓝黄红: the colour of a matter and of a unit's week, by a written legend. Pure.

What the colours mean in the campaign is not on the public record (未核实). Two opposite
readings are: blue for a last day that is near, yellow for lagging, red for overdue; and
blue for praise, yellow for a reminder, red for a warning. A legend is data: which condition
has which colour and words, the gravest first.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.clocks.deadlines import Clock, Course, days_between, missed, solve_by
from tracker.clocks.terms import Colour, Condition, Part


@dataclass(frozen=True)
class Line:
    """One line of a legend: what a condition is shown as."""

    condition: Condition
    colour: Colour
    words: str
    words_en: str = ""


@dataclass(frozen=True)
class Legend:
    """The lines, gravest first, one for each condition.

    `soon_days`: from how many days before the last one a matter is due soon. `lag`: by how
    many points its progress may lie below the share of time that has passed.
    """

    key: str
    lines: tuple[Line, ...]
    soon_days: int = 2
    lag: int = 25

    def line(self, condition: Condition) -> Line:
        return next(line for line in self.lines if line.condition == condition)


@dataclass(frozen=True)
class Card:
    """One unit in one week: how many matters meet each condition, and the line it stands at.

    `line` is None where there was nothing to look at.
    """

    counts: dict[Condition, int]
    line: Line | None

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def condition_of(
    course: Course,
    clock: Clock,
    legend: Legend,
    today: dt.date,
    *,
    returned: bool = False,
    progress: int | None = None,
) -> Condition:
    """Return how a matter stands on a day.

    ``progress`` in percent, None where nobody measures it; ``returned``: its solution was
    sent back and stands open.
    """
    last = solve_by(course, clock).day
    if course.solved_on:
        return Condition.DONE_LATE if course.solved_on > last else Condition.DONE_IN_TIME
    if today > last:
        return Condition.OVERDUE
    late = [part for part in missed(course, clock, today) if part != Part.SOLVE]
    if late or returned or _lags(course.reported_on, last, today, progress, legend.lag):
        return Condition.BEHIND
    if days_between(today, last, clock.counting) <= legend.soon_days:
        return Condition.DUE_SOON
    return Condition.ON_COURSE


def card(conditions: Iterable[Condition], legend: Legend) -> Card:
    """Return the card of a unit: it stands at the gravest line that any matter meets."""
    counts = Counter(conditions)
    line = next((line for line in legend.lines if counts[line.condition]), None)
    return Card({one: counts[one] for one in Condition if counts[one]}, line)


def _lags(first: dt.date, last: dt.date, today: dt.date, progress: int | None, most: int) -> bool:
    length = (last - first).days
    if progress is None or length <= 0:
        return False
    passed = 100 * (today - first).days / length
    return passed - progress > most
