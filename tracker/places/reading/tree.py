"""Rows of one or several files as one tree, in code order.

A code begins with its parent's code, so text order is the order of a walk down
the tree: a parent always stands before its children, and everything below an
area follows it in one run. So a whole nation is checked, named and compared
while only one county is in memory.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.utils.translation import gettext as _

from tracker.places.codes import ancestor_codes, kind_from_code, level_of, parent_code
from tracker.places.names import street_name, told_apart, village_name
from tracker.places.reading.problems import Problems
from tracker.places.reading.rows import AreaFile, FileRow
from tracker.places.terms import Level

_COUNTY = 6  # digits

# Official names that the database holds, by code: of the county (or higher area)
# asked for, the areas above it and its streets.
Known = Callable[[str], Mapping[str, str]]


class NamedRow(NamedTuple):
    """A row with the short name that the file or else the rule gives it."""

    row: FileRow
    short: str

    @property
    def kind(self) -> str:
        """What the area counts as: as stated, or else by the rule of the codes."""
        return kind_from_code(self.row.code) if self.row.kind is None else self.row.kind


def county_of(code: str) -> str:
    """Return the county a code lies in; a code above the counties stands for itself."""
    return code[:_COUNTY]


def merged(files: Sequence[AreaFile], problems: Problems) -> Iterator[FileRow]:
    """Yield the rows of all files by code; of a code given twice only the first."""
    last: FileRow | None = None
    streams = [file.rows(problems) for file in files]
    for row in heapq.merge(*streams, key=itemgetter(0)):
        if last is not None and row.code == last.code:
            problems.add(
                row.file,
                row.line,
                _("%(code)s is given twice; first in %(file)s, line %(line)s")
                % {"code": row.code, "file": last.file, "line": last.line},
            )
            continue
        last = row
        yield row


def within(rows: Iterable[FileRow], under: str) -> Iterator[FileRow]:
    """Yield the rows of one area, of all below it, and of the areas above it."""
    above = set(ancestor_codes(under)) if under else set()
    for row in rows:
        if row.code.startswith(under) or row.code in above:
            yield row


def named(rows: Iterable[FileRow], known: Known) -> Iterator[NamedRow]:
    """Give each row its short name. Only areas missing from the files are asked of ``known``."""
    officials: dict[str, str] = {}
    for county, group in groupby(rows, key=lambda row: county_of(row.code)):
        together = list(group)
        officials = {code: name for code, name in officials.items() if county.startswith(code)}
        officials |= {row.code: row.name for row in together if len(row.code) < 12}
        if any(not _has_all(row.code, officials) for row in together):
            officials = {**known(county), **officials}
        yield from _named_county(together, officials)


def _has_all(code: str, officials: Mapping[str, str]) -> bool:
    return all(higher in officials for higher in ancestor_codes(code))


def _named_county(rows: list[FileRow], officials: Mapping[str, str]) -> Iterator[NamedRow]:
    """Name the streets and villages of one county, no two siblings alike."""
    shorts = [row.display_name or _short(row, officials) for row in rows]
    siblings: dict[str | None, list[int]] = {}
    for place, row in enumerate(rows):
        siblings.setdefault(parent_code(row.code), []).append(place)
    for places in siblings.values():
        told = told_apart([(rows[place].name, shorts[place]) for place in places])
        for place, short in zip(places, told, strict=True):
            shorts[place] = short
    return map(NamedRow, rows, shorts)


def _short(row: FileRow, officials: Mapping[str, str]) -> str:
    above = [officials.get(code, "") for code in ancestor_codes(row.code)]
    level = level_of(row.code)
    if level == Level.STREET:
        return street_name(row.name, above)
    if level == Level.VILLAGE:
        return village_name(row.name, NamedRow(row, "").kind, above)
    return row.name
