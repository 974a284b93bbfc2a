"""The fields of data/figures/*.yaml: each with the reader of its value."""

from __future__ import annotations

from articles.terms import DatePrecision
from tracker.campaigns.terms import StarKey
from tracker.figures.reading.values import (
    Parser,
    area_code,
    boolean,
    day,
    day_or_none,
    digest,
    figure_key,
    figure_keys,
    number,
    one_of,
    pattern,
    period,
    text,
    whole,
)
from tracker.figures.terms import (
    Bearing,
    CheckKind,
    ChoiceRule,
    FigureUnitKind,
    GazetteerCount,
    Metric,
    Nature,
    Precision,
    Unit,
)

LONGEST_FILE = 1_000_000  # characters of a newspaper page; a position beyond it is a slip

PAGE_FIELDS: dict[str, Parser] = {
    "key": pattern(r"[0-9]{3}", '"002"'),
    "file": pattern(r"[0-9A-Za-z_-]+\.txt", "002_a2c0.txt"),
    "sha256": digest,
    "characters": whole(1, LONGEST_FILE),
    "paper": text(60),
    "published_on": day,
    "date_precision": one_of(DatePrecision.values),
    "date_inferred": boolean,
    "date_basis": text(200, empty=True),
    "date_basis_en": text(400, empty=True),
}
ARTICLE_FIELDS: dict[str, Parser] = {
    "key": pattern(r"[0-9]{3}-a[1-9][0-9]?", '"002-a1"'),
    "title": text(200),
    "start": whole(0, LONGEST_FILE),
    "end": whole(1, LONGEST_FILE),
}
FIGURE_FIELDS: dict[str, Parser] = {
    "key": figure_key(),
    "article": pattern(r"[0-9]{3}-a[1-9][0-9]?", '"002-a1"'),
    "label": text(30),
    "label_en": text(160),
    "area": area_code,
    "named_as": text(60),
    "campaign": whole(2022, 2099, empty=True),
    "unit_kind": one_of(FigureUnitKind.values, empty=True),
    "nature": one_of(Nature.values),
    "bearing": one_of(Bearing.values),
    "metric": one_of(Metric.values),
    "level": whole(0, 5, empty=True),
    "star": one_of(StarKey.values, empty=True),
    "term": text(40, empty=True),
    "value": number,
    "value_to": number,
    "unit": one_of(Unit.values),
    "precision": one_of(Precision.values),
    "period": period,
    "as_of": day_or_none,
    "note": text(60, empty=True),
    "note_en": text(400, empty=True),
    "start": whole(0, LONGEST_FILE),
    "end": whole(1, LONGEST_FILE),
    "sha256": digest,
    "repeats": figure_key(),
    "value_in_words": boolean,
}
# Fields of few figures; where they are left out the figure repeats none and prints digits.
RARE_FIELDS = frozenset({"repeats", "value_in_words"})
CHECK_FIELDS: dict[str, Parser] = {
    "key": pattern(r"[a-z0-9][a-z0-9-]{0,59}", "wenyuan-grids"),
    "kind": one_of(CheckKind.values),
    "area": area_code,
    "title": text(80),
    "title_en": text(200),
    "total": figure_key(empty=True),
    "total_gazetteer": one_of(GazetteerCount.values, empty=True),
    "share": figure_key(empty=True),
    "parts": figure_keys,
    "choice": figure_key(empty=True),
    "rule": one_of(ChoiceRule.values, empty=True),
    "explanation": text(300),
    "explanation_en": text(600),
}
