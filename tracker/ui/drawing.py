"""What all charts are drawn with: SVG made on the server, so it prints and needs no script.

Sizes are in percent across and in em down, never in viewBox units: a chart gets
narrower on a phone while its letters keep their size. Colours are classes of
site.css, in light and dark. Nothing is said by colour alone.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Words = str | Promise
UNKNOWN = "unknown"  # the class of what no figure says; hatched
PHONE = 300.0  # pixels a chart has on a phone of 360
LETTER = 13.0  # pixels of the small type in charts


@dataclass(frozen=True)
class Figure:
    """A chart for `ui/chart.html`: the drawing, its caption in words, and its table.

    The first cell of each row names the row.
    """

    svg: SafeString
    caption: Words
    headers: Sequence[Words] = ()
    rows: Sequence[Sequence[Any]] = ()


def figure(value: float) -> str:
    """Return a coordinate with at most three decimals."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def breadth(text: str) -> float:
    """Return roughly how wide a text is, in em: a Chinese character 1, a Latin letter 0.56."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.56 for sign in text)


def fits(text: str, percent: float) -> bool:
    """Say whether a text fits a part of a chart even on a phone."""
    return needed([text]) <= percent


def needed(texts: Iterable[object]) -> float:
    """Return the percent of a phone's width that the longest text takes."""
    longest = max((breadth(str(text)) for text in texts), default=0.0)
    return (longest * LETTER + 4) * 100 / PHONE


def hatch_id(title: Words) -> str:
    """Return an id for the chart's hatching; a page holds each chart once."""
    return f"hatch-{zlib.crc32(str(title).encode()):08x}"


def _hatching(title: Words) -> SafeString:
    return format_html(
        '<defs><pattern id="{}" class="hatch" width="8" height="8" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="8" height="8"/><path d="M2 0V8"/></pattern>'
        "</defs>",
        hatch_id(title),
    )


def box(kind: str, title: Words, attributes: SafeString | str = "") -> SafeString:
    """Return a rectangle that fills its place; an unknown one is hatched."""
    fill = format_html(' fill="url(#{})"', hatch_id(title)) if kind == UNKNOWN else ""
    return format_html('<rect class="{}" width="100%" height="100%"{}{}/>', kind, fill, attributes)


def drawing(title: Words, height: float, kind: str, body: SafeString) -> SafeString:
    """Return the chart. It may hold links, so it is a group and no image."""
    return format_html(
        '<svg class="chart {}" role="group" aria-label="{}" width="100%" height="{}em">{}{}</svg>',
        kind,
        title,
        figure(height),
        _hatching(title),
        body,
    )


def joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def linked(url: str, spoken: str, body: SafeString) -> SafeString:
    """Return the body as a link that a screen reader announces as `spoken`."""
    if not url:
        return format_html('<g role="img" aria-label="{}">{}</g>', spoken, body)
    return format_html('<a href="{}" aria-label="{}">{}</a>', url, spoken, body)


def legend(title: Words, keys: Sequence[tuple[str, Words]]) -> SafeString:
    """Return what the shades mean, in words."""
    if not keys:
        return SafeString("")
    items = format_html_join(
        "",
        '<li><svg class="key" width="16" height="16" aria-hidden="true">{}</svg>{}</li>',
        ((box(kind, title), words) for kind, words in keys),
    )
    return format_html('<ul class="legend">{}</ul>', items)
