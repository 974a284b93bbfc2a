"""Tables to be filled in: codes stay text, what is given is locked, choices drop down.

A hidden sheet says what the table was made for, signed, so that an upload is not taken for that of
another year or area. The same layout with one more column gives back rows that were refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

import xlsxwriter
from django.core.signing import BadSignature, Signer

from tracker.sheets.faults import refusal
from tracker.sheets.positions import column_letters
from tracker.sheets.terms import CHOICES_SHEET, FORMULA_STARTS, META_SHEET, Column, Wrong

_SIGNED = "signed"
_REASON_WIDTH = 60
# What XML has no place for, and XlsxWriter would write all the same.
_NO_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")
# What people may still do on the protected sheet; the protection has no password.
_ALLOWED = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}


def write_template(
    file: IO[bytes],
    *,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, str]],
    meta: Mapping[str, Any],
    signer: Signer,
    sheet: str = "",
) -> None:
    """Write an XLSX file. `rows` have a text for each column's key, missing ones are blank.

    `meta` is plain JSON, for `read_meta`; give the `signer` a salt of its own.
    """
    pairs = ((row, "") for row in rows)
    _write(file, columns, pairs, meta=meta, signer=signer, sheet=sheet)


def write_refused(
    file: IO[bytes],
    *,
    columns: Sequence[Column],
    rows: Iterable[tuple[Mapping[str, str], str]],
    reason: str,
    meta: Mapping[str, Any],
    signer: Signer,
    sheet: str = "",
) -> None:
    """Write rows as they were typed, each with why it was refused in a last column.

    `reason` heads that column; name it among the ignored headings when the file is read again.
    """
    _write(file, columns, rows, meta=meta, signer=signer, sheet=sheet, reason=reason)


def read_meta(cells: Sequence[Sequence[str]], signer: Signer) -> dict[str, Any] | None:
    """Return what a template was made for, None for a table that came from none.

    Raises UnreadableError when the hidden sheet is there but not as it was written.
    """
    if not cells:
        return None
    signed = next((row[1] for row in cells if len(row) > 1 and row[0] == _SIGNED), "")
    try:
        kept = signer.unsign_object(signed)
    except (BadSignature, ValueError):
        raise refusal(Wrong.META_CHANGED) from None
    if not isinstance(kept, dict):
        raise refusal(Wrong.META_CHANGED)
    return kept


def _write(
    file: IO[bytes],
    columns: Sequence[Column],
    rows: Iterable[tuple[Mapping[str, str], str]],
    *,
    meta: Mapping[str, Any],
    signer: Signer,
    sheet: str,
    reason: str = "",
) -> None:
    # constant_memory writes each row to disk; memory does not grow with the rows.
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        page = book.add_worksheet(sheet or None)
        formats = _lay_out(book, page, columns, reason)
        count = 0
        for count, (row, why) in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                text = _shown(column, row.get(column.key, ""), is_typed=bool(reason))
                if text:
                    page.write_string(count, place, text, formats[place])
                else:
                    page.write_blank(count, place, None, formats[place])
            if reason:
                page.write_string(count, len(columns), why)
        _add_choices(book, page, columns, max(count, 1))
        _add_meta(book, meta, signer)
        page.protect("", _ALLOWED)


def _lay_out(book: Any, page: Any, columns: Sequence[Column], reason: str) -> list[Any]:
    """Write the headings and keep them in sight; return the format of each column's cells."""
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    # "@" is text: a spreadsheet leaves digits alone, also those that are typed later.
    given = book.add_format({"num_format": "@", "bg_color": "#eef2f6"})
    open_cell = book.add_format({"num_format": "@", "locked": False})
    formats = [given if column.locked else open_cell for column in columns]
    page.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        page.set_column(place, place, column.width, formats[place])
        page.write_string(0, place, column.title, bold)
    if reason:
        page.set_column(len(columns), len(columns), _REASON_WIDTH)
        page.write_string(0, len(columns), reason, bold)
    return formats


def _shown(column: Column, text: str, *, is_typed: bool) -> str:
    """Return a cell's words: a stored choice by its title, what was typed as it was read."""
    titles = dict(column.choices)
    if text in titles:
        return titles[text]
    # The apostrophe that a reader puts before words that look like a formula: text needs none.
    if is_typed and text.startswith("'") and text[1:].startswith((*FORMULA_STARTS, "'")):
        text = text[1:]
    return _NO_XML.sub("\ufffd", text)


def _add_choices(book: Any, page: Any, columns: Sequence[Column], last_row: int) -> None:
    """Feed the drop-downs from a hidden sheet: a list inside the cell may have 255 characters."""
    chosen = [(place, column) for place, column in enumerate(columns) if column.choices]
    if not chosen:
        return
    lists = book.add_worksheet(CHOICES_SHEET)
    lists.hide()
    for number, (place, column) in enumerate(chosen):
        titles = [title for _stored, title in column.choices]
        for at, title in enumerate(titles):
            lists.write_string(number, at, title)
        last = column_letters(len(titles))
        source = f"={CHOICES_SHEET}!$A${number + 1}:${last}${number + 1}"
        page.data_validation(
            1, place, last_row, place, {"validate": "list", "source": source, "ignore_blank": True}
        )


def _add_meta(book: Any, meta: Mapping[str, Any], signer: Signer) -> None:
    """Keep what the table is for, signed, and beside it in words for whoever unhides the sheet."""
    page = book.add_worksheet(META_SHEET)
    page.hide()
    signed = signer.sign_object(dict(meta))
    for number, (key, value) in enumerate([(_SIGNED, signed), *meta.items()]):
        page.write_string(number, 0, key)
        page.write_string(number, 1, str(value))
