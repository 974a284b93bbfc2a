"""Reads an uploaded table in a process of its own; the process that asks for it never suffers.

    with open_table(path) as table:
        for row in table.rows(): …

First the pre-scan here, as a stream; then a child with limits, which sends rows through a pipe.
Whatever happens to the child, the caller gets UnreadableError.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tracker.sheets.faults import Fault, UnreadableError, refusal
from tracker.sheets.pipes import Pipe, open_pipe
from tracker.sheets.prescan import Judged, judge
from tracker.sheets.terms import LIMITS, Kind, Limits, Row, Wrong

CHILD = ["-m", "tracker.sheets.child"]


class Table:
    """An upload that is being read. Made by `open_table`; its rows can be read once.

    `meta` are the cells of the hidden sheet that a template has, for `template.read_meta`;
    `process` is the child's number.
    """

    def __init__(self, judged: Judged, pipe: Pipe) -> None:
        self.kind: Kind = judged.kind
        self.process = pipe.process
        self._pipe = pipe
        self.meta: list[list[str]] = self._frame().get("meta", [])

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not blank. Raises UnreadableError where the file ends badly."""
        while True:
            frame = self._frame()
            if "end" in frame:
                return
            for number, *cells in frame.get("rows", []):
                yield Row(number, tuple(cells))

    def _frame(self) -> dict[str, Any]:
        frame = self._pipe.frame()
        try:
            faults = [Fault.from_json(kept) for kept in frame.get("faults", [])]
        except (ValueError, TypeError, AttributeError):  # not what our child sends
            raise refusal(Wrong.STOPPED) from None
        if faults:
            raise UnreadableError(faults)
        return frame


@contextmanager
def open_table(path: Path, limits: Limits = LIMITS) -> Iterator[Table]:
    """Open an upload that lies on disk. The child is gone when the block ends, however it ends.

    Raises UnreadableError at once for what the pre-scan finds, later for what the child finds.
    """
    with path.open("rb") as file:
        judged = judge(file, limits)
        file.seek(0)
        request = {**asdict(judged), "limits": asdict(limits)}
        with open_pipe(CHILD, request, file, limits) as pipe:
            yield Table(judged, pipe)
