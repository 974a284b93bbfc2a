"""The process that opens an upload: limited in memory and time, without secrets or settings.

    python -m tracker.sheets.child REQUEST < FILE > FRAMES

`REQUEST` is JSON, see `tracker.sheets.reading`. The frames, see `tracker.sheets.frames`:
{"meta": rows}, {"rows": [[number, cell, …], …]}, at the end {"end": true} or {"faults": […]}.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from typing import IO, Any

from tracker.sheets.csvrows import csv_rows
from tracker.sheets.faults import UnreadableError, refusal
from tracker.sheets.frames import confine, send
from tracker.sheets.terms import Kind, Limits, Row, Wrong

_FRAME_ROWS = 500
_FRAME_CHARACTERS = 262_144


def _send_rows(out: IO[bytes], rows: Iterator[Row], limits: Limits) -> None:
    batch: list[tuple[int | str, ...]] = []
    waiting = 0
    for number, cells in rows:
        characters = sum(map(len, cells))
        is_long = characters > limits.cell_characters and (
            characters > limits.row_characters
            or max(map(len, cells)) > limits.cell_characters
        )  # fmt: skip
        if is_long:
            raise refusal(Wrong.LONG_ROW, number, limit=limits.cell_characters)
        batch.append((number, *cells))
        waiting += characters
        if len(batch) >= _FRAME_ROWS or waiting > _FRAME_CHARACTERS:
            send(out, {"rows": batch})
            batch, waiting = [], 0
    send(out, {"rows": batch})


def _read(file: IO[bytes], out: IO[bytes], request: dict[str, Any], limits: Limits) -> None:
    if request["kind"] == Kind.CSV:
        send(out, {"meta": []})
        rows = csv_rows(file, request["encoding"], request["separator"], request["skipped"], limits)
    else:
        # Half of the start of a child; a CSV file does without.
        from tracker.sheets.xlsxrows import meta_rows, open_book, xlsx_rows  # noqa: PLC0415

        book = open_book(file)
        send(out, {"meta": meta_rows(book) if request["has_meta"] else []})
        rows = xlsx_rows(book, request["sheet"], request["last_row"], limits)
    _send_rows(out, rows, limits)


def answer(file: IO[bytes], out: IO[bytes], request: dict[str, Any], limits: Limits) -> None:
    """Send what the file holds, or why not. Another error ends the process: also an answer."""
    try:
        _read(file, out, request, limits)
        send(out, {"end": True})
    except UnreadableError as error:
        send(out, {"faults": [fault.as_json() for fault in error.faults]})
    except MemoryError:
        send(out, {"faults": [refusal(Wrong.MEMORY).faults[0].as_json()]})


def main() -> None:
    """Read the file of standard input."""
    request = json.loads(sys.argv[1])
    limits = Limits(**request["limits"])
    confine(limits)
    with io.FileIO(0, closefd=False) as raw:
        answer(io.BufferedReader(raw), os.fdopen(1, "wb"), request, limits)


if __name__ == "__main__":
    main()
