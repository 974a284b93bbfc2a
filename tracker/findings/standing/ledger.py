"""Ledgers (台账): findings counted by village, street, county, star or inspection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.campaigns.terms import StarKey
from tracker.figures.models import ReportedFigure
from tracker.figures.terms import Metric, Nature
from tracker.findings.models import Finding
from tracker.findings.querysets import overdue
from tracker.findings.terms import OPEN, Handling, Origin, State
from tracker.people.models import User
from tracker.places.models import Area
from tracker.places.terms import CODE_LENGTHS, Level

# What a ledger is kept by: the key in the address, and its heading.
KINDS = {
    "village": gettext_lazy("Village or community"),
    "street": gettext_lazy("Street or township"),
    "county": gettext_lazy("County"),
    "star": gettext_lazy("Star"),
    "inspection": gettext_lazy("Inspection"),
}
_LENGTHS = {
    "village": CODE_LENGTHS[Level.VILLAGE],
    "street": CODE_LENGTHS[Level.STREET],
    "county": CODE_LENGTHS[Level.COUNTY],
}


@dataclass(frozen=True)
class Counts:
    """The columns of a ledger. `total` leaves out what was reported in error."""

    total: int = 0
    immediate: int = 0
    deadline: int = 0
    closed: int = 0
    open: int = 0
    overdue: int = 0
    returned: int = 0
    back: int = 0


COLUMNS = {
    "total": gettext_lazy("Findings counted"),
    "immediate": gettext_lazy("At once"),
    "deadline": gettext_lazy("By a last day"),
    "closed": gettext_lazy("Closed (struck off)"),
    "open": gettext_lazy("Not closed"),
    "overdue": gettext_lazy("Overdue"),
    "returned": gettext_lazy("Was returned"),
    "back": gettext_lazy("Came back"),
}
# What papers count of findings; trees felled and rubbish cleared are results of other work.
BESIDE = (
    Metric.FINDING_COUNT,
    Metric.IMMEDIATE_COUNT,
    Metric.DEADLINE_COUNT,
    Metric.RECTIFIED_COUNT,
)
# What the list of findings is asked for the rows behind a column.
_BEHIND: dict[str, dict[str, str]] = {
    "immediate": {"handling": Handling.IMMEDIATE},
    "deadline": {"handling": Handling.DEADLINE},
    "closed": {"state": State.CLOSED},
    "open": {"stands": "open"},
    "overdue": {"stands": "overdue"},
    "returned": {"stands": "returned"},
    "back": {"stands": "back"},
}


@dataclass(frozen=True)
class Row:
    """One line of a ledger; `cells` are (number, address of the findings behind it)."""

    name: str
    counts: Counts
    cells: list[tuple[int, str]]


def counted(rows: QuerySet, today: dt.date) -> dict[str, Count]:
    """Return what is counted of findings, by the name of its column."""
    return {
        "total": Count("pk"),
        "immediate": Count("pk", filter=Q(handling=Handling.IMMEDIATE)),
        "deadline": Count("pk", filter=Q(handling=Handling.DEADLINE)),
        "closed": Count("pk", filter=Q(state=State.CLOSED)),
        "open": Count("pk", filter=Q(state__in=OPEN)),
        "overdue": Count("pk", filter=overdue(today)),
        "returned": Count("pk", filter=Q(round__gt=1)),
        "back": Count("pk", filter=Q(again_of__isnull=False)),
    }


@dataclass(frozen=True)
class Ledger:
    """The lines of one kind in an area, and their sum."""

    kind: str
    rows: list[Row]
    sum: Row


def ledger(user: User, kind: str, area: str, year: int, today: dt.date) -> Ledger:
    """Return the ledger of an area and year for who reads it; ``kind`` is a key of `KINDS`."""
    rows = Finding.objects.visible_to(user).under(area).filter(campaign=year)
    rows = rows.exclude(state=State.WITHDRAWN).order_by()
    measures = counted(rows, today)
    grouped = _grouped(rows, kind).annotate(**measures)
    names = [one.name for one in fields(Counts)]
    found = [
        (str(one["line"] or ""), one.get("title", ""), Counts(*(one[name] for name in names)))
        for one in grouped.order_by("line")
    ]
    titles = _titles(kind, [key for key, _title, _counts in found])
    asked = {"campaign": str(year), "area": area}
    lines = [
        _row(titles.get(key) or title or _("none"), counts, asked | _narrowed(kind, key, title))
        for key, title, counts in found
    ]
    whole = rows.aggregate(**measures)
    return Ledger(kind, lines, _row(_("All of them"), Counts(**whole), asked))


def _grouped(rows: QuerySet, kind: str) -> QuerySet:
    if kind in _LENGTHS:
        return rows.annotate(line=Substr("area_id", 1, _LENGTHS[kind])).values("line")
    if kind == "star":
        return rows.annotate(line=F("star")).values("line")
    return rows.annotate(line=F("origin_key"), title=F("origin_name")).values("line", "title")


def _titles(kind: str, keys: Sequence[str]) -> dict[str, str]:
    if kind in _LENGTHS:
        return {code: area.title for code, area in Area.objects.in_bulk(list(keys)).items()}
    if kind == "star":
        return {key: str(label) for key, label in StarKey.choices}
    return {}


def _narrowed(kind: str, key: str, title: str) -> dict[str, str]:
    if kind in _LENGTHS:
        return {"area": key}
    if kind == "star":
        return {"star": key} if key else {}
    origin, _colon, number = key.partition(":")
    if origin == Origin.INSPECTION:
        return {"inspection": number}
    return {"q": title} if title else {}


def _row(name: str, counts: Counts, asked: dict[str, str]) -> Row:
    base = reverse("finding-list")
    cells = []
    for column in COLUMNS:
        query = urlencode(asked | _BEHIND.get(column, {}))
        cells.append((getattr(counts, column), f"{base}?{query}"))
    return Row(name, counts, cells)


def reported_beside(area: str) -> list[ReportedFigure]:
    """Return what papers state of findings in an area: shown beside, never mixed in."""
    figures = (
        ReportedFigure.objects.under(area)
        .chosen()
        .filter(nature=Nature.REPORTED, metric__in=BESIDE)
    )
    return list(figures.with_sources().order_by("article_id", "start", "key"))
