"""The process that opens a document: limited in memory and time, without secrets or settings.

    python -m tracker.documents.child REQUEST < FILE > FRAME

`REQUEST` is JSON, see `tracker.documents.opening`. The one frame (`tracker.sheets.frames`) is
{"text": …, "title": …} or {"fault": […]}.
"""

from __future__ import annotations

import io
import json
import os
import sys
from typing import IO, Any

from tracker.documents.faults import UnreadError, translated
from tracker.documents.terms import LONGEST_TEXT, Form, Unread
from tracker.sheets.faults import UnreadableError
from tracker.sheets.frames import confine, send
from tracker.sheets.terms import Limits


def _read(file: IO[bytes], form: str, limits: Limits) -> tuple[str, str]:
    if form == Form.DOCX:
        from tracker.documents.wordtext import look_at, word_text  # noqa: PLC0415

        look_at(file, limits)
        return word_text(file)
    if form == Form.PDF:
        from tracker.documents.pdftext import pdf_text  # noqa: PLC0415

        return pdf_text(file)
    from tracker.documents.htmltext import html_text  # noqa: PLC0415

    return html_text(file.read())


def answer(file: IO[bytes], request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """Return the one frame. Another error ends the process: also an answer."""
    try:
        text, title = _read(file, request["form"], limits)
        if not text.strip():
            raise UnreadError(Unread.NO_TEXT)
        if len(text) > LONGEST_TEXT:
            raise UnreadError(Unread.TOO_LONG, limit=LONGEST_TEXT)
    except UnreadError as error:
        return {"fault": json.loads(error.as_json())}
    except UnreadableError as error:
        return {"fault": json.loads(translated(error).as_json())}
    except MemoryError:
        return {"fault": [Unread.MEMORY, {}]}
    return {"text": text, "title": title}


def main() -> None:
    """Read the file of standard input."""
    request = json.loads(sys.argv[1])
    limits = Limits(**request["limits"])
    confine(limits)
    with io.FileIO(0, closefd=False) as raw:
        frame = answer(io.BufferedReader(raw), request, limits)
    send(os.fdopen(1, "wb"), frame)


if __name__ == "__main__":
    main()
