"""Villages, communities or both: which units a figure counts."""

from __future__ import annotations

from articles.extraction.gazetteer import VILLAGE_DIGITS, Place
from articles.extraction.terms import RURAL_STARS, URBAN_STARS, Star, Unit, UnitKind, words

_KIND_OF_UNIT = {
    Unit.VILLAGE: UnitKind.RURAL,
    Unit.COMMUNITY: UnitKind.URBAN,
    Unit.UNIT: UnitKind.ALL,
}
_SAID = {
    UnitKind.RURAL: words("农村 村级 行政村 村支部"),
    UnitKind.URBAN: words("城市社区 社区支部 城镇社区"),
    UnitKind.ALL: words("村(社区) 村、社区 村社区 城乡"),
}


def of_unit(unit: Unit) -> UnitKind | None:
    """Return the kind that a unit states: 34个行政村."""
    return _KIND_OF_UNIT.get(unit)


def of_branches(star: Star | None, said_before: str, place: Place | None, name: str) -> UnitKind:
    """Return the kind of the branches that a level or star is said of.

    A star may belong to one scheme only; else the word said last decides, else
    what the gazetteer knows of the place, or its ``name`` says.
    """
    if star in RURAL_STARS:
        return UnitKind.RURAL
    if star in URBAN_STARS:
        return UnitKind.URBAN
    return _said(said_before) or _of_place(place, name)


def _said(text: str) -> UnitKind | None:
    places = {kind: max(text.rfind(word) for word in said) for kind, said in _SAID.items()}
    kind = max(places, key=lambda one: places[one])
    return kind if places[kind] >= 0 else None


def _of_place(place: Place | None, name: str) -> UnitKind:
    if place is None and name.endswith(("村", "社区")):
        return UnitKind.RURAL if name.endswith("村") else UnitKind.URBAN
    if place is None or bool(place.rural) == bool(place.urban):
        return UnitKind.ALL
    if len(place.code) == VILLAGE_DIGITS and place.kind == "urban":
        return UnitKind.URBAN
    return UnitKind.RURAL if place.rural else UnitKind.URBAN
