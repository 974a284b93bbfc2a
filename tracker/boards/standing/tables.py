"""Where the work of an area stands, line by line for the areas below it, read at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Length, Substr
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tracker.access.terms import Permission
from tracker.boards.measures import (
    Asked,
    Column,
    colour_columns,
    finding_columns,
    project_columns,
    visit_columns,
    work_columns,
)
from tracker.boards.terms import Kind
from tracker.campaigns.models import Campaign
from tracker.clocks.models import FrozenWeek, WeeklyCard
from tracker.findings.models import Finding
from tracker.inspections.standing.rounds import visits_of
from tracker.people.models import User
from tracker.people.permissions import may_somewhere
from tracker.places.models import Area
from tracker.places.querysets import under
from tracker.places.terms import CODE_LENGTHS, Level
from tracker.projects.models import Project
from tracker.worklist.models import WorkItem

# The level of the lines under an area.
BELOW = {
    Level.PROVINCE: Level.CITY,
    Level.CITY: Level.COUNTY,
    Level.COUNTY: Level.STREET,
    Level.STREET: Level.VILLAGE,
}


@dataclass(frozen=True)
class Group:
    """One table of a board: rows of one kind, the list that shows them, the columns."""

    key: str
    title: str | Promise
    list_name: str
    rows: QuerySet
    columns: Sequence[Column]
    asked: Asked  # of the list, for every column


@dataclass(frozen=True)
class Cell:
    """A number and the address of the rows behind it."""

    number: int
    url: str


@dataclass(frozen=True)
class Line:
    """One area of a table; `board` is the address of its own board, empty where it has none."""

    code: str
    name: str
    board: str
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    """A group with its numbers."""

    group: Group
    lines: list[Line]
    total: Line


def groups(user: User, area: Area, campaign: Campaign, today: dt.date) -> list[Group]:
    """Return what a board shows of an area in a year; foreign rows are never counted."""
    year: dict[str, str] = {"campaign": str(campaign.pk)}
    return [
        Group(
            Kind.FINDINGS,
            Kind.FINDINGS.label,
            "finding-list",
            Finding.objects.visible_to(user).filter(campaign=campaign),
            finding_columns(today),
            year,
        ),
        *_colours(user, campaign),
        Group(
            Kind.WORK,
            Kind.WORK.label,
            "work-list",
            WorkItem.objects.visible_to(user).filter(campaign=campaign),
            work_columns(today),
            year,
        ),
        *_visits(user, campaign, today),
        Group(
            Kind.PROJECTS,
            Kind.PROJECTS.label,
            "project-list",
            Project.objects.visible_to(user).filter(campaign=campaign),
            project_columns(),
            year,
        ),
    ]


def _visits(user: User, campaign: Campaign, today: dt.date) -> Iterable[Group]:
    """Yield planned visits for whoever reads inspections."""
    if may_somewhere(user, Permission.INSPECTIONS_READ):
        rows = visits_of(user).filter(round__campaign=campaign)
        asked = {"campaign": str(campaign.pk)}
        title = Kind.VISITS.label
        yield Group(Kind.VISITS, title, "visit-plan", rows, visit_columns(today), asked)


def _colours(user: User, campaign: Campaign) -> Iterable[Group]:
    """Yield the villages by colour in the last week that was frozen; nothing before the first."""
    week = FrozenWeek.objects.filter(campaign=campaign).order_by("-starts_on").first()
    if week is None:
        return
    day = week.starts_on.isoformat()
    cards = WeeklyCard.objects.visible_to(user).alias(length=Length("area_id"))
    rows = cards.filter(week=week, length=CODE_LENGTHS[Level.VILLAGE])
    title = _("Villages by colour, week from %(day)s") % {"day": day}
    asked = {"campaign": str(campaign.pk), "week": day, "level": str(Level.VILLAGE)}
    yield Group(Kind.COLOURS, title, "weekly-card-list", rows, colour_columns(), asked)


def tables(area: Area, found: Iterable[Group], address: Callable[..., str]) -> list[Table]:
    """Return the tables of a board: a line for each area below, for the area itself, the sum.

    `address(area=code)` is the address of the board of another area.
    """
    below = {
        one.pk: one for one in Area.objects.current().filter(parent=area) if not one.is_excluded
    }
    return [_table(area, group, below, address) for group in found]


def _table(area: Area, group: Group, below: dict[str, Area], address: Callable[..., str]) -> Table:
    length = CODE_LENGTHS[BELOW[Level(area.level)]]
    counts = {one.key: Count("pk", filter=one.counted) for one in group.columns}
    rows = group.rows.filter(under(area.pk, "area_id")).order_by()
    by_line = rows.annotate(line=Substr("area_id", 1, length)).values("line")
    counted = {one["line"]: one for one in by_line.annotate(**counts)}
    # Areas that ended keep their rows, and so their line.
    known = below | Area.objects.in_bulk([code for code in counted if code not in below])
    nothing = {one.key: 0 for one in group.columns}
    lines = [
        _line(group, known[code], counted.get(code, nothing), address, own=code == area.pk)
        for code in sorted(known)
        if code in below or any(counted[code][one.key] for one in group.columns)
    ]
    sums = {one.key: sum(numbers[one.key] for numbers in counted.values()) for one in group.columns}
    return Table(group, lines, _line(group, area, sums, address, is_sum=True))


def _line(
    group: Group,
    area: Area,
    numbers: dict[str, Any],
    address: Callable[..., str],
    *,
    own: bool = False,
    is_sum: bool = False,
) -> Line:
    name = _("%(area)s itself") % {"area": area.title} if own else area.title
    name = _("Sum of all lines") if is_sum else name
    level = {"level": str(area.level)} if own else {}
    cells = [
        Cell(
            numbers[one.key],
            _address(group.list_name, {"area": area.pk, **group.asked, **one.asked, **level}),
        )
        for one in group.columns
    ]
    has_board = area.level != Level.VILLAGE and not own and not is_sum
    board = address(area=area.pk) if has_board else ""
    return Line(area.pk, name, board, cells)


def _address(list_name: str, asked: Asked) -> str:
    return f"{reverse(list_name)}?{urlencode(asked, doseq=True)}"
