"""From bytes to lists of cells: one line, one record, each judged on its own."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from tracker.places.reading.problems import Problems

LONGEST_LINE = 4096  # bytes; the longest honest line has 400
_BOM = b"\xef\xbb\xbf"


def numbered_lines(path: Path, problems: Problems) -> Iterator[tuple[int, bytes]]:
    """Yield (number, line without its end); a line without end never fills the memory."""
    with path.open("rb") as file:
        if file.read(len(_BOM)) != _BOM:
            file.seek(0)
        number = 0
        while line := file.readline(LONGEST_LINE):
            number += 1
            if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                problems.add(path.name, number, _("the line is longer than 4096 bytes"))
                while line and not line.endswith(b"\n"):
                    line = file.readline(1 << 20)
                continue
            yield number, line.removesuffix(b"\n").removesuffix(b"\r")


def _cells(line: bytes) -> list[str]:
    """Split one line. Raises ValueError with a message for people."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(
            _("not UTF-8 (byte %(position)s); save the file as CSV UTF-8")
            % {"position": error.start + 1}
        ) from error
    if not text:
        raise ValueError(_("the line is empty"))
    try:
        return next(csv.reader([text], strict=True))
    except (csv.Error, StopIteration) as error:
        raise ValueError(_("a quotation mark is not closed, or stands where none may")) from error


def records(path: Path, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, cells) for each readable line, the header included.

    A byte-order mark, CRLF and LF are accepted. A field cannot hold a line
    break: no name does, and so one open quotation mark spoils one line only.
    """
    for number, line in numbered_lines(path, problems):
        try:
            yield number, _cells(line)
        except ValueError as error:
            problems.add(path.name, number, str(error))
