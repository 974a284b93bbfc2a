"""Branches by level: planned, declared, confirmed, awarded; and a street's branches one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from tracker.dashboards.addresses import ONE_A_BRANCH, listed, page_of
from tracker.dashboards.progress import Line, Progress
from tracker.dashboards.stages import LEVELS, declarations, levels
from tracker.dashboards.tables.cells import (
    Cell,
    GridRow,
    Words,
    declarations_url,
    lines,
    linked,
    name_url,
    stars_url,
)
from tracker.dashboards.tables.grids import DECLARATION_WORDS
from tracker.declarations.terms import STANDING
from tracker.declarations.terms import State as DeclarationState
from tracker.places.terms import Level
from tracker.ui.bars import level_name


@dataclass(frozen=True)
class BranchRow:
    """One branch in words: its declaration and the levels it aims at, holds and publicly holds.

    The state is empty where nothing has been begun, a level is None where there is none.
    """

    label: str
    url: str
    state: Words
    declared: Words | None
    confirmed: Words | None
    awarded: Words | None


def branch_rows(page: Progress) -> list[BranchRow]:
    """Return a street's branches, or a village's own one, in code order."""
    return [_branch_row(page, line) for line in page.below] if page.is_of_branches else []


def _branch_row(page: Progress, line: Line) -> BranchRow:
    states = [state for state, number in declarations(line.numbers).items() if number]
    return BranchRow(
        line.area.name,
        page_of("declaration-detail", page.campaign.year, line.area.code),
        DECLARATION_WORDS[DeclarationState(states[0])] if states else "",
        *[_only_level(line, name) for name in ("declared.level", "level", "awarded.level")],
    )


def _only_level(line: Line, measure: str) -> Words | None:
    held = [level for level, number in levels(line.numbers, measure).items() if number]
    return level_name(held[0]) if held else None


@dataclass(frozen=True)
class LevelGroup:
    """One area with its rows: planned, declared, confirmed, awarded."""

    label: str
    url: str
    rows: list[GridRow]
    is_total: bool = False


def level_headers() -> list[str]:
    return [*[level_name(level) for level in LEVELS], _("All levels")]


def level_groups(page: Progress) -> list[LevelGroup]:
    """Return how many branches plan, declare, hold and publicly hold each level."""
    return [
        LevelGroup(line.area.name, name_url(page, line), _level_rows(page, line), total)
        for line, total in lines(page)
    ]


def _level_rows(page: Progress, line: Line) -> list[GridRow]:
    here = {"area": line.area, "campaign": page.campaign.year}
    rows = [
        ("declared.level", _("Declared"), partial(declarations_url, page, line, state=STANDING)),
        ("level", _("Confirmed"), partial(stars_url, page, line, star=ONE_A_BRANCH)),
        ("awarded.level", _("Awarded"), partial(listed, "star-list", **here, kind=page.kind)),
    ]
    planned = _planned_rows(page, line) if line.area.level != Level.VILLAGE else []
    return [
        *planned,
        *[_level_row(label, levels(line.numbers, name), url) for name, label, url in rows],
    ]


def _level_row(label: str, counts: dict[int, int], url: Callable[..., str]) -> GridRow:
    """Return one row: a number for each level, and all levels together."""
    every = [*[[level] for level in LEVELS], list(LEVELS)]
    cells = [linked(sum(counts[level] for level in some), url(level=some)) for some in every]
    return GridRow(label, "", cells)


def _planned_rows(page: Progress, line: Line) -> list[GridRow]:
    """Return the targets of the very area and, where its streets plan, those added up."""
    url = page_of("target-set", page.campaign.year, line.area.code)
    rows = [_planned_row(_("Planned"), line.planned, url)]
    if line.by_streets:
        streets = listed("target-list", area=line.area, campaign=page.campaign.year)
        rows.append(_planned_row(_("Planned, all streets together"), line.by_streets, streets))
    return rows


def _planned_row(label: str, planned: Mapping[int, int], url: str) -> GridRow:
    """Return one plan; no number where none has been set."""
    cells = [Cell(planned.get(level), url if level in planned else "") for level in LEVELS]
    total = sum(planned.values()) if planned else None
    return GridRow(label, "", [*cells, Cell(total, url if planned else "")])
