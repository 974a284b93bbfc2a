"""How a value stands in a file: exact, and harmless to the program that opens it."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

# A spreadsheet would run a cell that begins with one of these; some of them
# read the full-width signs of a Chinese keyboard as well.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What a spreadsheet would turn into a number: 12 digits become 4.1E+11, and
# leading zeros go. A closing tab makes Excel and WPS keep it as text.
LOOKS_LIKE_NUMBER = re.compile(r"0[0-9]+|[0-9]{12,}")


def typed(value: Any) -> Any:
    """Return None, bool, int, float, Decimal, date, local naive datetime, or str."""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.replace(tzinfo=None)
    if isinstance(value, Decimal):
        # The database pads 76 to 76.0000; normalize() alone would give 1E+2 for 100.
        return int(value) if value == value.to_integral_value() else value.normalize()
    if value is None or isinstance(value, (bool, int, float, date)):
        return value
    return str(value)


def csv_cell(value: Any) -> str:
    """Return a cell that no spreadsheet runs or rewrites. Negative numbers stay numbers."""
    value = typed(value)
    if isinstance(value, str):
        return _safe_text(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else str(value)


def _safe_text(text: str) -> str:
    if text.startswith(FORMULA_STARTS):
        return f"'{text}"
    return f"{text}\t" if LOOKS_LIKE_NUMBER.fullmatch(text) else text


class SheetWriter:
    """Writes cells of one worksheet; strings always as strings, so "=1+1" stays words."""

    def __init__(self, book: Any) -> None:
        self.sheet = book.add_worksheet()
        self.bold = book.add_format({"bold": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})

    def heading(self, headers: list[str]) -> None:
        """Write the first row and keep it in sight."""
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_column(0, len(headers) - 1, 16)
        for column, header in enumerate(headers):
            self.sheet.write_string(0, column, header, self.bold)

    def row(self, number: int, values: list[Any]) -> None:
        for column, value in enumerate(values):
            self._cell(number, column, typed(value))

    def _cell(self, row: int, column: int, value: Any) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool):
            self.sheet.write_boolean(row, column, value)
        elif isinstance(value, (int, float, Decimal)):
            self.sheet.write_number(row, column, value)
        elif isinstance(value, datetime):
            self.sheet.write_datetime(row, column, value, self.moment)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, value, self.day)
        else:
            self.sheet.write_string(row, column, value)
