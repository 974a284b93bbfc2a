"""What the tables of a progress page are made of, and where their numbers lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from tracker.dashboards.addresses import listed, page_of
from tracker.dashboards.progress import Line, Progress
from tracker.places.terms import Level

Words = str | Promise


@dataclass(frozen=True)
class Cell:
    """A number and the list of as many rows; no address where there is nothing to list."""

    number: int | None
    url: str = ""


@dataclass(frozen=True)
class GridRow:
    label: Words
    url: str
    cells: list[Cell]
    is_total: bool = False


@dataclass(frozen=True)
class Grid:
    """A table whose first column names the row."""

    caption: str
    headers: Sequence[Words]
    rows: list[GridRow]


def name_url(page: Progress, line: Line) -> str:
    """Return where the name of a row leads: the area's own progress, or the branch's ratings."""
    if line.area == page.area and line.area.level != Level.VILLAGE:
        return ""
    year = page.campaign.year
    if line.area.level == Level.VILLAGE:
        return listed("rating-list", area=line.area, campaign=year)
    address = page_of("area-progress-year", line.area.code, year)
    return f"{address}?kind={page.kind}" if page.kind else address


def lines(page: Progress) -> Iterable[tuple[Line, bool]]:
    """Yield the lines of a table, the area's own last: its total is counted, not added up.

    A street's branches stand in a table of their own: each is in one state and at one level.
    """
    if not page.is_of_branches:
        yield from ((line, False) for line in page.below)
    yield page.own, page.area.level != Level.VILLAGE


def stars_url(page: Progress, line: Line, **more: object) -> str:
    return listed(
        "rating-list", area=line.area, campaign=page.campaign.year, kind=page.kind, **more
    )


def declarations_url(page: Progress, line: Line, **more: object) -> str:
    return listed(
        "declaration-list",
        area=line.area,
        campaign=page.campaign.year,
        unit_kind=page.kind,
        **more,
    )


def linked(number: int, url: str) -> Cell:
    return Cell(number, url if number else "")


def sheet_url(page: Progress, line: Line) -> str:
    """Return the sheet on which branches without a declaration stand, of both kinds together."""
    if page.kind:
        return ""
    return page_of("declaration-sheet", page.campaign.year, line.area.code)
