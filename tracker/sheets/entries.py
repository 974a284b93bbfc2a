"""Rows of an upload checked cell by cell: what each says, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import chain, islice

from tracker.sheets.cells import read_cell
from tracker.sheets.faults import Fault, UnreadableError, quoted
from tracker.sheets.headings import SEARCHED, Headings, find_headings
from tracker.sheets.positions import column_letters
from tracker.sheets.terms import Column, Row, Wrong

_REMEMBERED = 4096  # cells of a column
_Reader = tuple[int, Column, Callable[[str], str]]


@dataclass(frozen=True)
class Entry:
    """One row: `values` by column key as they are stored, `raw` as they were typed.

    A key whose cell is at fault is missing from `values`.
    """

    row: int
    values: Mapping[str, str]
    raw: Mapping[str, str]
    faults: tuple[Fault, ...] = ()


@dataclass
class Collected:
    """The first faults of a table, and how many there are in all."""

    faults: list[Fault] = field(default_factory=list)
    count: int = 0

    def add(self, faults: Sequence[Fault], limit: int) -> None:
        self.count += len(faults)
        self.faults += faults[: max(0, limit - len(self.faults))]


def read_entries(
    rows: Iterable[Row], columns: Sequence[Column], ignored: Iterable[str] = ()
) -> Iterator[Entry]:
    """Yield each row below the headings; blank ones are left out.

    Faulty cells come with their row and stop nothing. Raises UnreadableError before the first
    row for faulty headings, and later where the file itself breaks off.
    """
    stream = iter(rows)
    first = list(islice(stream, SEARCHED))
    headings = find_headings(first, columns, ignored)
    # Most cells of a table repeat: truths, days, choices.
    readers = [
        (place, column, lru_cache(_REMEMBERED)(partial(read_cell, column)))
        for place, column in headings.columns
    ]
    for row in chain(first, stream):
        if row.number > headings.row and not _is_blank(row):
            yield _entry(row, headings, readers)


def collect(entries: Iterable[Entry], limit: int = 100) -> tuple[list[Entry], Collected]:
    """Return the rows without a fault, and the first faults of the others."""
    good: list[Entry] = []
    collected = Collected()
    for entry in entries:
        if entry.faults:
            collected.add(entry.faults, limit)
        else:
            good.append(entry)
    return good, collected


def _is_blank(row: Row) -> bool:
    return not any(cell and not cell.isspace() for cell in row.cells)


def _entry(row: Row, headings: Headings, readers: Sequence[_Reader]) -> Entry:
    values: dict[str, str] = {}
    raw: dict[str, str] = {}
    faults: list[Fault] = []
    width = len(row.cells)
    for place, column, read in readers:
        typed = row.cells[place] if place < width else ""
        raw[column.key] = typed
        try:
            values[column.key] = read(typed)
        except UnreadableError as error:
            faults += [
                replace(fault, row=row.number, column=column.title) for fault in error.faults
            ]
    headed = len(headings.columns) + len(headings.ignored)
    if width > headings.width or headed < headings.width:
        faults += _unheaded(row, headings)
    return Entry(row.number, values, raw, tuple(faults))


def _unheaded(row: Row, headings: Headings) -> Iterator[Fault]:
    """Yield a fault for cells that stand under no heading; blank ones do not matter."""
    headed = {place for place, _column in headings.columns} | headings.ignored
    for place, cell in enumerate(row.cells):
        if place in headed or not cell.strip():
            continue
        is_beyond = place >= headings.width
        wrong = Wrong.BEYOND_HEADINGS if is_beyond else Wrong.HEADING_BLANK
        yield Fault(wrong, row.number, column_letters(place + 1), {"text": quoted(cell.strip())})
        if is_beyond:
            return
