"""A fault in an uploaded table, as a value that can be kept and said in any language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tracker.sheets.terms import Wrong
from tracker.sheets.wording import SENTENCES

LONGEST_QUOTE = 40  # characters of a cell that a sentence repeats

Value = str | int


@dataclass(frozen=True)
class Fault:
    """What is wrong where.

    `row` is the number the person sees (None: the file as a whole), `column` the heading, or
    the column's letters where no heading is known. `values` fill the sentence.
    """

    wrong: Wrong
    row: int | None = None
    column: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong and what to do, in the reader's language."""
        return str(SENTENCES[self.wrong]) % self.values

    def __str__(self) -> str:
        words = {"row": self.row, "column": self.column, "message": self.message}
        if self.row is None:
            return self.message
        if not self.column:
            return _("Row %(row)s: %(message)s") % words
        return _("Row %(row)s, column “%(column)s”: %(message)s") % words

    def as_json(self) -> list[object]:
        """Return plain values that `from_json` turns back."""
        return [str(self.wrong), self.row, self.column, dict(self.values)]

    @classmethod
    def from_json(cls, kept: list[Any]) -> Fault:
        """Raises ValueError or TypeError for anything that `as_json` did not make."""
        wrong, row, column, values = kept
        return cls(Wrong(wrong), row, str(column), dict(values))


class UnreadableError(Exception):
    """A table that cannot be read as a whole. `faults` says why: at least one."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(", ".join(str(fault.wrong) for fault in self.faults))


def refusal(
    wrong: Wrong, row: int | None = None, column: str = "", **values: Value
) -> UnreadableError:
    """Return the error to raise for one fault."""
    return UnreadableError([Fault(wrong, row, column, values)])


def quoted(text: str) -> str:
    """Return the beginning of a text without what does not print, to be repeated in a sentence."""
    shown = "".join(sign if sign.isprintable() else "�" for sign in text[: LONGEST_QUOTE + 1])
    return shown if len(shown) <= LONGEST_QUOTE else shown[:LONGEST_QUOTE] + "…"
