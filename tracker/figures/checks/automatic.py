"""What is found without the editors: numbers nobody explained, levels that can be added up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations

from django.utils import translation
from django.utils.translation import gettext as _

from tracker.figures.checks.arithmetic import Units
from tracker.figures.reading.entries import CheckEntry, FigureEntry
from tracker.figures.terms import (
    CheckKind,
    FigureUnitKind,
    GazetteerCount,
    Metric,
    Nature,
    Precision,
    Unit,
)

BY_UNIT = {
    Unit.VILLAGE: GazetteerCount.RURAL,
    Unit.COMMUNITY: GazetteerCount.URBAN,
    Unit.UNIT: GazetteerCount.UNIT,
    Unit.STREET: GazetteerCount.STREET,
}
BY_KIND: dict[str, GazetteerCount] = {
    "rural": GazetteerCount.RURAL,
    "urban": GazetteerCount.URBAN,
    "all": GazetteerCount.UNIT,
}


def gazetteer_count(figure: FigureEntry) -> str:
    """Return which count of the gazetteer a figure speaks of; empty for none."""
    if figure.metric not in (Metric.UNIT_COUNT, Metric.LEVEL_COUNT):
        return ""
    found = BY_UNIT.get(Unit(figure.unit))
    if found is None and figure.unit == Unit.BRANCH:
        found = BY_KIND.get(figure.unit_kind)
    return str(found) if found else ""


def subject(figure: FigureEntry) -> tuple[object, ...]:
    """Return all that says what a figure is about, but not its number."""
    return (
        figure.area,
        figure.metric,
        figure.level,
        figure.star,
        figure.unit_kind,
        figure.campaign,
        figure.nature,
        figure.period,
        figure.unit,
        figure.term,
    )


def unexplained(
    figures: Iterable[FigureEntry], checks: Iterable[CheckEntry]
) -> list[tuple[FigureEntry, FigureEntry]]:
    """Return pairs that state different numbers of one subject and share no cross-check."""
    explained = [{key for key, _role in check.roles} for check in checks]
    by_subject: dict[tuple[object, ...], list[FigureEntry]] = {}
    for figure in figures:
        if figure.value is not None:
            by_subject.setdefault(subject(figure), []).append(figure)
    return [
        (one, two)
        for group in by_subject.values()
        for one, two in combinations(group, 2)
        if (one.value, one.value_to) != (two.value, two.value_to)
        and not any({one.key, two.key} <= keys for keys in explained)
    ]


def level_sums(
    figures: Iterable[FigureEntry], units: Units, checks: Sequence[CheckEntry]
) -> list[CheckEntry]:
    """Return a cross-check for each area whose published levels account for all its units.

    Levels that account for fewer units contradict nothing, so they make none; those
    that account for more do. What the editors add up themselves, against the
    gazetteer or a printed total, is left to them.
    """
    written = [set(check.parts) for check in checks if check.kind == CheckKind.SUM]
    groups: dict[tuple[object, ...], list[FigureEntry]] = {}
    for figure in figures:
        exact = figure.precision == Precision.EXACT and figure.value_to is None
        if figure.metric == Metric.LEVEL_COUNT and figure.unit_kind and figure.campaign and exact:
            key = (figure.area, figure.campaign, figure.unit_kind, figure.nature)
            groups.setdefault(key, []).append(figure)
    return [
        _level_sum(group)
        for group in groups.values()
        if len({figure.level for figure in group}) == len(group) > 1
        and {figure.key for figure in group} not in written
        and _total(group) >= units[group[0].area].of(gazetteer_count(group[0]))
    ]


def _total(group: Sequence[FigureEntry]) -> Decimal:
    return sum((figure.value or Decimal(0) for figure in group), Decimal(0))


def _level_sum(group: Sequence[FigureEntry]) -> CheckEntry:
    first = group[0]
    parts = tuple(figure.key for figure in sorted(group, key=lambda figure: -(figure.level or 0)))
    texts = {language: _level_sum_texts(first, language) for language in ("zh-hans", "en")}
    return CheckEntry(
        key=f"levels-{first.area}-{first.campaign}-{first.unit_kind}-{first.nature}",
        kind=CheckKind.SUM,
        area=first.area,
        title=texts["zh-hans"][0],
        title_en=texts["en"][0],
        total="",
        gazetteer=gazetteer_count(first),
        share="",
        parts=parts,
        choice="",
        rule="",
        explanation=texts["zh-hans"][1],
        explanation_en=texts["en"][1],
    )


def _level_sum_texts(first: FigureEntry, language: str) -> tuple[str, str]:
    """Return title and explanation in one language; both are stored beside each other."""
    with translation.override(language):
        words = {
            "place": first.named_as,
            "year": first.campaign,
            "nature": Nature(first.nature).label,
            "units": FigureUnitKind(first.unit_kind).label,
        }
        title = _("%(place)s %(year)s: levels against the gazetteer (%(nature)s, %(units)s)")
        explanation = _("The levels published were added up and compared with the gazetteer.")
        return title % words, explanation
