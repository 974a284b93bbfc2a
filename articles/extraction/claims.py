"""What reading a page gives: claims, each with its place, its subject and its reason.

Positions count characters of the original text, as it was handed to `read`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from articles.extraction.terms import Bearing, Metric, Nature, Precision, Star, Unit, UnitKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place the subject may be. `reasons` are keys of `explanations.REASONS`, best first."""

    code: str
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a claim is about.

    `named_as` is how the page names it (文苑街道), also where the claim itself says
    该街道; `start` and `end` are where that name stands, 0 and 0 where it stands
    nowhere. `code` is empty while the choice is open: `candidates` then wait for a
    person, the likeliest first, and are none where the gazetteer knows no such name.
    `way` is a key of `explanations.WAYS`: how the subject was found.
    """

    named_as: str
    start: int
    end: int
    code: str
    candidates: tuple[Candidate, ...]
    way: str

    @property
    def name(self) -> str:
        """The gazetteer's name of the place chosen, else the name on the page."""
        names = (one.name for one in self.candidates if one.code == self.code)
        return next(names, self.named_as)


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure that a page states, as it was read and before anybody judged it.

    `start`–`end` is the figure, `sentence_start`–`sentence_end` the sentence around
    it. `value` is None for a mechanism. Money is in yuan, shares are in percent.
    `campaign` is the campaign year, 0 where it cannot be told. `period` is written
    as in `docs/metrics.md`: 2022, 2023-H1, 2023-Q2, 2023-06, 2023-02-17, or empty.
    `repeats` is the `start` of the claim that says the same before it.
    `confidence` lies between 0 and 1. `rule` is a key of `rules.EXPLANATIONS`.
    """

    start: int
    end: int
    sentence_start: int
    sentence_end: int
    subject: Subject
    unit_kind: UnitKind | None
    campaign: int
    nature: Nature
    metric: Metric
    level: int | None
    star: Star | None
    term: str
    value: Decimal | None
    value_to: Decimal | None
    unit: Unit
    precision: Precision
    period: str
    bearing: Bearing
    rule: str
    confidence: float
    repeats: int | None = None
