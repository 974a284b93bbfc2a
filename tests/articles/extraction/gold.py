"""What a page should give, written by hand, and how claims are held against it.

`texts/NAME.txt` has its table in `texts/NAME.tsv`: quote, metric, value, subject and
further fields, tab between them. `quote#2` is its second place in the text. A subject
is a code, or a name where the gazetteer knows none or leaves several. `alt=METRIC`
allows a second metric. `nature`, `level` and `star` are compared where they stand.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import yaml

from articles.extraction.claims import Claim

NUMBERLESS = {"mechanism", "event"}


@dataclass(frozen=True)
class Expected:
    """One figure as an editor reads it. `context` says it is other work on the page."""

    start: int
    end: int
    metrics: tuple[str, ...]
    value: Decimal | None
    value_to: Decimal | None
    subject: str
    fields: dict[str, str]
    context: bool = False


@dataclass
class Score:
    """Right, wrong and missed claims, and of the right ones what else was wrong."""

    right: int = 0
    wrong: list[Claim] = field(default_factory=list)
    missed: list[Expected] = field(default_factory=list)
    by_metric: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    attributes: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + len(self.missed))

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, other: Score) -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed
        self.attributes.update(other.attributes)
        for metric, counts in other.by_metric.items():
            self.by_metric[metric].update(counts)


def expected_of(table: Path) -> tuple[str, dt.date, list[Expected]]:
    """Return a text, its day and what it should give."""
    text = table.with_suffix(".txt").read_text(encoding="utf-8")
    first, _heading, *rows = table.read_text(encoding="utf-8").splitlines()
    day = dt.date.fromisoformat(first.removeprefix("# day: "))
    return text, day, [_row(row, text, table) for row in rows if row.strip()]


def _row(row: str, text: str, table: Path) -> Expected:
    quote, metric, value, subject, *rest = row.split("\t")
    fields = dict(one.split("=", 1) for one in " ".join(rest).split())
    start, end = _place(quote, text, table)
    metrics = tuple(filter(None, (metric, fields.pop("alt", ""))))
    number = Decimal(value) if value else None
    return Expected(start, end, metrics, number, None, subject, fields)


def _place(quote: str, text: str, table: Path) -> tuple[int, int]:
    """Return where a quote stands; line breaks and spaces within it do not matter."""
    words, _sign, nth = quote.partition("#")
    places = [place for place, sign in enumerate(text) if not sign.isspace()]
    dense = "".join(text[place] for place in places)
    wanted = "".join(words.split())
    at = -1
    for _time in range(int(nth or 1)):
        at = dense.find(wanted, at + 1)
        if at < 0:
            raise ValueError(f"{table.name}: {quote} does not stand in the text")
    return places[at], places[at + len(wanted) - 1] + 1


def expected_of_page(figures: Path) -> list[Expected]:
    """Return the figures of a page as `data/figures` holds them."""
    page = yaml.safe_load(figures.read_text(encoding="utf-8"))
    return [
        Expected(
            one["start"],
            one["end"],
            (one["metric"],),
            _decimal(one["value"]),
            _decimal(one["value_to"]),
            one["area"],
            {
                name: str(one[name])
                for name in (
                    *("nature", "level", "star", "unit_kind", "campaign"),
                    *("unit", "precision", "period"),
                )
                if one[name] is not None
            },
            context=one["bearing"] == "context",
        )
        for one in page["figures"]
    ]


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def judged(claims: Iterable[Claim], expected: Sequence[Expected]) -> Score:
    """Hold claims against what an editor reads; each is used once.

    A claim is right when place, metric, value, level, star, nature and subject are.
    A subject left open is right when the editor's is among its candidates.
    """
    score = Score()
    left = list(expected)
    for claim in claims:
        match = next((one for one in left if _same(claim, one)), None)
        if match is None or match.context:
            score.wrong.append(claim)
            score.by_metric[claim.metric]["wrong"] += 1
        else:
            left.remove(match)
            score.right += 1
            score.by_metric[match.metrics[0]]["right"] += 1
            _compare(claim, match, score.attributes)
    score.missed = [one for one in left if not one.context]
    for one in score.missed:
        score.by_metric[one.metrics[0]]["missed"] += 1
    return score


def _same(claim: Claim, one: Expected) -> bool:
    return (
        claim.start < one.end
        and one.start < claim.end
        and claim.metric in one.metrics
        and claim.value == one.value
        and (one.value_to is None or claim.value_to == one.value_to)
        and _is(one, "level", claim.level)
        and (claim.metric != "star_count" or _is(one, "star", claim.star))
        and _is(one, "nature", claim.nature)
        and _about(claim, one.subject)
    )


def _is(one: Expected, name: str, value: object) -> bool:
    return name not in one.fields or one.fields[name] == str(value)


def _about(claim: Claim, subject: str) -> bool:
    said = claim.subject
    if subject.isdigit():
        return said.code == subject or (
            not said.code and any(each.code == subject for each in said.candidates)
        )
    return said.named_as == subject


def _compare(claim: Claim, one: Expected, attributes: Counter[str]) -> None:
    read = {
        "unit_kind": claim.unit_kind,
        "kind": claim.unit_kind,
        "campaign": claim.campaign,
        "year": claim.campaign,
        "unit": claim.unit,
        "precision": claim.precision,
        "period": claim.period,
        "star": claim.star,
    }
    for name, value in read.items():
        if name in one.fields:
            attributes[f"{name} {'right' if one.fields[name] == str(value) else 'wrong'}"] += 1
    if one.subject.isdigit():
        attributes["subject chosen" if claim.subject.code else "subject open"] += 1
