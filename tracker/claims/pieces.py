"""A text cut where claims and oddities begin and end, so that a page can mark them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Span:
    """Characters ``start`` to ``end``, end exclusive. `name` is what lies there."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class Piece:
    """A run of text in which nothing begins or ends. `begins` are the spans that start with it."""

    text: str
    start: int
    names: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """Return the text in pieces, in order and without a gap; spans may overlap."""
    inside = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    cuts = sorted({0, len(text), *(s.start for s in inside), *(s.end for s in inside)})
    starting: dict[int, list[Span]] = {}
    for span in inside:
        starting.setdefault(span.start, []).append(span)
    cut: list[Piece] = []
    going: list[Span] = []
    for start, end in pairwise(cuts):
        fresh = starting.get(start, [])
        going = [span for span in going if span.end > start] + fresh
        cut.append(
            Piece(
                text[start:end],
                start,
                tuple(span.name for span in going),
                tuple(span.name for span in fresh),
            )
        )
    return cut
