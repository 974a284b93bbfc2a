"""What a claim states, as it becomes a figure; when two of them speak of one thing. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from django.utils import translation
from django.utils.translation import gettext as _

from tracker.figures.terms import (
    LEVEL_METRICS,
    METRIC_UNITS,
    NUMBERLESS_METRICS,
    FigureUnitKind,
    Metric,
    Nature,
)

LONGEST_LABEL, LONGEST_LABEL_EN = 60, 160


class Stated(Protocol):
    """What two statements are compared by; a claim and a figure both have it."""

    area_id: str | None
    campaign_id: int | None
    unit_kind: str
    nature: str
    metric: str
    level: int | None
    star: str
    term: str
    value: Decimal | None
    value_to: Decimal | None
    unit: str
    period: str


def same_subject(one: Stated, other: Stated) -> bool:
    """Tell whether two statements speak of one thing: then they agree, or contradict each other.

    A kind of unit or a period that only one of them names leaves that open: for a level it is
    the campaign that counts, and a page often leaves out what the next one says.
    """
    named = ("area_id", "metric", "level", "star", "nature", "unit", "campaign_id", "term")
    if any(getattr(one, name) != getattr(other, name) for name in named):
        return False
    if one.value is None or other.value is None:
        return one.value is None and other.value is None
    if one.unit_kind and other.unit_kind and one.unit_kind != other.unit_kind:
        return False
    if one.metric in LEVEL_METRICS or one.metric == Metric.STAR_COUNT:
        return one.campaign_id is not None
    return one.period == other.period


def same_number(one: Stated, other: Stated) -> bool:
    return (one.value, one.value_to) == (other.value, other.value_to)


def objections(stated: Stated) -> list[str]:
    """Return why something cannot stand as a figure, in words; nothing if it can."""
    metric = Metric(stated.metric)
    found = []
    if stated.unit not in METRIC_UNITS[metric]:
        found.append(_("This unit does not go with this metric."))
    if stated.value is None and metric not in NUMBERLESS_METRICS:
        found.append(_("A number is missing."))
    if metric in LEVEL_METRICS and (stated.level is None or stated.level > 5):
        found.append(_("A level from 0 to 5 is missing."))
    if metric == Metric.STAR_COUNT and not stated.star:
        found.append(_("The star is missing."))
    if metric == Metric.MECHANISM and not stated.term:
        found.append(_("The proper name of the mechanism is missing."))
    if stated.value is not None and stated.value < 0:
        found.append(_("A number is never negative here."))
    if stated.value_to is not None and (stated.value is None or stated.value_to <= stated.value):
        found.append(_("The upper end of a range is larger than its lower end."))
    return found


def labels(stated: Stated, place: str) -> tuple[str, str]:
    """Return what a figure says, in Chinese and in English."""
    return (
        _label(stated, place, "zh-hans")[:LONGEST_LABEL],
        _label(stated, place, "en")[:LONGEST_LABEL_EN],
    )


def _label(stated: Stated, place: str, language: str) -> str:
    with translation.override(language):
        what = str(stated.term or Metric(stated.metric).label)
        parts: Sequence[str] = [
            place,
            str(stated.campaign_id or stated.period or ""),
            str(FigureUnitKind(stated.unit_kind).label) if stated.unit_kind else "",
            _level(stated),
            what,
        ]
        said = "·".join(part for part in parts if part)
        if stated.nature == Nature.PLANNED:
            return _("%(what)s (planned)") % {"what": said}
        return said


def _level(stated: Stated) -> str:
    if stated.level is None:
        return ""
    if stated.metric == Metric.SHARE_AT_LEAST:
        return _("%(level)s stars or more") % {"level": stated.level}
    return _("%(level)s stars") % {"level": stated.level}
