"""Which column of an upload is which: by its heading, wherever it stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.sheets.faults import Fault, UnreadableError, quoted, refusal
from tracker.sheets.positions import column_letters
from tracker.sheets.terms import Column, Row, Wrong

SEARCHED = 10  # first rows among which the headings may stand: offices put a title above them
_MARKS = str.maketrans("", "", "*: ")  # signs of a field that must be filled in, and the like


@dataclass(frozen=True)
class Headings:
    """Where each known column stands. `width`: cells from the first to the last heading."""

    row: int
    columns: tuple[tuple[int, Column], ...]
    ignored: frozenset[int]
    width: int


def plain(heading: str) -> str:
    """Return a heading as it is compared: full width, blanks, line breaks and stars aside."""
    text = unicodedata.normalize("NFKC", heading)
    return "".join(text.split()).translate(_MARKS).casefold()


def find_headings(
    first: Iterable[Row], columns: Sequence[Column], ignored: Iterable[str] = ()
) -> Headings:
    """Return the headings among the first rows: the row in which most are known.

    `ignored` are headings that may stand there and are not read. Raises UnreadableError with all
    unknown, repeated, missing and blank ones.
    """
    known = {plain(name): column for column in columns for name in (column.title, *column.aliases)}
    left = {plain(heading) for heading in ignored}
    rows = list(first)

    def known_in(row: Row) -> int:
        # A row of figures may repeat one heading many times: 达标 is both.
        return len({known[name].key for cell in row.cells if (name := plain(cell)) in known})

    best = max(rows, key=known_in, default=None)
    if best is None or not known_in(best):
        headings = "、".join(column.title for column in columns if column.required)
        row = rows[0].number if rows else 1
        raise refusal(Wrong.HEADINGS_NOT_FOUND, row, headings=headings)
    return _matched(best, known, left, columns)


def known_headings(first: Iterable[Row], columns: Sequence[Column]) -> int:
    """Return how many columns have their heading in one of the first rows, less those missing."""
    names = {plain(name): column for column in columns for name in (column.title, *column.aliases)}

    def keys_in(row: Row) -> set[str]:
        return {names[name].key for cell in row.cells if (name := plain(cell)) in names}

    found: set[str] = max(map(keys_in, first), key=len, default=set())
    required = {column.key for column in columns if column.required}
    return len(found) - len(columns) * len(required - found)


def _matched(
    row: Row, known: dict[str, Column], left: set[str], columns: Sequence[Column]
) -> Headings:
    places: dict[str, int] = {}
    ignored: set[int] = set()
    faults: list[Fault] = []
    for place, cell in enumerate(row.cells):
        heading = plain(cell)
        column = known.get(heading)
        if column is not None and column.key not in places:
            places[column.key] = place
        elif column is not None:
            faults.append(_fault(Wrong.HEADING_TWICE, row, place, cell))
        elif heading in left:
            ignored.add(place)
        elif heading:
            faults.append(_fault(Wrong.HEADING_UNKNOWN, row, place, cell))
    faults += [
        Fault(Wrong.HEADING_MISSING, row.number, column.title, {"heading": column.title})
        for column in columns
        if column.required and column.key not in places
    ]
    if faults:
        raise UnreadableError(faults)
    found = tuple((places[column.key], column) for column in columns if column.key in places)
    width = max(place + 1 for place, cell in enumerate(row.cells) if plain(cell))
    return Headings(row.number, found, frozenset(ignored), width)


def _fault(wrong: Wrong, row: Row, place: int, cell: str) -> Fault:
    return Fault(wrong, row.number, column_letters(place + 1), {"heading": quoted(cell.strip())})
