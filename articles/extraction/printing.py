"""Claims in the words of `read_article`: one flat row each."""

from __future__ import annotations

from decimal import Decimal

from articles.extraction.claims import Claim
from articles.extraction.terms import Precision, printed_metric

Row = dict[str, object]


def row_of(claim: Claim, text: str, file: str) -> Row:
    """Return a claim as plain values for JSON.

    `metric` is the name of the short list, `finer_metric` the tracker's own.
    `subject` is the place chosen, or else as the page names it (`named_as`); `code` is None
    while the choice is open.
    """
    return {
        "file": file,
        "subject": claim.subject.name,
        "code": claim.subject.code or None,
        "unit_kind": claim.unit_kind.value if claim.unit_kind else None,
        "metric": printed_metric(claim.metric),
        "level": claim.level,
        "star": claim.star.value if claim.star else None,
        "value": _number(claim.value),
        "unit": claim.unit.value,
        "approx": claim.precision != Precision.EXACT,
        "period": claim.period or None,
        "nature": claim.nature.value,
        "start": claim.start,
        "end": claim.end,
        "quote": text[claim.start : claim.end],
        "rule": claim.rule,
        "confidence": claim.confidence,
        "named_as": claim.subject.named_as,
        "finer_metric": claim.metric.value,
        "value_to": _number(claim.value_to),
        "precision": claim.precision.value,
        "campaign": claim.campaign or None,
        "term": claim.term or None,
        "bearing": claim.bearing.value,
        "sentence_start": claim.sentence_start,
        "sentence_end": claim.sentence_end,
        "candidates": [
            {"code": one.code, "name": one.name, "reasons": list(one.reasons)}
            for one in claim.subject.candidates
        ],
        "subject_found": claim.subject.way,
        "repeats": claim.repeats,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
