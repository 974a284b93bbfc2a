"""One XML part of an XLSX file, walked through as a stream: nothing is built, nothing expanded.

What is counted and refused here is what would cost the reader behind it memory or time, and
what a table of values has no use for: entities, formulas, cells outside the allowed size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from tracker.sheets.archive import printable
from tracker.sheets.faults import refusal
from tracker.sheets.positions import column_letters, column_number
from tracker.sheets.terms import Limits, Wrong

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_ENCODINGS = {"utf-8", "utf8", "utf-16", "us-ascii", "ascii"}
_ROOTS_WITHOUT_CELLS = {"chartsheet", "dialogsheet", "macrosheet"}
# openpyxl builds objects for these, at a cost that grows with the square of some. They stand
# behind the rows, where nobody reads on; before the rows they are out of order.
_BEHIND_ROWS = {
    "conditionalFormatting", "customSheetViews", "dataValidations", "hyperlinks", "mergeCells",
    "protectedRanges", "scenarios", "tableParts", "rowBreaks", "colBreaks",
}  # fmt: skip
_BEFORE_ROWS = 5_000  # elements before the first row: views, widths of columns


@dataclass
class Markup:
    """What one part turned out to hold."""

    root: str = ""
    last_row: int = 0
    formulas: list[str] = field(default_factory=list)  # cell references, the first of them
    formula_count: int = 0
    sheets: list[dict[str, str]] = field(default_factory=list)  # attributes, in order
    relations: list[dict[str, str]] = field(default_factory=list)
    is_whole: bool = True  # False: not well-formed from some place on


class Budget:
    """Elements that are left for all parts together."""

    def __init__(self, limits: Limits) -> None:
        self.elements = limits.elements


class _Walker:
    """Handlers of one part. Raises UnreadableError at the first thing that is too much."""

    def __init__(self, name: str, limits: Limits, budget: Budget) -> None:
        self.part = printable(name)
        self.limits = limits
        self.budget = budget
        self.markup = Markup()
        self.depth = 0
        self.row = 0
        self.row_digits = ""
        self.column = 0
        self.section = ""  # the worksheet's child that is being walked through
        self.are_rows_seen = False
        self.before_rows = 0
        self.strings = 0
        self.elements = 0
        self.inside = 0  # elements since the last cell or string began
        self.numbers = {column_letters(n): n for n in range(1, limits.columns + 1)}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Count every element; look closer at those that matter."""
        self.depth += 1
        self.budget.elements -= 1
        if self.budget.elements < 0:
            raise refusal(Wrong.TOO_MUCH, part=self.part)
        if self.depth > self.limits.depth:
            raise refusal(Wrong.TOO_DEEP, part=self.part)
        if ":" in name:
            name = name.rpartition(":")[2]
        if self.depth == 1:
            self._root(name)
        elif self.markup.root == "worksheet":
            self._in_sheet(name, attributes)
        elif self.markup.root == "sst":
            self._string(name)
        else:
            self._in_small_part(name, attributes)

    def _in_small_part(self, name: str, attributes: dict[str, str]) -> None:
        self._count_small()
        if name == "sheet" and self.markup.root == "workbook":
            self._sheet(attributes)
        elif name == "Relationship":
            self.markup.relations.append(attributes)

    def _count_small(self) -> None:
        """Count what is neither cell nor string."""
        self.elements += 1
        if self.elements > self.limits.small_part_elements:
            raise refusal(Wrong.TOO_MUCH, part=self.part)

    def _within(self) -> None:
        """Count what one cell or string consists of: its reader builds all of that at once."""
        self.inside += 1
        if self.inside > self.limits.cell_elements:
            raise refusal(Wrong.TOO_MUCH, part=self.part)

    def end(self, name: str) -> None:
        self.depth -= 1

    def finish(self) -> None:
        """Refuse a sheet without a place for rows: its reader would look for it to the end."""
        if self.markup.root == "worksheet" and not self.are_rows_seen:
            raise refusal(Wrong.DAMAGED, part=self.part)

    def doctype(self, *_declared: object) -> None:
        raise refusal(Wrong.ENTITIES, part=self.part)

    def declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        """Refuse encodings that another parser might not know, or know otherwise."""
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise refusal(Wrong.DAMAGED, part=self.part)

    def _root(self, name: str) -> None:
        self.markup.root = name
        if name in _ROOTS_WITHOUT_CELLS:
            raise refusal(Wrong.NOT_CELLS, part=self.part)

    def _in_sheet(self, name: str, attributes: dict[str, str]) -> None:
        if self.section == "sheetData" and self.depth > 2:
            if name == "c":
                self._cell(attributes)
            elif name == "row":
                self._row(attributes)
            else:
                self._within()
                if name == "f":
                    self._formula()
            return
        self._count_small()
        if self.depth == 2:
            self.section = name
            self.are_rows_seen = self.are_rows_seen or name == "sheetData"
        if name == "dimension":
            self._dimension(attributes.get("ref", ""))
        elif name in ("c", "row"):
            raise refusal(Wrong.DAMAGED, part=self.part)
        elif not self.are_rows_seen:
            self.before_rows += 1
            if name in _BEHIND_ROWS or self.before_rows > _BEFORE_ROWS:
                raise refusal(Wrong.TOO_MUCH, part=self.part)

    def _row(self, attributes: dict[str, str]) -> None:
        digits = attributes.get("r", "") or str(self.row + 1)
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 7):
            raise refusal(Wrong.DAMAGED, part=self.part)
        number = int(digits)
        if number > self.limits.xlsx_rows:
            raise refusal(Wrong.TOO_MANY_ROWS, number, limit=self.limits.xlsx_rows)
        if number <= self.row or str(number) != digits:
            raise refusal(Wrong.MISPLACED, number, part=self.part, cell=digits)
        self.row, self.row_digits, self.column, self.inside = number, digits, 0, 0
        self.markup.last_row = number

    def _cell(self, attributes: dict[str, str]) -> None:
        self.inside = 0
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            letters = reference.removesuffix(self.row_digits)
            number = self.numbers.get(letters, 0)
            if number <= self.column or letters == reference:
                self._misplaced(reference)
            self.column = number
        if self.column > self.limits.columns:
            self._too_wide()

    def _misplaced(self, reference: str) -> None:
        match = _REFERENCE.fullmatch(reference)
        if match and match[2] == self.row_digits and column_number(match[1]) > self.limits.columns:
            self.column = column_number(match[1])
            self._too_wide()
        cell = printable(reference)
        raise refusal(Wrong.MISPLACED, self.row, part=self.part, cell=cell)

    def _too_wide(self) -> None:
        letters = column_letters(self.column)
        limit = self.limits.columns
        raise refusal(Wrong.TOO_MANY_COLUMNS, self.row, letters, limit=limit)

    def _formula(self) -> None:
        self.markup.formula_count += 1
        if len(self.markup.formulas) < self.limits.faults:
            self.markup.formulas.append(f"{column_letters(self.column)}{self.row}")

    def _dimension(self, claimed: str) -> None:
        reach = claimed.rpartition(":")[2].replace("$", "")
        match = _REFERENCE.fullmatch(reach)
        if match is None:
            raise refusal(Wrong.DAMAGED, part=self.part)
        too_wide = column_number(match[1]) > self.limits.columns
        if too_wide or int(match[2]) > self.limits.xlsx_rows:
            raise refusal(Wrong.CLAIMS_TOO_MUCH, part=self.part, reach=reach)

    def _string(self, name: str) -> None:
        if name != "si":
            self._within()
            return
        self.inside = 0
        self.strings += 1
        if self.strings > self.limits.strings:
            raise refusal(Wrong.TOO_MUCH, part=self.part)

    def _sheet(self, attributes: dict[str, str]) -> None:
        self.markup.sheets.append(attributes)
        if len(self.markup.sheets) > self.limits.sheets:
            raise refusal(Wrong.TOO_MANY_SHEETS, limit=self.limits.sheets)

    def bytes_allowed(self) -> int:
        """Return how long a part of this root may be."""
        if self.markup.root == "worksheet":
            return self.limits.unpacked_bytes
        return (
            self.limits.strings_bytes
            if self.markup.root == "sst"
            else (self.limits.small_part_bytes)
        )


def walk(name: str, chunks: Iterable[bytes], limits: Limits, budget: Budget) -> Markup:
    """Return what a part holds. Raises UnreadableError for entities and for too much of anything.

    A part that is not well-formed comes back with `is_whole` False: its reader would stop at
    the same place, because it uses the same parser.
    """
    walker = _Walker(name, limits, budget)
    parser = expat.ParserCreate()
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.XmlDeclHandler = walker.declaration
    parser.StartDoctypeDeclHandler = walker.doctype
    parser.EntityDeclHandler = walker.doctype
    fed = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            # The parser keeps what it cannot finish: one endless tag would fill the memory.
            unfinished = fed - max(parser.CurrentByteIndex, 0)
            if unfinished > limits.token_bytes or fed > walker.bytes_allowed():
                raise refusal(Wrong.TOO_MUCH, part=walker.part)
        parser.Parse(b"", True)
        walker.finish()
    except expat.ExpatError:
        walker.markup.is_whole = False
    return walker.markup
