"""Stars and declarations by state, area by area."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.dashboards.addresses import listed
from tracker.dashboards.progress import Line, Progress
from tracker.dashboards.stages import (
    DECLARATION_STATES,
    STAR_STATES,
    declarations,
    declared_stars,
    stars,
)
from tracker.dashboards.tables.cells import (
    Cell,
    Grid,
    GridRow,
    declarations_url,
    lines,
    linked,
    name_url,
    sheet_url,
    stars_url,
)
from tracker.declarations.terms import State as DeclarationState
from tracker.places.terms import Level
from tracker.ratings.standing.words import SHORT

DECLARATION_WORDS = {
    DeclarationState.DRAFT: gettext_lazy("Being filled in"),
    DeclarationState.RETURNED: gettext_lazy("Returned"),
    DeclarationState.SUBMITTED: gettext_lazy("Submitted to the street"),
    DeclarationState.REVIEWED: gettext_lazy("Passed to the county"),
    DeclarationState.CONFIRMED: gettext_lazy("Declaration confirmed"),
}


def stars_grid(page: Progress) -> Grid:
    """Return how many declared stars stand in each state, area by area."""
    return Grid(
        caption=_("Stars by state"),
        headers=[*[SHORT[state] for state in STAR_STATES], _("All")],
        rows=[
            GridRow(line.area.name, name_url(page, line), _star_cells(page, line), total)
            for line, total in _star_lines(page)
        ],
    )


def _star_lines(page: Progress) -> Iterable[tuple[Line, bool]]:
    """Yield the lines of the table of stars; of branches, those that have declared stars."""
    if page.area.level == Level.STREET:
        yield from ((line, False) for line in page.below if declared_stars(stars(line.numbers)))
    yield from lines(page)


def _star_cells(page: Progress, line: Line) -> list[Cell]:
    states = stars(line.numbers)
    cells = [linked(states[state], stars_url(page, line, state=state)) for state in STAR_STATES]
    everything = stars_url(page, line, state=STAR_STATES)
    return [*cells, linked(declared_stars(states), everything)]


def declarations_grid(page: Progress) -> Grid:
    """Return how many branches have come how far with their declaration, area by area."""
    return Grid(
        caption=_("Declarations by state"),
        headers=[
            _("Not begun"),
            *[DECLARATION_WORDS[state] for state in DECLARATION_STATES],
            _("Branches taking part"),
        ],
        rows=[
            GridRow(line.area.name, name_url(page, line), _declaration_cells(page, line), total)
            for line, total in lines(page)
        ],
    )


def _declaration_cells(page: Progress, line: Line) -> list[Cell]:
    counts = declarations(line.numbers)
    return [
        linked(line.not_begun, sheet_url(page, line)),
        *[
            linked(counts[state], declarations_url(page, line, state=state))
            for state in DECLARATION_STATES
        ],
        linked(line.units, listed("branch-list", area=line.area, unit_kind=page.kind)),
    ]
