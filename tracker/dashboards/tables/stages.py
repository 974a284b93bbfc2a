"""The parts of the year's work: how much waits for each, and until when it is due."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.campaigns.terms import Stage
from tracker.dashboards.progress import Progress
from tracker.dashboards.stages import (
    DECLARATION_WAITS,
    WAITS,
    declarations,
    declared_stars,
    stars,
    waiting,
)
from tracker.dashboards.tables.cells import (
    Cell,
    Words,
    declarations_url,
    linked,
    sheet_url,
    stars_url,
)


@dataclass(frozen=True)
class StageRow:
    """One part of the work: how much waits for it, of all branches or stars, until when."""

    title: Words
    waiting: Cell
    out_of: int
    is_of_branches: bool
    due: str
    is_overdue: bool


def stage_rows(page: Progress) -> list[StageRow]:
    """Return the parts of the year's work in their order, with what waits and until when."""
    own = page.own
    states = stars(own.numbers)
    found = _declaration_rows(page)
    for wait in WAITS:
        url = stars_url(page, own, state=wait.states)
        cell = linked(waiting(states, wait), url)
        found.append(_stage_row(page, wait.title, wait.stage, cell, declared_stars(states)))
    return found


def _declaration_rows(page: Progress) -> list[StageRow]:
    """Return what waits before any star does: branches to begin, declarations at each step."""
    own = page.own
    begun = declarations(own.numbers)
    missing = linked(own.not_begun, sheet_url(page, own))
    title, stage = _("beginning of the declaration"), Stage.DECLARATION
    found = [_stage_row(page, title, stage, missing, own.units, is_of_branches=True)]
    for wait in DECLARATION_WAITS:
        url = declarations_url(page, own, state=wait.states)
        cell = linked(waiting(begun, wait), url)
        found.append(_stage_row(page, wait.title, wait.stage, cell, own.units, is_of_branches=True))
    return found


def _stage_row(
    page: Progress,
    title: Words,
    stage: str,
    cell: Cell,
    out_of: int,
    *,
    is_of_branches: bool = False,
) -> StageRow:
    due = page.dues.get(stage)
    return StageRow(
        title=title,
        waiting=cell,
        out_of=out_of,
        is_of_branches=is_of_branches,
        due=due.words if due else "",
        is_overdue=bool(due and due.is_overdue and cell.number),
    )
