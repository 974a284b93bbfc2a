"""The area tree as plain data, for reading newspapers: from the database or from area files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from articles.extraction.gazetteer import Gazetteer, Place
from tracker.places.codes import ancestor_codes
from tracker.places.models import Area, AreaName
from tracker.places.reading.problems import BrokenFilesError, Problems
from tracker.places.reading.rows import recognise
from tracker.places.reading.tree import NamedRow, merged, named
from tracker.places.terms import CODE_LENGTHS, AreaKind, Level


def stored_gazetteer(under: str = "") -> Gazetteer:
    """Return the areas of the database that exist today, with all their names."""
    areas = Area.objects.current().order_by("code")
    if under:
        areas = areas.under(under) | areas.filter(code__in=ancestor_codes(under))
    names: dict[str, list[str]] = defaultdict(list)
    for code, name in AreaName.objects.order_by("pk").values_list("area_id", "name"):
        names[code].append(name)
    fields = ("code", "name", "official_name", "kind", "rural_units", "urban_units")
    return Gazetteer(
        Place(code, name, kind, _others(name, [official, *names[code]]), rural, urban)
        for code, name, official, kind, rural, urban in areas.values_list(*fields).iterator()
    )


def gazetteer_from_files(files: Sequence[Path]) -> Gazetteer:
    """Return the areas of area files. Raises BrokenFilesError where one is no such file."""
    problems = Problems()
    known = [area_file for file in files if (area_file := recognise(file, problems))]
    rows = list(named(merged(known, problems), lambda _code: {}))
    if problems:
        raise BrokenFilesError(problems)
    return Gazetteer(_places(rows))


def _places(rows: Iterable[NamedRow]) -> Iterator[Place]:
    rows = list(rows)
    counts = _unit_counts(rows)
    for one in rows:
        aliases = [one.row.name, *(name for _kind, name in one.row.aliases)]
        rural, urban = counts[one.row.code]
        yield Place(one.row.code, one.short, one.kind, _others(one.short, aliases), rural, urban)


def _unit_counts(rows: Iterable[NamedRow]) -> dict[str, tuple[int, int]]:
    rural: dict[str, int] = defaultdict(int)
    urban: dict[str, int] = defaultdict(int)
    codes = []
    for one in rows:
        code = one.row.code
        codes.append(code)
        counted = {AreaKind.RURAL: rural, AreaKind.URBAN: urban}.get(AreaKind(one.kind))
        if counted is not None and len(code) == CODE_LENGTHS[Level.VILLAGE]:
            for above in (code, *ancestor_codes(code)):
                counted[above] += 1
    return {code: (rural[code], urban[code]) for code in codes}


def _others(name: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(other for other in names if other != name))
