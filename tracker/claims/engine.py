"""What the reading engine says of a page, as the columns of claims. Writes nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from articles import extraction
from articles.extraction.claims import Claim as Read
from articles.extraction.gazetteer import Gazetteer
from articles.extraction.reading import read

Columns = dict[str, Any]
# Judged by people, and so kept through every reading.
STATED = (
    "area_id",
    "named_as",
    "campaign_id",
    "unit_kind",
    "nature",
    "bearing",
    "metric",
    "level",
    "star",
    "term",
    "value",
    "value_to",
    "unit",
    "precision",
    "period",
)
LONGEST_TERM, LONGEST_NAME = 40, 60


@cache
def engine_version() -> str:
    """Return a short digest of the engine's own source: no change of a rule goes unnoticed."""
    folder = Path(extraction.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def read_page(
    text: str, gazetteer: Gazetteer, published_on: dt.date, years: Iterable[int]
) -> list[Columns]:
    """Return a page's claims as columns, in the order of the text; ``years``: the campaigns."""
    known = set(years)
    counted: Counter[str] = Counter()
    return [_columns(claim, known, counted) for claim in read(text, gazetteer, published_on)]


def _columns(claim: Read, years: set[int], counted: Counter[str]) -> Columns:
    stated: Columns = {
        "area_id": claim.subject.code or None,
        "named_as": claim.subject.named_as[:LONGEST_NAME],
        "campaign_id": claim.campaign if claim.campaign in years else None,
        "unit_kind": str(claim.unit_kind or ""),
        "nature": str(claim.nature),
        "bearing": str(claim.bearing),
        "metric": str(claim.metric),
        "level": claim.level,
        "star": str(claim.star or ""),
        "term": claim.term[:LONGEST_TERM],
        "value": claim.value,
        "value_to": claim.value_to,
        "unit": str(claim.unit),
        "precision": str(claim.precision),
        "period": claim.period,
    }
    candidates = [
        {"code": one.code, "name": one.name, "reasons": list(one.reasons)}
        for one in claim.subject.candidates
    ]
    return {
        **stated,
        "mark": _mark(claim, counted),
        "start": claim.start,
        "end": claim.end,
        "sentence_start": claim.sentence_start,
        "sentence_end": claim.sentence_end,
        "rule": claim.rule,
        "confidence": round(claim.confidence * 100),
        "candidates": json.dumps(candidates, ensure_ascii=False),
        "way": claim.subject.way,
        "as_read": as_text(stated),
    }


def _mark(claim: Read, counted: Counter[str]) -> str:
    """Return what a claim is known by in every reading: its place, and what it measures there."""
    said = f"{claim.start}-{claim.end}-{claim.metric}-{claim.level or ''}-{claim.star or ''}"
    counted[said] += 1
    # One span may state the same metric of several places: 6个村 of three streets each.
    return said if counted[said] == 1 else f"{said}#{counted[said]}"


def as_text(stated: Columns) -> str:
    """Return what a claim states in one fixed spelling, to be kept and compared."""
    return json.dumps(stated, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def from_text(kept: str) -> Columns:
    """Return what `as_text` kept, numbers as numbers."""
    stated: Columns = json.loads(kept or "{}")
    for name in ("value", "value_to"):
        if stated.get(name) is not None:
            stated[name] = Decimal(stated[name])
    return stated


def differing(one: str, other: str) -> Iterator[str]:
    """Yield the names of what two kept readings say otherwise."""
    first, second = json.loads(one or "{}"), json.loads(other or "{}")
    for name in STATED:
        if first.get(name) != second.get(name):
            yield name
