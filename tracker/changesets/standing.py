"""What the page of a changeset shows: rows with old and new side by side, some at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.changesets.models import Changeset, ChangesetRow, values_of
from tracker.changesets.registry import Scope
from tracker.changesets.terms import Choice, Source, Verdict
from tracker.changesets.wording import complaint_words

PAGE = 50  # rows


@dataclass(frozen=True)
class Cell:
    """One field of a row in words; `base` is what its author had before their eyes."""

    heading: str
    before: str
    after: str
    last_year: str
    base: str


@dataclass(frozen=True)
class Line:
    row: ChangesetRow
    address: str
    cells: list[Cell]
    complaints: list[str]

    @property
    def span(self) -> int:
        return max(1, len(self.cells))

    @property
    def code(self) -> str:
        return self.row.key.partition(".")[0]

    @property
    def is_disputed(self) -> bool:
        return self.row.verdict == Verdict.DISPUTED


@dataclass(frozen=True)
class Part:
    """One choice of rows: all, or those of one verdict."""

    verdict: str
    words: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Page:
    """Some rows of a changeset; `number` of `pages`."""

    lines: list[Line]
    number: int
    pages: int


def parts_of(changeset: Changeset, chosen: str, all_words: str) -> list[Part]:
    """Return the choices of rows that there are, with how many rows each has."""
    counts = [(str(one), str(one.label), getattr(changeset, f"rows_{one}")) for one in Verdict]
    parts = [Part("", all_words, changeset.rows_total, not chosen)]
    return parts + [Part(*one, one[0] == chosen) for one in counts if one[2] or one[0] == chosen]


def page_of(changeset: Changeset, verdict: str, number: int) -> Page:
    """Return one page of the rows in the order of the file; one query, the counts are kept."""
    total = getattr(changeset, f"rows_{verdict}") if verdict else changeset.rows_total
    pages = max(1, -(-total // PAGE))
    number = min(max(number, 1), pages)
    rows = ChangesetRow.objects.filter(changeset=changeset).in_order()
    if verdict:
        rows = rows.filter(verdict=verdict)
    some = list(rows[(number - 1) * PAGE : number * PAGE])
    return Page(_lines(changeset, some), number, pages)


def _lines(changeset: Changeset, rows: Sequence[ChangesetRow]) -> list[Line]:
    scope = changeset.scope
    headings = dict(changeset.its_kind.fields(scope))
    return [_line(changeset, scope, headings, row) for row in rows]


def _line(changeset: Changeset, scope: Scope, headings: dict[str, str], row: ChangesetRow) -> Line:
    kind = changeset.its_kind
    before, after, base = values_of(row.before), values_of(row.after), values_of(row.base)
    last_year = values_of(row.last_year)

    def words(name: str, values: dict[str, str]) -> str:
        return kind.words(scope, name, values[name]) if name in values else ""

    cells = [
        Cell(
            headings.get(name, name),
            words(name, before),
            words(name, after),
            words(name, last_year),
            words(name, base),
        )
        for name in headings
        if name in after
    ]
    return Line(
        row,
        kind.address(scope, row.key) if row.name else "",
        cells,
        [complaint_words(one, headings) for one in row.complaints],
    )


def is_undoing(changeset: Changeset) -> bool:
    return changeset.source == Source.UNDO


CHOICES = (Choice.THEIRS, Choice.MINE)
