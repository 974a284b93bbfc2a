"""The owner's kinds of inspection and what newspapers report of them, read from their files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from tracker.campaigns.wording import in_reading_language
from tracker.figures.models import ReportedFigure
from tracker.inspections.reading import Dimension, Kind, Reported, read_kinds, read_reported
from tracker.places.querysets import under

_FOLDER = settings.BASE_DIR / "data" / "inspections"


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """Return the kinds by key; read once, when first asked for."""
    return read_kinds((_FOLDER / "kinds.yaml").read_text(encoding="utf-8"))


def kind_called(key: str) -> Kind:
    """Return a kind; one that the owner has taken out of the file keeps its key as its name."""
    return kinds().get(key) or Kind(key, key, key, announced=True, blind=False, dimensions=())


def kind_name(key: str) -> str:
    kind = kind_called(key)
    return in_reading_language(kind.name, kind.name_en)


def dimension_name(one: Dimension) -> str:
    return in_reading_language(one.name, one.name_en)


@lru_cache(maxsize=1)
def _reported() -> tuple[Reported, ...]:
    text = (_FOLDER / "reported.yaml").read_text(encoding="utf-8")
    return tuple(read_reported(text, kinds()))


@dataclass(frozen=True)
class ReportedOne:
    """One inspection, round or bulletin that newspapers report, with its figures in order."""

    kind: str
    event: ReportedFigure | None
    units: list[ReportedFigure]
    figures: list[ReportedFigure]

    @property
    def kind_name(self) -> str:
        return kind_name(self.kind)


def reported_in(area: str) -> list[ReportedOne]:
    """Return what newspapers report of inspections in an area: beside what is recorded."""
    wanted = [key for one in _reported() for key in one.keys]
    rows = ReportedFigure.objects.filter(under(area, "area_id"), key__in=wanted)
    found = {row.key: row for row in rows.with_sources()}
    shown = []
    for one in _reported():
        event = found.get(one.event)
        units = [found[key] for key in one.units if key in found]
        figures = [found[key] for key in (*one.counts, *one.findings) if key in found]
        if event or units or figures:
            shown.append(ReportedOne(one.kind, event, units, figures))
    return shown
