"""What pages have written to many stars, kept as a changeset: listed, and undone where possible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tracker.campaigns.models import Campaign
from tracker.changesets.actions import Done, Subject, record_applied, smallest_area
from tracker.changesets.terms import Source
from tracker.people.models import User
from tracker.places.models import Area
from tracker.ratings.kinds.moves import NAME as MOVES
from tracker.ratings.kinds.moves import VERB
from tracker.ratings.kinds.results import NAME as RESULTS
from tracker.ratings.kinds.results import STAR
from tracker.ratings.kinds.statements import NAME as STATEMENTS
from tracker.ratings.models import StarRating
from tracker.ratings.standing.grid import Cell, Grid


def keep_cells(by: User, grid: Grid, cells: Iterable[Cell]) -> None:
    """Keep cells of a grid that were written now: `value` was there, `wanted` is there."""
    before: dict[str, dict[str, str]] = defaultdict(dict)
    after: dict[str, dict[str, str]] = defaultdict(dict)
    names: dict[str, str] = {}
    for cell in cells:
        if cell.star and cell.wanted != cell.value:
            branch = cell.star.rating.branch_id
            before[branch][cell.column.key] = cell.value
            after[branch][cell.column.key] = cell.wanted
            names[branch] = ""
    if not after:
        return
    shown = {line.branch.pk: line.branch.area.name for one in grid.tables for line in one.lines}
    record_applied(
        by=by,
        subject=_subject_of(grid),
        done=[Done(code, shown[code], before[code], after[code]) for code in sorted(names)],
        source=Source.GRID,
        goes_on=True,
    )


def _subject_of(grid: Grid) -> Subject:
    if grid.star:
        return Subject(RESULTS, grid.campaign, grid.street, {STAR: grid.star})
    return Subject(STATEMENTS, grid.campaign, grid.street)


def keep_moves(by: User, verb: str, moved: Sequence[StarRating], states: Mapping[int, str]) -> None:
    """Keep a bulk move, one changeset for each year; ``states``: {star's key: state before}."""
    years: dict[Campaign, list[StarRating]] = defaultdict(list)
    for row in moved:
        years[row.rating.campaign].append(row)
    for campaign, rows in years.items():
        record_applied(
            by=by,
            subject=Subject(MOVES, campaign, _area_of(rows), {VERB: verb}),
            done=_moved(rows, states),
            source=Source.LIST,
        )


def _moved(rows: Sequence[StarRating], states: Mapping[int, str]) -> list[Done]:
    of_branch: dict[str, list[StarRating]] = defaultdict(list)
    for row in rows:
        of_branch[row.rating.branch_id].append(row)
    return [
        Done(
            code,
            some[0].rating.branch.area.name,
            {row.star.key: states[row.pk] for row in some},
            {row.star.key: str(row.state) for row in some},
        )
        for code, some in sorted(of_branch.items())
    ]


def _area_of(rows: Sequence[StarRating]) -> Area:
    return smallest_area([row.rating.branch_id for row in rows])
