"""Bars of parts: how many branches stand at each level, or how far a whole has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.ui.drawing import (
    UNKNOWN,
    Words,
    box,
    drawing,
    figure,
    fits,
    joined,
    legend,
    linked,
    needed,
)

LEVELS = (5, 4, 3, 2, 1, 0)  # five stars first
WIDEST_NAME = 24.0  # percent; longer names stand over their bar
GAP = 1.5  # percent
# em a row is high, name beside its bar and name above it; a finger needs 44 pixels.
BESIDE, BELOW = 2.75, 3.75
HIT = SafeString('<rect class="hit" width="100%" height="100%"/>')


class Row(Protocol):
    """One bar. A part is (class, words, count); `key` holds all parts there can be, in order."""

    @property
    def label(self) -> Words: ...
    @property
    def total(self) -> int: ...
    @property
    def url(self) -> str: ...
    @property
    def whole(self) -> int: ...
    def segments(self) -> list[tuple[str, str, int]]: ...
    def key(self) -> list[tuple[str, Words]]: ...


@dataclass(frozen=True)
class LevelRow:
    """One distribution: `counts` by level 5 to 0; what `total` has beyond is unknown."""

    label: Words
    counts: dict[int, int]
    total: int
    url: str = ""

    @property
    def unknown(self) -> int:
        return max(self.total - sum(self.counts.values()), 0)

    @property
    def whole(self) -> int:
        """What the whole bar stands for; a stated total may be less than its parts."""
        return max(self.total, sum(self.counts.values()), 1)

    def segments(self) -> list[tuple[str, str, int]]:
        """Return (class, words, count) from five stars down, without empty ones."""
        known = [(level_kind(n), level_name(n), self.counts.get(n, 0)) for n in LEVELS]
        return [entry for entry in [*known, (UNKNOWN, _("none yet"), self.unknown)] if entry[2]]

    def key(self) -> list[tuple[str, Words]]:
        known: list[tuple[str, Words]] = [(level_kind(n), level_name(n)) for n in LEVELS]
        return [*known, (UNKNOWN, _("none yet"))]


@dataclass(frozen=True)
class PartRow:
    """One whole in parts of any kind: `parts` are (class, words, count), in order."""

    label: Words
    parts: Sequence[tuple[str, str, int]]
    url: str = ""

    @property
    def total(self) -> int:
        return sum(count for _kind, _words, count in self.parts)

    @property
    def whole(self) -> int:
        return max(self.total, 1)

    def segments(self) -> list[tuple[str, str, int]]:
        return [part for part in self.parts if part[2]]

    def key(self) -> list[tuple[str, Words]]:
        return [(kind, words) for kind, words, _count in self.parts]


def level_name(level: int) -> str:
    """Return a level in words."""
    words = {
        5: _("Five-star"),
        4: _("Four-star"),
        3: _("Three-star"),
        2: _("Two-star"),
        1: _("One-star"),
        0: _("No star"),
    }
    return words[level]


def level_kind(level: int) -> str:
    """Return the class of a level: five stars darkest, no star blank."""
    return f"shade-{level - 1}" if level else "blank"


def _spoken(row: Row) -> str:
    parts = [f"{words} {count}" for _kind, words, count in row.segments()]
    return f"{row.label}: {', '.join(parts)}" if parts else str(row.label)


def _written(words: str, count: int, width: float) -> str:
    """Return what a segment has room for: level and count, the count, or nothing."""
    for text in (f"{words} {count}", str(count)):
        if fits(text, width):
            return text
    return ""


def _pieces(row: Row, title: Words, width: float) -> Iterator[SafeString]:
    """Yield the segments of a plot that takes `width` percent of the chart."""
    left = 0.0
    for kind, words, count in row.segments():
        share = 100 * count / row.whole
        yield format_html(
            '<svg x="{}%" width="{}%"><g class="segment {}">{}'
            '<text x="50%" y="1.5em">{}</text></g></svg>',
            figure(left),
            figure(share),
            kind,
            box(kind, title),
            _written(words, count, share * width / 100),
        )
        left += share


def _plot(row: Row, title: Words, left: float, width: float, top: float) -> SafeString:
    return format_html(
        '<svg class="plot" x="{}%" y="{}em" width="{}%" height="1.9em">{}</svg>',
        figure(left),
        figure(top),
        figure(width),
        joined(_pieces(row, title, width)),
    )


def _beside(row: Row, title: Words, top: float, sides: tuple[float, float]) -> SafeString:
    """Name, bar and total in one line; `sides` are the percents of name and total."""
    name, total = sides
    return format_html(
        '<svg y="{}em" width="100%" height="{}em">{}'
        '<text class="bar-end link-text" x="{}%" y="2.1em">{}</text>{}'
        '<text class="bar-end" x="100%" y="2.1em">{}</text></svg>',
        figure(top),
        figure(BESIDE),
        HIT,
        figure(name),
        row.label,
        _plot(row, title, name + GAP, 100 - name - total - GAP, 0.4),
        row.total,
    )


def _below(row: Row, title: Words, top: float, _sides: object) -> SafeString:
    """Name and total over the bar, where names are long."""
    return format_html(
        '<svg y="{}em" width="100%" height="{}em">{}'
        '<text class="link-text" x="0" y="1.35em">{}</text>'
        '<text class="bar-end" x="100%" y="1.35em">{}</text>{}</svg>',
        figure(top),
        figure(BELOW),
        HIT,
        row.label,
        row.total,
        _plot(row, title, 0, 100, 1.6),
    )


def _keys(rows: Sequence[Row]) -> list[tuple[str, Words]]:
    used = {kind for row in rows for kind, _words, _count in row.segments()}
    return [key for key in rows[0].key() if key[0] in used] if rows else []


def level_bars(rows: Sequence[LevelRow], *, title: Words) -> SafeString:
    """Return one bar for each distribution, with its total at the end and a legend below."""
    return bars(rows, title=title)


def part_bars(rows: Sequence[PartRow], *, title: Words) -> SafeString:
    """Return one bar for each whole; all rows have the same parts, in the same order."""
    return bars(rows, title=title)


def bars(rows: Sequence[Row], *, title: Words) -> SafeString:
    sides = needed([row.label for row in rows]), needed([row.total for row in rows])
    step, draw = (BESIDE, _beside) if sides[0] <= WIDEST_NAME else (BELOW, _below)
    body = joined(
        linked(row.url, _spoken(row), draw(row, title, index * step, sides))
        for index, row in enumerate(rows)
    )
    return drawing(title, max(len(rows), 1) * step, "level-bars", body) + legend(title, _keys(rows))
