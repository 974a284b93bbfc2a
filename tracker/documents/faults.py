"""Why a file gives no text, as a value that can be kept and said in any language."""

from __future__ import annotations

import json
from collections.abc import Mapping

from tracker.documents.terms import Unread
from tracker.documents.wording import SENTENCES
from tracker.sheets.faults import UnreadableError
from tracker.sheets.terms import Wrong

Value = str | int

# What the scan of archives and the child of tables find, in the words of documents.
_FOUND = {
    Wrong.EMPTY: Unread.EMPTY,
    Wrong.TOO_LARGE: Unread.TOO_LARGE,
    Wrong.ENCRYPTED: Unread.PROTECTED,
    Wrong.MACROS: Unread.PROGRAMS,
    Wrong.EXTERNAL: Unread.PROGRAMS,
    Wrong.NESTED: Unread.PROGRAMS,
    Wrong.ODD_PART: Unread.PROGRAMS,
    Wrong.TOO_MANY_PARTS: Unread.TOO_MUCH,
    Wrong.TOO_MUCH: Unread.TOO_MUCH,
    Wrong.TOO_DEEP: Unread.TOO_MUCH,
    Wrong.TIME: Unread.TIME,
    Wrong.MEMORY: Unread.MEMORY,
    Wrong.STOPPED: Unread.STOPPED,
}


class UnreadError(Exception):
    """A file that gives no text."""

    def __init__(self, why: Unread, **values: Value) -> None:
        self.why = why
        self.values = values
        super().__init__(str(why))

    def __str__(self) -> str:
        return say(self.as_json())

    def as_json(self) -> str:
        """Return a value to be kept; `say` words it."""
        return json.dumps([str(self.why), self.values], ensure_ascii=False)


def say(kept: str) -> str:
    """Return a kept fault as a sentence in the reader's language."""
    why, values = json.loads(kept)
    return str(SENTENCES[Unread(why)]) % _shown(values)


def _shown(values: Mapping[str, Value]) -> Mapping[str, Value]:
    return {"part": "", "limit": "", "what": "", **values}


def translated(error: UnreadableError) -> UnreadError:
    """Return what the machinery of tables found, in the words of documents."""
    first = error.faults[0]
    part = str(first.values.get("part", ""))
    return UnreadError(_FOUND.get(first.wrong, Unread.DAMAGED), part=part)
