"""A text that came in becomes what is stored of it: plain values, nothing written yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from articles.guessing import (
    DateGuess,
    Headline,
    guess_date,
    guess_headlines,
    guess_paper,
    guess_sheet,
)
from articles.normalising import digest, same_text

LONGEST_NAME = 120


@dataclass(frozen=True)
class Intake:
    """One page as it came in, with what it seems to be. Nothing of the text is changed."""

    text: str
    form: str
    encoding: str
    file: str
    sha256: str  # of the file, or of the pasted text
    paper: str
    sheet: str
    date: DateGuess
    headlines: list[Headline]

    @property
    def same_text(self) -> str:
        return same_text(self.text)

    @property
    def text_sha256(self) -> str:
        return digest(self.text)

    @property
    def key(self) -> str:
        """The key of a new page: it follows from the text, so that no text has two."""
        return f"t{self.same_text[:11]}"


@dataclass(frozen=True)
class Particulars:
    """What a person says of a page: `titles` are those of its articles, in the order of the text.

    `inferred`: the date is still an inference, for which `basis` says what it rests on.
    """

    paper: str
    sheet: str
    published_on: dt.date
    precision: str
    inferred: bool
    basis: str
    titles: Sequence[str]


def take(
    text: str,
    *,
    today: dt.date,
    form: str,
    encoding: str = "",
    file: str = "",
    sha256: str = "",
    title: str = "",
) -> Intake:
    """Return what is stored of a text; paper, date and headlines are guessed from it."""
    return Intake(
        text=text,
        form=form,
        encoding=encoding,
        file=file[-LONGEST_NAME:],
        sha256=sha256 or digest(text),
        paper=guess_paper(text, title),
        sheet=guess_sheet(text),
        date=guess_date(text, file, today),
        headlines=guess_headlines(text, title),
    )
