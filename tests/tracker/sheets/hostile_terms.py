"""What a hostile upload is, and short ways to make one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from tests.tracker.sheets.files import csv, parts, rows, xlsx
from tracker.sheets.terms import Wrong

MEBI = 1024 * 1024


class Hostile(NamedTuple):
    """A file, and the first fault it must be refused with. `said` stands in the message."""

    name: str
    make: Callable[[], bytes]
    wrong: Wrong
    row: int | None = None
    column: str = ""
    said: str = ""


def part(name: str, content: str | bytes) -> Callable[[], bytes]:
    return lambda: xlsx({name: content})


def given(*cells: str) -> Callable[[], bytes]:
    return lambda: rows(*cells)


def text(*lines: str, **options: str) -> Callable[[], bytes]:
    return lambda: csv(*lines, **options)


def raw(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def bomb(part_name: str, start: str, filling: bytes, mebi: int, end: str) -> bytes:
    """Return a small file with a part that unpacks to many MiB, written piece by piece."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts({part_name: None}).items():
            archive.writestr(name, content)
        with archive.open(part_name, "w", force_zip64=False) as stream:
            stream.write(start.encode())
            piece = filling * (MEBI // len(filling))
            for _number in range(mebi):
                stream.write(piece)
            stream.write(end.encode())
    return file.getvalue()
