"""What the database must hold for the files read: plain rows, compared before writing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from articles.models import Article, Page
from articles.terms import Origin
from tracker.figures.checks.arithmetic import Units, evaluate
from tracker.figures.models import Crosscheck, CrosscheckPart, ReportedFigure
from tracker.figures.reading.entries import CheckEntry, FigureEntry, Reading
from tracker.history.record import Change
from tracker.history.rows import Values, differing, plain, values_of

Row = dict[str, Any]
Rows = dict[str, Row]

# A figure is compared with its original anew when one of these changed.
SPAN = ("article_id", "start", "end", "sha256")
PARTS = "parts"


@dataclass
class Difference:
    """Keys to add, to change (with the fields that differ) and to remove, of one model."""

    model: Any  # one of the four models, each with `objects`
    name: str
    wanted: Rows
    added: list[str] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    stored: Rows = field(default_factory=dict)  # the rows to change, as they are


def differences(
    reading: Reading, checks: list[CheckEntry], units: Units, *, compared: bool, today: dt.date
) -> list[Difference]:
    """Return what differs between the files and the database, upper models first.

    ``compared`` says that every span was found in its original today.
    """
    pages = {page.page.key: asdict(page.page) for page in reading.pages}
    articles = {
        article.key: _renamed(asdict(article), page="page_id")
        for page in reading.pages
        for article in page.articles
    }
    figures = {key: figure_row(figure) for key, figure in reading.figures.items()}
    stored = _stored(ReportedFigure, origin=Origin.FILES)
    for key, row in figures.items():
        row.update(_days(row, stored.get(key), compared=compared, today=today))
    crosschecks = {check.key: check_row(check, reading.figures, units) for check in checks}
    return [
        _difference(Page, _("newspaper pages"), pages, _stored(Page, origin=Origin.FILES)),
        _difference(Article, _("articles"), articles, _stored(Article, page__origin=Origin.FILES)),
        _difference(ReportedFigure, _("reported figures"), figures, stored),
        _difference(Crosscheck, _("cross-checks"), crosschecks, _stored_checks()),
    ]


def changes_of(difference: Difference) -> Iterator[Change]:
    """Yield an event for each row that is added or changed, a cross-check with its parts."""
    for key in difference.added:
        row, after = _told(difference.model, difference.wanted[key])
        yield Change.of(row, "added", after=after)
    for key in difference.changed:
        before = _told(difference.model, difference.stored[key])[1]
        row, after = _told(difference.model, difference.wanted[key])
        old, new = differing(before, after)
        yield Change.of(row, "changed", before=old, after=new)


def text_change(row: Model) -> Change:
    """Return the event of a text that was stored: its digest, never the text itself."""
    return Change.of(row, "added", after=values_of(row, without=("text",)))


def _told(model: Any, row: Row) -> tuple[Model, Values]:
    """Return a row as an object, and as what an event keeps of it."""
    columns = {name: value for name, value in row.items() if name != PARTS}
    made = model(**columns)
    parts = {PARTS: plain(row[PARTS])} if PARTS in row else {}
    return made, {**values_of(made), **parts}


def _renamed(row: Row, **names: str) -> Row:
    return {names.get(name, name): value for name, value in row.items()}


def figure_row(figure: FigureEntry) -> Row:
    """Return the columns of one figure, without the days that the load itself sets."""
    row = asdict(figure)
    del row["value_in_words"]  # says how the span is to be read, nothing about the figure
    row["repeats"] = figure.repeats or None
    return _renamed(
        row, article="article_id", area="area_id", campaign="campaign_id", repeats="repeats_id"
    )


def check_row(check: CheckEntry, figures: Mapping[str, FigureEntry], units: Units) -> Row:
    """Return the columns of one cross-check with its outcome, and its parts in order."""
    outcome = evaluate(check, figures, units)
    return {
        "key": check.key,
        "kind": check.kind,
        "area_id": check.area,
        "title": check.title,
        "title_en": check.title_en,
        "result": outcome.result.value,
        "expected": outcome.expected,
        "found": outcome.found,
        "arithmetic": outcome.arithmetic,
        "gazetteer": check.gazetteer,
        "rule": check.rule,
        "explanation": check.explanation,
        "explanation_en": check.explanation_en,
        PARTS: check.roles,
    }


def _days(row: Row, before: Row | None, *, compared: bool, today: dt.date) -> Row:
    """Return the day a figure came in or changed, and the day it was compared."""
    same = before is not None and all(before[name] == value for name, value in row.items())
    same_span = before is not None and all(before[name] == row[name] for name in SPAN)
    known = before["checked_on"] if before is not None and same_span else None
    return {
        "entered_on": before["entered_on"] if before is not None and same else today,
        "checked_on": known or (today if compared else None),
    }


def _stored(model: Any, **origin: str) -> Rows:
    """Return the rows that files brought; what came through the desk is not theirs to change."""
    return {row["key"]: row for row in model.objects.filter(**origin).order_by().values()}


def _stored_checks() -> Rows:
    rows = _stored(Crosscheck, origin=Origin.FILES)
    own = CrosscheckPart.objects.filter(crosscheck__origin=Origin.FILES)
    parts = own.order_by("position").values_list("crosscheck_id", "figure_id", "role")
    for row in rows.values():
        row[PARTS] = []
    for key, figure, role in parts:
        rows[key][PARTS].append((figure, role))
    return rows


def _difference(model: Any, name: str, wanted: Rows, stored: Rows) -> Difference:
    changed = {
        key: differing
        for key, row in wanted.items()
        if key in stored and (differing := _differing(row, stored[key]))
    }
    return Difference(
        model,
        name,
        wanted,
        added=[key for key in wanted if key not in stored],
        changed=changed,
        removed=[key for key in stored if key not in wanted],
        stored={key: stored[key] for key in changed},
    )


def _differing(row: Row, stored: Row) -> list[str]:
    return [name for name, value in row.items() if stored[name] != value]
