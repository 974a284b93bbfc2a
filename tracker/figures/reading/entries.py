"""Entries of data/figures: what one newspaper page states, as plain values.

Field names and meanings are those of the models; positions count characters of
the page's file, decoded as UTF-8 without newline translation, end exclusive.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in the files: where it stands and what to do about it."""

    file: str
    entry: str
    field: str
    message: str

    def __str__(self) -> str:
        place = " ".join(part for part in (self.file, self.entry, self.field) if part)
        return _("%(place)s: %(message)s") % {"place": place, "message": self.message}


class BrokenFilesError(Exception):
    """The files cannot be used; `problems` names everything that is wrong at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One newspaper page, and the file it was received in."""

    key: str
    file: str
    sha256: str
    characters: int
    paper: str
    published_on: dt.date
    date_precision: str
    date_inferred: bool
    date_basis: str
    date_basis_en: str


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """One article on a page and the span it fills."""

    key: str
    page: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """One figure, event or mechanism. `value` is in `unit`, money in yuan.

    `repeats` is the key of the figure that states the same elsewhere.
    `value_in_words` says that the span holds no digits for `value`: it writes the
    number out (三张清单) or says it by naming what is counted once (a branch honoured).
    """

    key: str
    article: str
    label: str
    label_en: str
    area: str
    named_as: str
    campaign: int | None
    unit_kind: str
    nature: str
    bearing: str
    metric: str
    level: int | None
    star: str
    term: str
    value: Decimal | None
    value_to: Decimal | None
    unit: str
    precision: str
    period: str
    as_of: dt.date | None
    note: str
    note_en: str
    start: int
    end: int
    sha256: str
    repeats: str = ""
    value_in_words: bool = False


@dataclass(frozen=True, slots=True)
class CheckEntry:
    """One cross-check as the editors wrote it; the arithmetic is done by `checks`.

    `total`, `share` and `choice` are keys of figures, `parts` a row of them.
    `gazetteer` names the count of units that stands for a total.
    """

    key: str
    kind: str
    area: str
    title: str
    title_en: str
    total: str
    gazetteer: str
    share: str
    parts: tuple[str, ...]
    choice: str
    rule: str
    explanation: str
    explanation_en: str

    @property
    def roles(self) -> list[tuple[str, str]]:
        """(figure, role) in the order in which the page shows them."""
        whole = [(self.total, "total")] if self.total else []
        printed = [(self.share, "share")] if self.share else []
        return [*whole, *printed, *[(key, self._role(key)) for key in self.parts]]

    def _role(self, key: str) -> str:
        if key == self.choice:
            return "chosen"
        return "other" if self.choice else "part"


@dataclass(frozen=True, slots=True)
class PageFile:
    """Everything one page's file holds."""

    page: PageEntry
    articles: tuple[ArticleEntry, ...]
    figures: tuple[FigureEntry, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All pages and all cross-checks of one directory."""

    pages: tuple[PageFile, ...]
    checks: tuple[CheckEntry, ...]

    @property
    def figures(self) -> dict[str, FigureEntry]:
        return {figure.key: figure for page in self.pages for figure in page.figures}
