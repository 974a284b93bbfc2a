"""The three lists of an area, its month, its key work: views of the one table."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from tracker.campaigns.models import Campaign, Star
from tracker.campaigns.terms import StarKey
from tracker.clocks.weeks import monday_of
from tracker.people.models import User
from tracker.places.models import Area
from tracker.ratings.models import StarRating
from tracker.worklist.models import WorkItem
from tracker.worklist.standing.items import item_rows, timing_of
from tracker.worklist.terms import LIVE, Shade, State
from tracker.worklist.timing import shade_of
from tracker.worklist.weeks import Month

SETTLING = dt.timedelta(days=7)  # in which the list of a month's beginning is made up


@dataclass(frozen=True)
class Line:
    """A piece of work on a page: how it stands to its last week, and whether it was left over."""

    item: WorkItem
    shade: Shade
    timing: str
    is_left_over: bool = False


def lines(items: Iterable[WorkItem], before: dt.date | None = None) -> list[Line]:
    """Put work into lines; what was due before ``before`` was left over from earlier."""
    today = timezone.localdate()
    found = []
    for item in items:
        left_over = before is not None and item.due_week < before
        found.append(Line(item, *timing_of(item, today), left_over))
    return found


@dataclass(frozen=True)
class Duty:
    """One line of the list of responsibilities (责任清单): a post, and how its work stands."""

    responsible: str
    total: int
    overdue: int
    this_week: int
    reported: int
    done: int


def duties(user: User, area: Area, year: int) -> list[Duty]:
    """Return the posts and departments that are responsible for work in an area and below."""
    today = timezone.localdate()
    counts: dict[str, Counter[str]] = {}
    rows = item_rows(user).under(area.pk).filter(campaign=year).exclude(state=State.DROPPED)
    asked = rows.values_list("responsible", "state", "due_week", "due_on")
    for who, state, due, day in asked.order_by("responsible", "pk"):
        one = counts.setdefault(who, Counter())
        one["total"] += 1
        shade = shade_of(state, due, today, day)
        one["overdue"] += shade == Shade.OVERDUE
        one["this_week"] += shade == Shade.THIS_WEEK
        one["reported"] += state == State.FINISHED
        one["done"] += state in (State.CONFIRMED, State.CARRIED)
    fields = ("total", "overdue", "this_week", "reported", "done")
    return [Duty(who, *(one[name] for name in fields)) for who, one in counts.items()]


@dataclass(frozen=True)
class MonthLists:
    """月初任务清单 and 月末结果清单 of one area: the same rows, as planned and as they stand.

    `planned` was set by the end of the month's first seven days, `added` later in its course.
    """

    month: Month
    planned: list[Line]
    added: list[Line]

    @property
    def everything(self) -> list[Line]:
        return [*self.planned, *self.added]

    @property
    def done(self) -> list[Line]:
        return [line for line in self.everything if line.item.state == State.CONFIRMED]

    @property
    def reported(self) -> list[Line]:
        return [line for line in self.everything if line.item.state == State.FINISHED]

    @property
    def undone(self) -> list[Line]:
        return [line for line in self.everything if line.item.state in (State.OPEN, State.UNDERWAY)]

    @property
    def off(self) -> list[Line]:
        gone = (State.DROPPED, State.CARRIED)
        return [line for line in self.everything if line.item.state in gone]


def month_lists(user: User, area: Area, month: Month, *, below: bool) -> MonthLists:
    """Return the lists of an area for a month, with the work of the areas below it if asked."""
    rows = item_rows(user).of_month(month)
    rows = rows.under(area.pk) if below else rows.filter(area=area)
    found = lines(rows.order_by("area_id", "due_week", "pk"), monday_of(month.first))
    settled = month.first + SETTLING
    return MonthLists(
        month,
        [line for line in found if line.item.set_on < settled],
        [line for line in found if line.item.set_on >= settled],
    )


def key_lines(user: User, area: Area) -> list[Line]:
    """Return the key work of an area itself: what is done has dropped out."""
    rows = item_rows(user).key_work().filter(area=area)
    return lines(rows)


@dataclass
class StarLine:
    """One star of a village in its table: how it stands, and the work for it."""

    key: str
    title: str
    state: str
    lines: list[Line] = field(default_factory=list)

    @property
    def done(self) -> int:
        return sum(line.item.state == State.CONFIRMED for line in self.lines)

    @property
    def live(self) -> int:
        return sum(line.item.state in LIVE for line in self.lines)


def village_table(user: User, area: Area, campaign: Campaign) -> list[StarLine]:
    """Return 一村一表一清单: the stars of a village in their order, each with its work.

    Work for no single star comes last.
    """
    scheme = Star.objects.filter(scheme__campaign=campaign, scheme__unit_kind=area.kind)
    rated = StarRating.objects.visible_to(user).filter(
        rating__branch=area.pk, rating__campaign=campaign
    )
    states = {row.star.key: row.get_state_display() for row in rated.select_related("star")}
    table = {
        star.key: StarLine(star.key, star.title, str(states.get(star.key, "")))
        for star in scheme.order_by("position")
    }
    for line in lines(item_rows(user).filter(area=area, campaign=campaign)):
        key = line.item.star
        if key not in table:
            title = str(StarKey(key).label) if key else ""
            table[key] = StarLine(key, title, str(states.get(key, "")))
        table[key].lines.append(line)
    none = table.pop("", None)
    return [*table.values(), *([none] if none else [])]
