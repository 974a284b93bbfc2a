"""The pictures of a dashboard: each with a caption in words and a table of its numbers."""

from __future__ import annotations

import itertools

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.dashboards.distributions import LEVELS, Distribution
from tracker.dashboards.progress import Line, Progress
from tracker.dashboards.stages import stars
from tracker.dashboards.standing import Child, Standing
from tracker.figures.terms import FigureUnitKind, Nature
from tracker.places.models import Area
from tracker.places.terms import Level, UnitKind
from tracker.places.tiles import tile_positions
from tracker.ratings.terms import State
from tracker.ui.charts import (
    Figure,
    LevelRow,
    PartRow,
    Tile,
    level_bars,
    level_name,
    part_bars,
    tile_grid,
)
from tracker.ui.drawing import UNKNOWN

# How many figures a tile needs for each darker shade. The shade says where the papers
# tell us something; it is no judgement of the area.
SHADE_FROM = (1, 10, 30, 60, 100)
# How far stars have come, from the entry to the award.
PARTS = (
    ("blank", gettext_lazy("to be entered"), (State.DECLARED, State.RETURNED)),
    ("shade-0", gettext_lazy("to be reviewed"), (State.ENTERED,)),
    ("shade-1", gettext_lazy("to be verified"), (State.REVIEWED,)),
    ("shade-2", gettext_lazy("to be confirmed"), (State.VERIFIED,)),
    ("shade-3", gettext_lazy("confirmed, on notice"), (State.CONFIRMED, State.ON_NOTICE)),
    ("shade-4", gettext_lazy("awarded"), (State.AWARDED,)),
    (UNKNOWN, gettext_lazy("withdrawn"), (State.WITHDRAWN,)),
)


def shade(figures: int) -> int | None:
    """Return the shade 0–4 of a tile, None for an area without a figure."""
    steps = [step for step, least in enumerate(SHADE_FROM) if figures >= least]
    return steps[-1] if steps else None


def shade_words() -> list[str]:
    """Return what each shade means, in numbers of figures."""
    ranges = [f"{least}–{above - 1}" for least, above in itertools.pairwise(SHADE_FROM)]
    return [_("%(range)s figures") % {"range": words} for words in [*ranges, f"≥{SHADE_FROM[-1]}"]]


def _tile(child: Child, positions: dict[str, tuple[int, int]]) -> Tile:
    column, row = positions.get(child.area.code, (None, None))
    return Tile(
        label=child.area.name,
        value=_size(child.area),
        note=_said(child),
        url=reverse("area-detail", args=[child.area.code]),
        shade=shade(child.figures),
        column=column,
        row=row,
    )


def _said(child: Child) -> str:
    """Return what a tile says of the papers, or that the area takes no part."""
    if child.figures:
        return ngettext("%(n)s figure", "%(n)s figures", child.figures) % {"n": child.figures}
    if not child.area.rated_units:
        return _("not rated")
    return _("none yet")


def _size(area: Area) -> str:
    """Return what a tile says of an area's size: its units, or which kind of unit it is."""
    if area.level == Level.VILLAGE:
        return str(UnitKind(area.kind).label) if area.rated_units else ""
    return str(area.rated_units) if area.rated_units else ""


def children_tiles(standing: Standing) -> Figure | None:
    """Return the tile cartogram of the areas below, None for a unit."""
    if not standing.children:
        return None
    positions = tile_positions()
    if any(child.area.code not in positions for child in standing.children):
        positions = {}
    tiles = [_tile(child, positions) for child in standing.children]
    title = _("Areas of %(area)s by number of published figures") % {"area": standing.area.name}
    return Figure(
        svg=tile_grid(tiles, title=title, legend_words=shade_words()),
        caption=_(
            "Each tile names an area, its villages and communities that take part, and the "
            "figures published about it. The darker the tile, the more the papers have "
            "published; it does not judge the work."
        ),
        headers=[_("Area"), _("Units"), _("Published figures")],
        rows=[(child.area.name, _size(child.area), _said(child)) for child in standing.children],
    )


def _label(said: Distribution, *, named: bool) -> str:
    parts = [
        said.area_name if named else "",
        str(said.campaign or ""),
        str(Nature(said.nature).label),
        str(FigureUnitKind(said.unit_kind).label) if said.unit_kind else "",
    ]
    return " · ".join(part for part in parts if part)


def _bars(said: list[Distribution], *, named: bool, title: str, caption: str) -> Figure | None:
    shown = [distribution for distribution in said if distribution.counts]
    if not shown:
        return None
    rows = [
        LevelRow(
            label=_label(distribution, named=named),
            counts={level: int(cell.value) for level, cell in distribution.counts.items()},
            total=max(distribution.denominator, int(distribution.total)),
            url=reverse("area-detail", args=[distribution.area]),
        )
        for distribution in shown
    ]
    return Figure(
        svg=level_bars(rows, title=title),
        caption=caption,
        headers=[_("Statement"), *[level_name(level) for level in LEVELS], _("Units")],
        rows=[[row.label, *[row.counts.get(n, "—") for n in LEVELS], row.total] for row in rows],
    )


def levels_over_time(standing: Standing) -> Figure | None:
    """Return the area's own published levels, campaign by campaign."""
    return _bars(
        standing.own,
        named=False,
        title=_("Levels of %(area)s over the campaigns") % {"area": standing.area.name},
        caption=_(
            "Planned figures are targets, reported ones are results that a paper states. "
            "A plan above last year's result is not yet progress."
        ),
    )


def levels_below(standing: Standing) -> Figure | None:
    """Return the published levels of the areas below in the chosen campaign."""
    return _bars(
        standing.below,
        named=True,
        title=_("Published levels below %(area)s") % {"area": standing.area.name},
        caption=_("One bar for each statement in the papers; areas without one are not shown."),
    )


def _part_row(page: Progress, line: Line) -> PartRow:
    states = stars(line.numbers)
    parts = [
        (kind, str(words), sum(states[state] for state in some)) for kind, words, some in PARTS
    ]
    url = ""
    if line.area != page.area:
        url = reverse("area-progress-year", args=[line.area.code, page.campaign.year])
    return PartRow(line.area.name, parts, url)


def stars_by_stage(page: Progress) -> Figure | None:
    """Return how far the declared stars have come, area by area; None where there are none.

    The branches of a street have five stars at most: they stand in its table, one bar is theirs.
    """
    lines = [page.own] if page.is_of_branches else page.below
    rows = [row for line in lines if (row := _part_row(page, line)).total]
    if not rows:
        return None
    title = _("How far the declared stars of %(area)s have come") % {"area": page.area.name}
    return Figure(
        svg=part_bars(rows, title=title),
        caption=_(
            "Each bar is all stars that branches of an area aim at; its parts say what they wait "
            "for, from the entry on the left to the award on the right."
        ),
        headers=[_("Area"), *[words for _kind, words, _states in PARTS], _("All declared stars")],
        rows=[[row.label, *[part[2] for part in row.parts], row.total] for row in rows],
    )
