"""Claim against check: what is declared, what inspections support, what is awarded. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MET, NOT_MET = "met", "not_met"


def support(results: Iterable[str]) -> bool | None:
    """Tell whether the newest results of a star's standards support it.

    None: nothing was looked at. One that is not met is enough against it.
    """
    seen = {result for result in results if result in (MET, NOT_MET)}
    if not seen:
        return None
    return NOT_MET not in seen


@dataclass(frozen=True)
class Claim:
    """One star of one unit. `supported` is None where no inspection has looked at it."""

    unit: str
    star: str
    declared: bool
    supported: bool | None
    awarded: bool


@dataclass(frozen=True)
class Gap:
    """Stars of an area counted: `contradicted` are declared or awarded against an inspection."""

    declared: int = 0
    checked: int = 0
    supported: int = 0
    awarded: int = 0
    contradicted: int = 0
    awarded_unchecked: int = 0


def gap(claims: Iterable[Claim]) -> Gap:
    """Count the claims of an area."""
    counts: Counter[str] = Counter()
    for one in claims:
        counts["declared"] += one.declared
        counts["checked"] += one.declared and one.supported is not None
        counts["supported"] += one.declared and one.supported is True
        counts["awarded"] += one.awarded
        counts["contradicted"] += (one.declared or one.awarded) and one.supported is False
        counts["awarded_unchecked"] += one.awarded and one.supported is None
    return Gap(**counts)


def by_area(claims: Iterable[Claim], length: int) -> Mapping[str, Gap]:
    """Return {code of the area: its gap}; ``length`` of a code says which level."""
    found: dict[str, list[Claim]] = {}
    for one in claims:
        found.setdefault(one.unit[:length], []).append(one)
    return {code: gap(found[code]) for code in sorted(found)}
