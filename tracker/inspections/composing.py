"""The first text of a bulletin from its figures. Pure: numbers in, Chinese sentences out.

Bulletins are official papers in Chinese whatever language the reader has chosen; the office
edits them before anybody approves them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

NUMERALS = "一二三四五六七八九十"
MOST_SECTIONS = len(NUMERALS)


@dataclass(frozen=True)
class Line:
    """One inspection or finding as it is named in a bulletin."""

    unit: str
    words: str


@dataclass(frozen=True)
class Facts:
    """What a bulletin rests on: the period’s inspections and findings in an area."""

    area: str
    starts_on: dt.date
    ends_on: dt.date
    planned: int = 0
    added: int = 0
    visited: int = 0
    found: int = 0
    immediate: int = 0
    deadline: int = 0
    closed: int = 0
    overdue: int = 0
    back: int = 0
    highlights: Sequence[Line] = field(default_factory=tuple)
    problems: Sequence[Line] = field(default_factory=tuple)


def day(date: dt.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"


def compose(facts: Facts) -> str:
    """Return the text, one paragraph a line; headings begin with 一、 and so on.

    Units stand in official order and no places are given: a bulletin is no league table.
    """
    sections = [("基本情况", [_basics(facts)])]
    if facts.highlights:
        sections.append(("主要做法", [f"{one.unit}：{one.words}" for one in facts.highlights]))
    if facts.problems:
        sections.append(("发现的问题", [f"{one.unit}：{one.words}" for one in facts.problems]))
    sections.append(("整改情况", [_rectified(facts)]))
    sections.append(("下一步要求", [_next(facts)]))
    lines = []
    for numeral, (heading, paragraphs) in zip(NUMERALS, sections, strict=False):
        lines += [f"{numeral}、{heading}", *paragraphs]
    return "\n".join(lines)


def _basics(facts: Facts) -> str:
    period = f"{day(facts.starts_on)}至{day(facts.ends_on)}"
    added = f"增加{facts.added}个单位次，" if facts.added else ""
    return (
        f"{period}，{facts.area}计划督导检查{facts.planned}个单位次，{added}"
        f"实际完成{facts.visited}个单位次，发现问题{facts.found}个，"
        f"其中立行立改{facts.immediate}个、限期整改{facts.deadline}个。"
    )


def _rectified(facts: Facts) -> str:
    tail = f"，其中超期未整改{facts.overdue}个" if facts.overdue else ""
    back = f"销号后反弹{facts.back}个。" if facts.back else ""
    left = facts.found - facts.closed
    return f"截至{day(facts.ends_on)}，已销号{facts.closed}个，尚未销号{left}个{tail}。{back}"


def _next(facts: Facts) -> str:
    if facts.found == facts.closed:
        return "各责任单位要巩固整改成果，防止问题反弹。"
    return "各责任单位要对照问题台账，按期整改到位，经核验后逐项销号。"
