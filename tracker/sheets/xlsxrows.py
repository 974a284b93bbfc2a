"""Rows of one worksheet as text. Runs in the child, behind the pre-scan."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any

import openpyxl

from tracker.sheets.faults import refusal
from tracker.sheets.terms import FORMULA_STARTS, META_SHEET, Limits, Row, Wrong

# A float is exact up to here; a spreadsheet keeps 15 digits.
_EXACT = 10**15
_META_ROWS = 50
_ESCAPED = re.compile("_x00([01][0-9a-fA-F])_")


def open_book(file: IO[bytes]) -> Any:
    """Return the workbook, read as a stream. Entities were refused before, and are here again."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about features that a table of values does not have
        return openpyxl.load_workbook(file, read_only=True, keep_links=False)


def xlsx_rows(book: Any, sheet: str, last_row: int, limits: Limits) -> Iterator[Row]:
    """Yield the rows of a sheet that are not blank. Raises UnreadableError, naming the row.

    Ends with `last_row`, so that what stands behind the rows is never looked at.
    """
    pages = book[sheet]
    pages.reset_dimensions()  # the stated size is not believed
    rows = pages.iter_rows(values_only=True)
    for number, values in enumerate(islice(rows, last_row), start=1):
        if len(values) > limits.columns:
            raise refusal(Wrong.TOO_MANY_COLUMNS, number, limit=limits.columns)
        cells = tuple(["" if value is None else as_text(value) for value in values])
        if any(cells):
            yield Row(number, cells)


def meta_rows(book: Any) -> list[list[str]]:
    """Return the first cells of the hidden sheet that says what a template is for."""
    pages = book[META_SHEET]
    pages.reset_dimensions()
    rows: Iterable[tuple[Any, ...]] = pages.iter_rows(values_only=True)
    return [[_plain(value) for value in values[:2]] for values in islice(rows, _META_ROWS)]


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def as_text(value: Any) -> str:
    """Return a cell as a person would type it; words that look like a formula with an apostrophe.

    Numbers come out in full, so a code that was stored as a number is a code again. Beyond 15
    digits the spreadsheet itself has lost the rest: those stay in the short form, which no
    code has.
    """
    if isinstance(value, str):
        text = _ESCAPED.sub(_control, value) if "_x00" in value else value
        return f"'{text}" if text.startswith((*FORMULA_STARTS, "'")) else text
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
    return str(value)


def _control(match: re.Match[str]) -> str:
    """Return the control character that the format spells out; a line break of Windows as "\n"."""
    sign = chr(int(match[1], 16))
    return "" if sign == "\r" else sign


def _number(value: float) -> str:
    if abs(value) >= _EXACT:
        return f"{value:.14E}"
    if value == int(value):
        return str(int(value))
    text = repr(value)
    return f"{value:.15f}".rstrip("0") if "e" in text else text
