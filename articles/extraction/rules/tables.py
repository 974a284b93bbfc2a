"""Rows of a table whose heading names levels: 单位 五星 四星 三星, and below it 王屯乡 1 3 9."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from articles.extraction.flow import is_row
from articles.extraction.marking import gettext_noop
from articles.extraction.rules.passage import Found, Passage, Rule
from articles.extraction.terms import Metric, Nature, Unit

_CELL = re.compile(r"[^\s|]+")
_LEVEL = re.compile(
    r"“?(?P<level>[一二三四五])星”?级?(?:党?支部|村|社区|村\(社区\))?数?量?(?:\([个家]\))?"
)
_LEVELS = "一二三四五"
_PLANNED = re.compile(r"计划|规划|申报|目标|拟创")
_FARTHEST = 200  # rows between a heading and a row of its table


def read_rows(passage: Passage) -> Iterator[Found]:
    """王屯乡 1 3 9, under 单位 五星 四星 三星."""
    if not is_row(passage.words) or not passage.places:
        return
    heading, above = _heading_of(passage)
    columns = [_LEVEL.fullmatch(cell) for cell in _CELL.findall(heading)]
    cells = list(_CELL.finditer(passage.text, passage.sentence.start, passage.sentence.end))
    if sum(map(bool, columns)) < 2 or len(cells) != len(columns):
        return
    planned = _PLANNED.search(above + heading)
    for column, cell in zip(columns, cells, strict=True):
        if column and cell.group().isdigit():
            yield Found(
                cell.start(),
                cell.end(),
                Metric.LEVEL_COUNT,
                Decimal(cell.group()),
                Unit.BRANCH,
                level=_LEVELS.index(column["level"]) + 1,
                nature=Nature.PLANNED if planned else None,
                about=passage.places[0],
                own=True,
                sure=0.85,
            )


def _heading_of(passage: Passage) -> tuple[str, str]:
    """Return the line that heads the rows around a row, and the one above it."""
    end = passage.sentence.start - 1
    for _row in range(_FARTHEST):
        line, start = _line_before(passage.text, end)
        if not is_row(line):
            return line, _line_before(passage.text, start - 1)[0]
        end = start - 1
    return "", ""


def _line_before(text: str, end: int) -> tuple[str, int]:
    """Return the line that ends at ``end``, and where it starts; nothing before the text."""
    if end < 0:
        return "", 0
    start = text.rfind("\n", 0, end) + 1
    return text[start:end], start


RULES = (
    Rule(
        "level_table",
        gettext_noop("A row of a table stands under a heading that names levels."),
        read_rows,
    ),
)
