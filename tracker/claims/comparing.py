"""What the tracker holds of the thing a claim speaks of, and whether they agree. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from tracker.claims.terms import Agreement
from tracker.figures.statements import Stated, same_number, same_subject

# What a figure at the very place must say to be the claim's own.
_SAME_AT_PLACE = ("metric", "level", "star", "value", "value_to", "unit")


class Placed(Stated, Protocol):
    """A statement with its place on a page."""

    start: int
    end: int


@dataclass(frozen=True)
class Comparison:
    """How a claim stands to the figures held; `figure` is the one that is the claim's own."""

    agreement: Agreement
    figure: Any = None
    agreeing: list[Any] = field(default_factory=list)
    differing: list[Any] = field(default_factory=list)


def compare(claim: Placed, on_page: Sequence[Any], about: Sequence[Any]) -> Comparison:
    """Compare a claim with the figures of its own page and with those about its area.

    A figure is the claim's own where their places overlap and they say the same number of the
    same area (or the claim names none yet).
    """
    own = next((figure for figure in on_page if is_own(claim, figure)), None)
    same = [one for one in about if one != own and same_subject(claim, one)]
    agreeing = [one for one in same if same_number(claim, one)]
    differing = [one for one in same if not same_number(claim, one)]
    if own is not None:
        return Comparison(Agreement.HERE, own, agreeing, differing)
    if differing:
        return Comparison(Agreement.DIFFERS, None, agreeing, differing)
    return Comparison(Agreement.SAME if agreeing else Agreement.SILENT, None, agreeing, [])


def is_own(claim: Placed, figure: Any) -> bool:
    overlap = figure.start < claim.end and claim.start < figure.end
    said = all(getattr(figure, name) == getattr(claim, name) for name in _SAME_AT_PLACE)
    return overlap and said and claim.area_id in (None, figure.area_id)
