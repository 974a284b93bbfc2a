"""Figures and cross-checks as plain values, for the rules that calculate."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from tracker.figures.reading.entries import CheckEntry, FigureEntry

STREET = "410871061"


def stated(key: str, value: int | str | None, **fields: Any) -> FigureEntry:
    """Return a figure about the township: so many grids, unless told otherwise."""
    entry = {
        "key": key,
        "article": f"{key[:3]}-a1",
        "label": f"数据{key}",
        "label_en": f"Figure {key}",
        "area": STREET,
        "named_as": "青石镇",
        "campaign": 2023,
        "unit_kind": "all",
        "nature": "reported",
        "bearing": "campaign",
        "metric": "grid_count",
        "level": None,
        "star": "",
        "term": "",
        "value": None if value is None else Decimal(value),
        "value_to": None,
        "unit": "grid",
        "precision": "exact",
        "period": "2023",
        "as_of": dt.date(2023, 6, 30),
        "note": "",
        "note_en": "",
        "start": 10,
        "end": 14,
        "sha256": "0" * 64,
    }
    return FigureEntry(**(entry | fields))


def at_level(key: str, level: int, value: int | str, **fields: Any) -> FigureEntry:
    """Return a count of village branches at a level."""
    kind = {"metric": "level_count", "unit": "branch", "unit_kind": "rural", "level": level}
    return stated(key, value, **(kind | fields))


def villages(key: str, value: int | str, **fields: Any) -> FigureEntry:
    """Return a count of villages."""
    kind = {"metric": "unit_count", "unit": "village", "unit_kind": "rural"}
    return stated(key, value, **(kind | fields))


def compared(kind: str, *parts: str, **fields: Any) -> CheckEntry:
    entry = {
        "key": "x",
        "kind": kind,
        "area": STREET,
        "title": "核对",
        "title_en": "Check",
        "total": "",
        "gazetteer": "",
        "share": "",
        "parts": parts,
        "choice": "",
        "rule": "",
        "explanation": "说明",
        "explanation_en": "Explanation",
    }
    return CheckEntry(**(entry | fields))


def by_key(*figures: FigureEntry) -> dict[str, FigureEntry]:
    return {figure.key: figure for figure in figures}
