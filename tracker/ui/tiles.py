"""The tile cartogram: one tile for each place, roughly where it lies.

Places with positions are drawn as SVG. Without positions the tiles are a list
that flows: as many in a line as the screen has room for, in the given order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
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
)

HEIGHT, GAP = 4.6, 0.3  # em
GUTTER = 0.8  # percent


@dataclass(frozen=True)
class Tile:
    """One place.

    `shade` 0 (least) to 4 (most), None for unknown. `column` and `row` count
    from 0; leave them None, and the tiles flow.
    """

    label: Words
    value: Words = ""
    note: Words = ""
    url: str = ""
    shade: int | None = None
    column: int | None = None
    row: int | None = None

    @property
    def kind(self) -> str:
        return UNKNOWN if self.shade is None else f"shade-{self.shade}"

    @property
    def shown(self) -> str:
        """The value, or words for having none."""
        return str(self.value) or (_("none yet") if self.shade is None else "")

    @property
    def spoken(self) -> str:
        return " ".join(part for part in (str(self.label), self.shown, str(self.note)) if part)


def _lines(label: str, width: float) -> list[str]:
    """Break a name that is too long for its tile on a phone in two."""
    if fits(label, width):
        return [label]
    if " " in label:
        first, _space, rest = label.partition(" ")
        return [first, rest]
    half = (len(label) + 1) // 2
    return [label[:half], label[half:]]


def _name(label: str, width: float) -> SafeString:
    lines = _lines(label, width)
    top = 1.45 if len(lines) == 1 else 1.05
    return format_html_join(
        "",
        '<text class="tile-label" x="50%" y="{}em">{}</text>',
        ((figure(top + 1.1 * index), line) for index, line in enumerate(lines)),
    )


def _placed(tile: Tile, title: Words, columns: int) -> SafeString:
    width = 100 / columns
    body = format_html(
        '<svg x="{}%" y="{}em" width="{}%" height="{}em"><g class="tile {}">{}{}'
        '<text class="tile-value" x="50%" y="2.6em">{}</text>'
        '<text class="tile-note" x="50%" y="5.2em">{}</text></g></svg>',
        figure((tile.column or 0) * width),
        figure((tile.row or 0) * (HEIGHT + GAP) + 0.2),
        figure(width - GUTTER),
        figure(HEIGHT),
        tile.kind,
        box(tile.kind, title, SafeString(' rx="4"')),
        _name(str(tile.label), width - GUTTER),
        tile.shown,
        tile.note,
    )
    return linked(tile.url, tile.spoken, body)


def _flowing(tile: Tile) -> SafeString:
    inner = format_html(
        '<span class="tile-label">{}</span><b class="tile-value">{}</b>'
        '<span class="tile-note">{}</span>',
        tile.label,
        tile.shown,
        tile.note,
    )
    if tile.url:
        return format_html(
            '<li><a class="tile {}" href="{}">{}</a></li>', tile.kind, tile.url, inner
        )
    return format_html('<li><span class="tile {}">{}</span></li>', tile.kind, inner)


def _is_placed(tiles: Sequence[Tile]) -> bool:
    return bool(tiles) and all(t.column is not None and t.row is not None for t in tiles)


def _keys(tiles: Sequence[Tile], words: Sequence[Words]) -> list[tuple[str, Words]]:
    keys: list[tuple[str, Words]] = [(f"shade-{shade}", word) for shade, word in enumerate(words)]
    if any(tile.shade is None for tile in tiles):
        keys.append((UNKNOWN, _("none yet")))
    return keys


def tile_grid(
    tiles: Sequence[Tile],
    *,
    title: Words,
    columns: int | None = None,
    legend_words: Sequence[Words] = (),
) -> SafeString:
    """Return the cartogram with its legend.

    `columns` is the width of the grid, by default what the positions need;
    `legend_words` say what the shades 0, 1, 2 … mean.
    """
    keys = _keys(tiles, legend_words)
    if not _is_placed(tiles):
        items = joined(_flowing(tile) for tile in tiles)
        flow = format_html('<ul class="tiles" aria-label="{}">{}</ul>', title, items)
        return flow + _flow_legend(keys)
    columns = columns or max(tile.column or 0 for tile in tiles) + 1
    rows = max(tile.row or 0 for tile in tiles) + 1
    body = joined(_placed(tile, title, columns) for tile in tiles)
    return drawing(title, rows * (HEIGHT + GAP) + 0.4, "tile-grid", body) + legend(title, keys)


def _flow_legend(keys: Sequence[tuple[str, Words]]) -> SafeString:
    """The legend without SVG: a flowing grid has no hatching pattern to refer to."""
    if not keys:
        return SafeString("")
    items = format_html_join("", '<li><span class="key {}" aria-hidden="true"></span>{}</li>', keys)
    return format_html('<ul class="legend">{}</ul>', items)
