"""The arithmetic over the papers' figures. Plain values in and out, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tracker.figures.reading.entries import CheckEntry, FigureEntry
from tracker.figures.terms import (
    CheckKind,
    CheckResult,
    ChoiceRule,
    GazetteerCount,
    Precision,
)

STORED = Decimal("0.0001")  # decimals that the database keeps
SHOWN = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """What the gazetteer counts in one area, without the units that are not rated."""

    rural: int
    urban: int
    street: int

    def of(self, count: str) -> int:
        """Return the count that a `GazetteerCount` names."""
        if count == GazetteerCount.UNIT:
            return self.rural + self.urban
        return int(getattr(self, count))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a cross-check gives; empty where there is nothing to compare.

    `arithmetic` writes the calculation out, in digits and signs only.
    """

    result: CheckResult
    expected: Decimal | None = None
    found: Decimal | None = None
    arithmetic: str = ""


Figures = Mapping[str, FigureEntry]
Units = Mapping[str, UnitCounts]


def evaluate(check: CheckEntry, figures: Figures, units: Units) -> Outcome:
    """Return what the figures of one cross-check amount to.

    Raises KeyError for a figure or area that is not given; the reader has made
    sure of the figures, the loader of the areas.
    """
    if check.kind == CheckKind.SUM:
        return _sum(check, figures, units)
    if check.kind == CheckKind.SHARE:
        return _share(check, figures, units)
    if check.kind == CheckKind.UNIT_COUNT:
        return _unit_count(check, figures, units)
    if check.kind == CheckKind.DIFFER:
        return _differ(check, figures)
    if check.kind == CheckKind.MISPRINT:
        return Outcome(CheckResult.AS_PRINTED)
    return _distinct(check, figures, units)


def _values(check: CheckEntry, figures: Figures) -> list[Decimal]:
    found = [figures[key].value for key in check.parts]
    return [value for value in found if value is not None]


def _whole(check: CheckEntry, figures: Figures, units: Units) -> Decimal | None:
    """Return the total that the parts are held against: printed, or the gazetteer's."""
    if check.total:
        return figures[check.total].value
    if check.gazetteer:
        return Decimal(units[check.area].of(check.gazetteer))
    return None


def _result(
    expected: Decimal | None, found: Decimal | None, check: CheckEntry, figures: Figures
) -> CheckResult:
    if expected == found:
        return CheckResult.AGREES
    rounded = any(figures[key].precision != Precision.EXACT for key, _role in check.roles)
    # "more than 5,000" contradicts nothing by being unequal.
    if rounded or expected is None or found is None:
        return CheckResult.UNPROVEN
    return CheckResult.CONTRADICTS


def _sum(check: CheckEntry, figures: Figures, units: Units) -> Outcome:
    parts = _values(check, figures)
    found = sum(parts, Decimal(0))
    expected = _whole(check, figures, units)
    written = f"{_added(parts)} = {digits(found)}"
    if len(parts) == 1:
        written = _beside(found, expected)
    elif expected is not None and expected != found:
        written = f"{written} ≠ {digits(expected)}"
    return Outcome(_result(expected, found, check, figures), expected, found, written)


def _unit_count(check: CheckEntry, figures: Figures, units: Units) -> Outcome:
    found = figures[check.parts[0]].value
    expected = _whole(check, figures, units)
    result = _result(expected, found, check, figures)
    return Outcome(result, expected, found, _beside(found, expected))


def _share(check: CheckEntry, figures: Figures, units: Units) -> Outcome:
    """Percent of the parts in the whole, rounded to as many decimals as are printed."""
    printed = figures[check.share].value
    whole = _whole(check, figures, units)
    if printed is None or not whole:
        return Outcome(CheckResult.UNPROVEN, printed)
    parts = _values(check, figures)
    percent = sum(parts, Decimal(0)) * 100 / whole
    agrees = round_as(percent, printed) == printed
    result = CheckResult.AGREES if agrees else CheckResult.CONTRADICTS
    above = f"({_added(parts)})" if len(parts) > 1 else _added(parts)
    written = f"{above} ÷ {digits(whole)} = {digits(percent.quantize(SHOWN, ROUND_HALF_UP))}%"
    return Outcome(result, printed, percent.quantize(STORED, ROUND_HALF_UP), written)


def _added(parts: list[Decimal]) -> str:
    return " + ".join(digits(part) for part in parts)


def _beside(one: Decimal | None, other: Decimal | None) -> str:
    if one is None or other is None:
        return ""
    return f"{digits(one)} {'=' if one == other else '≠'} {digits(other)}"


def digits(value: Decimal) -> str:
    """Return a number in plain digits, without closing zeros, with a true minus sign."""
    text = f"{abs(value):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"−{text}" if value < 0 else text


def round_as(value: Decimal, printed: Decimal) -> Decimal:
    """Round half up to the decimals that ``printed`` shows (四舍五入)."""
    decimals = min(int(printed.normalize().as_tuple().exponent), 0)
    return value.quantize(Decimal(1).scaleb(decimals), ROUND_HALF_UP)


def _differ(check: CheckEntry, figures: Figures) -> Outcome:
    values = _values(check, figures)
    shown = figures[check.choice].value if check.choice else values[0]
    other = next((value for value in values if value != shown), None)
    if other is None:
        return Outcome(CheckResult.AGREES, shown, shown)
    return Outcome(CheckResult.CONTRADICTS, shown, other, _beside(other, shown))


def _distinct(check: CheckEntry, figures: Figures, units: Units) -> Outcome:
    expected = _whole(check, figures, units)
    found = figures[check.parts[0]].value if expected is not None else None
    settled = (
        check.rule == ChoiceRule.OWN_PERIOD
        or _stated_twice(check, figures)
        or _all_listed(check, figures)
    )
    result = CheckResult.AGREES if settled else CheckResult.UNPROVEN
    return Outcome(result, expected, found, _beside(found, expected))


def _stated_twice(check: CheckEntry, figures: Figures) -> bool:
    """Whether every number among the parts stands there twice, for the same metric."""
    stated = [(figures[key].metric, figures[key].value) for key in check.parts]
    return all(value is not None and stated.count((metric, value)) > 1 for metric, value in stated)


def _all_listed(check: CheckEntry, figures: Figures) -> bool:
    """Whether the first part counts what the others name one by one ("6项", then six)."""
    first, *others = [figures[key] for key in check.parts]
    named = all(other.value is None for other in others)
    return first.value is not None and named and first.value == len(others)
