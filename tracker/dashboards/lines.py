"""A dashboard's levels as rows of a file: one published or recorded number in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.dashboards.addresses import listed
from tracker.dashboards.distributions import Distribution
from tracker.dashboards.standing import Standing
from tracker.figures.terms import FigureUnitKind, Nature
from tracker.ui.bars import level_name
from tracker.ui.exports import ExportColumn


@dataclass(frozen=True)
class LevelLine:
    """How many branches stand at a level, of how many units, by which nature, and the source."""

    code: str
    area: str
    campaign: int | None
    nature: str
    kind: str
    level: str
    number: Decimal | int
    denominator: int
    source: str


_HEADERS = {
    "code": _("Code"),
    "area": _("Area"),
    "campaign": _("Campaign"),
    "nature": _("Nature"),
    "kind": _("Kind of unit"),
    "level": _("Level"),
    "number": _("Branches"),
    "denominator": _("Units"),
}
LEVEL_COLUMNS = [ExportColumn(header, attrgetter(name)) for name, header in _HEADERS.items()]


def level_lines(standing: Standing, request: HttpRequest) -> Iterator[LevelLine]:
    """Yield what is published of the area and of those below it, then what is on record."""
    for said in [*standing.own, *standing.below]:
        yield from _published(said, request)
    yield from _recorded(standing, request)


def _published(said: Distribution, request: HttpRequest) -> Iterator[LevelLine]:
    for level, cell in said.counts.items():
        yield LevelLine(
            code=said.area,
            area=said.area_name,
            campaign=said.campaign,
            nature=str(Nature(said.nature).label),
            kind=str(FigureUnitKind(said.unit_kind).label) if said.unit_kind else "",
            level=level_name(level),
            number=cell.value,
            denominator=said.denominator,
            source=request.build_absolute_uri(reverse("figure-detail", args=[cell.figure])),
        )


def _recorded(standing: Standing, request: HttpRequest) -> Iterator[LevelLine]:
    for kind in standing.recorded:
        where = {"area": standing.area, "campaign": standing.campaign, "kind": kind.unit_kind}
        for row in kind.rows:
            address = listed("star-list", **where, level=row.level)
            yield LevelLine(
                code=standing.area.code,
                area=standing.area.name,
                campaign=standing.campaign.year if standing.campaign else None,
                nature=gettext("Recorded"),
                kind=str(FigureUnitKind(kind.unit_kind).label),
                level=level_name(row.level),
                number=row.recorded,
                denominator=kind.denominator,
                source=request.build_absolute_uri(address),
            )
