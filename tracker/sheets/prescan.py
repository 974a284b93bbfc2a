"""What an upload is, judged by its contents: neither its name nor its type is believed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from tracker.sheets.book import look_into, sheet_to_read
from tracker.sheets.faults import refusal
from tracker.sheets.plaintext import look_through
from tracker.sheets.terms import LIMITS, MEBI, META_SHEET, Kind, Limits, Wrong

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
# First bytes of what people upload by mistake, or on purpose.
_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7Z"),
    (b"Rar!", "RAR"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ", "XZ"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
    (b"SQLite format 3", "SQLite"),
    (b"PK\x05\x06", "ZIP"),
    (b"PK\x07\x08", "ZIP"),
)
_MARKUP = ((b"<svg", "SVG"), (b"<html", "HTML"), (b"<!doctype html", "HTML"), (b"<table", "HTML"))


@dataclass(frozen=True)
class Judged:
    """What the child is told about a file that may be read."""

    kind: Kind
    encoding: str = ""
    separator: str = ""
    skipped: int = 0
    sheet: str = ""
    last_row: int = 0
    has_meta: bool = False


def judge(file: IO[bytes], limits: Limits = LIMITS) -> Judged:
    """Return how to read a file that can be sought in.

    Reads it as a stream, at most some MB at a time. Raises UnreadableError, every fault of one
    kind at once.
    """
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(_HEAD)
    if size == 0:
        raise refusal(Wrong.EMPTY)
    if head.startswith(_ZIP):
        return _book(file, size, limits)
    if head.startswith(_OLE):
        raise refusal(Wrong.OLD_FORMAT)
    if what := _foreign(head):
        raise refusal(Wrong.NOT_A_TABLE, what=what)
    if size > limits.csv_bytes:
        raise refusal(Wrong.TOO_LARGE, limit=limits.csv_bytes // MEBI)
    if not head.strip() and size <= _HEAD:
        raise refusal(Wrong.EMPTY)
    text = look_through(file, limits)
    return Judged(Kind.CSV, text.encoding, text.separator, text.skipped)


def _book(file: IO[bytes], size: int, limits: Limits) -> Judged:
    if size > limits.xlsx_bytes:
        raise refusal(Wrong.TOO_LARGE, limit=limits.xlsx_bytes // MEBI)
    sheets = look_into(file, limits)
    sheet = sheet_to_read(sheets)
    has_meta = any(other.name == META_SHEET for other in sheets)
    return Judged(Kind.XLSX, sheet=sheet.name, last_row=sheet.last_row, has_meta=has_meta)


def _foreign(head: bytes) -> str:
    """Return which other format the first bytes belong to, "" for none."""
    for start, what in _FOREIGN:
        if head.startswith(start):
            return what
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").lower()
    if not text.startswith(b"<"):
        return ""
    # No table begins with a bracket; which language it is only decides the word.
    return next((what for mark, what in _MARKUP if mark in text), "XML")
