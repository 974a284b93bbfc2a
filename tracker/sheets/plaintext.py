"""Which encoding and separator a CSV file has, found by trying, never by guessing from letters.

UTF-8 first (with or without a byte order mark), then GB18030, each strictly and to the end of
the file. GB18030 takes most bytes for something, so a file that mixes both would pass as
nonsense: lines that can only be UTF-8 give it away.
"""

from __future__ import annotations

import codecs
import csv
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from tracker.sheets.faults import UnreadableError, refusal
from tracker.sheets.terms import Limits, Wrong

CHUNK = 1024 * 1024
SEPARATORS = (",", ";", "\t")
_BOMS_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Four Chinese characters in a row of bytes that has no other reading: by chance, GB18030
# forms such a line once in some thousand million.
_SURELY_UTF8 = 4
_CHINESE = re.compile("[\u4e00-\u9fff]")
_TOLD_SEPARATOR = re.compile(r"sep=([,;\t])")


@dataclass(frozen=True)
class Text:
    """How a CSV file is to be read."""

    encoding: str
    separator: str
    skipped: int = 0  # rows at the top that only name the separator


def look_through(file: IO[bytes], limits: Limits) -> Text:
    """Return how to read the file. Raises UnreadableError, naming the line."""
    file.seek(0)
    head = file.read(4)
    if head.startswith(_BOMS_16):
        raise refusal(Wrong.UTF16)
    until = time.thread_time() + limits.prescan_seconds
    _check_bytes(file, limits, until)
    encoding = _encoding(file, until)
    first = _first_line(file, encoding, limits)
    if told := _TOLD_SEPARATOR.fullmatch(first.strip("\r\n ")):
        return Text(encoding, told[1], skipped=1)
    return Text(encoding, _separator(first))


def _chunks(file: IO[bytes], until: float) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(CHUNK):
        if time.thread_time() > until:
            raise refusal(Wrong.TIME)
        if chunk.endswith(b"\r"):  # a line's end is not cut in two
            chunk += file.read(1)
        yield chunk


def _check_bytes(file: IO[bytes], limits: Limits, until: float) -> None:
    """Refuse NUL, endless lines, and more lines than rows are read."""
    line, rest, is_quoted = 1, 0, False
    for chunk in _chunks(file, until):
        if (at := chunk.find(b"\0")) >= 0:
            raise _nul(chunk, at, line)
        pieces = _one_ending(chunk).split(b"\n")
        lengths = [rest + len(pieces[0]), *(len(piece) for piece in pieces[1:])]
        if max(lengths) > limits.line_bytes:
            line += next(n for n, length in enumerate(lengths) if length > limits.line_bytes)
            raise refusal(Wrong.LONG_LINE, line, line=line, limit=limits.line_bytes // 1024)
        line, rest = line + len(pieces) - 1, lengths[-1]
        # Between quotation marks a line is no row: then the rows are counted where they are read.
        is_quoted = is_quoted or b'"' in chunk
        if line - (rest == 0) > limits.csv_rows and not is_quoted:
            raise refusal(Wrong.TOO_MANY_ROWS, limits.csv_rows + 1, limit=limits.csv_rows)


def _nul(chunk: bytes, at: int, line: int) -> UnreadableError:
    """Return the error for a NUL. Unmarked UTF-16 has one beside every separator."""
    near = chunk[max(0, at - 200) : at + 200]
    if near.count(b"\0") * 4 >= len(near):
        return refusal(Wrong.UTF16)
    line += _one_ending(chunk[:at]).count(b"\n")
    return refusal(Wrong.NUL, line, line=line)


def _one_ending(chunk: bytes) -> bytes:
    return chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in chunk else chunk


def _encoding(file: IO[bytes], until: float) -> str:
    not_utf8 = _decoding_fails_at(file, "utf-8-sig", until)
    if not_utf8 is None:
        return "utf-8-sig"
    not_gb = _decoding_fails_at(file, "gb18030", until)
    if line := _odd_line(file, until, is_gb=not_gb is None):
        raise refusal(Wrong.MIXED, line, line=line)
    if not_gb is not None:  # each line is one or the other: the later failure is the change
        line = max(not_utf8, not_gb)
        raise refusal(Wrong.MIXED, line, line=line)
    return "gb18030"


def _decoding_fails_at(file: IO[bytes], encoding: str, until: float) -> int | None:
    """Return the line that cannot be decoded, None when all can."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    for chunk in _chunks(file, until):
        pending = decoder.getstate()[0]
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            return line + _one_ending((pending + chunk)[: error.start]).count(b"\n")
        line += _one_ending(chunk).count(b"\n")
    try:
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return line
    return None


def _odd_line(file: IO[bytes], until: float, *, is_gb: bool) -> int | None:
    """Return the first line that surely has another encoding than those before it.

    Raises UnreadableError for a line that has neither.
    """
    was_utf8: bool | None = None
    file.seek(0)
    for number, line in enumerate(file, start=1):
        if line.isascii():
            continue
        if number % 1000 == 0 and time.thread_time() > until:
            raise refusal(Wrong.TIME)
        is_utf8 = _is_utf8(line.removeprefix(codecs.BOM_UTF8))
        if is_utf8 is False and not is_gb and not _is_gb(line):
            raise refusal(Wrong.ENCODING, number, line=number)
        if is_utf8 is not None:
            if was_utf8 is not None and is_utf8 != was_utf8:
                return number
            was_utf8 = is_utf8
    return None


def _is_utf8(line: bytes) -> bool | None:
    """Tell whether a line is surely UTF-8, surely not, or (None) might be either."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True if len(_CHINESE.findall(text)) >= _SURELY_UTF8 else None


def _is_gb(line: bytes) -> bool:
    try:
        line.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _first_line(file: IO[bytes], encoding: str, limits: Limits) -> str:
    """Return the first line that is not blank, at most as long as a line may be."""
    file.seek(0)
    head = file.read(2 * limits.line_bytes)
    text = head.decode(encoding, errors="ignore").removeprefix("\ufeff")
    return next((line for line in re.split(r"\r\n|\n|\r", text) if line.strip()), "")


def _separator(line: str) -> str:
    """Return the separator that divides a line into most cells; a comma when none does."""
    counts = {}
    for separator in SEPARATORS:
        try:
            counts[separator] = len(next(csv.reader([line], delimiter=separator), []))
        except csv.Error:  # a cell longer than the module takes: its place is named later
            counts[separator] = 0
    return max(SEPARATORS, key=lambda separator: counts[separator])
