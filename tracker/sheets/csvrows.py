"""Rows of a CSV file whose encoding and separator are known. Runs in the child."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import IO

from tracker.sheets.faults import refusal
from tracker.sheets.terms import Limits, Row, Wrong


def csv_rows(
    file: IO[bytes], encoding: str, separator: str, skipped: int, limits: Limits
) -> Iterator[Row]:
    """Yield the rows that are not blank. Raises UnreadableError, naming the row.

    A row counts as a spreadsheet counts it: a line break inside quotation marks makes no new one.
    """
    csv.field_size_limit(limits.cell_characters)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    if text.read(1) != "\ufeff":  # GB18030 has a mark of its own, which its codec keeps
        text.seek(0)
    number = 0
    rows = csv.reader(text, delimiter=separator, strict=True)
    while True:
        number += 1
        try:
            cells = next(rows, None)
        except csv.Error:
            limit = limits.cell_characters
            raise refusal(Wrong.QUOTES, number, limit=limit) from None
        if cells is None:
            return
        if number > limits.csv_rows:
            raise refusal(Wrong.TOO_MANY_ROWS, number, limit=limits.csv_rows)
        if len(cells) > limits.columns:
            raise refusal(Wrong.TOO_MANY_COLUMNS, number, limit=limits.columns)
        if number > skipped and any(cells):
            yield Row(number, tuple(cells))
