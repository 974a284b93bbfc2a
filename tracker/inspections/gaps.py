"""Claim against check: what is declared, what inspections support, what is awarded. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass

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

    def __add__(self, other: Gap) -> Gap:
        return Gap(*(one + more for one, more in zip(self.row, other.row, strict=True)))

    @property
    def row(self) -> tuple[int, ...]:
        return astuple(self)


@dataclass(frozen=True)
class Checked:
    """Stars that inspections looked at, alike in being declared and awarded; `against` of them."""

    declared: bool
    awarded: bool
    stars: int
    against: int


def gap(declared: int, awarded: int, checked: Iterable[Checked]) -> Gap:
    """Return the gap of an area from its declared, awarded and checked stars, all counted."""
    seen = list(checked)
    of_declared = [one for one in seen if one.declared]
    return Gap(
        declared=declared,
        checked=sum(one.stars for one in of_declared),
        supported=sum(one.stars - one.against for one in of_declared),
        awarded=awarded,
        contradicted=sum(one.against for one in seen if one.declared or one.awarded),
        awarded_unchecked=awarded - sum(one.stars for one in seen if one.awarded),
    )
