"""Shares: how large a part of the branches holds a level or more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from articles.extraction.marking import gettext_noop
from articles.extraction.quantities import Quantity
from articles.extraction.rules.leveled import Leveled, kind_of, levels_in
from articles.extraction.rules.passage import Found, Passage, Rule
from articles.extraction.terms import Metric, Unit

_SHARE_GAP = re.compile(
    r"(?:的)?(?:村\(社区\)|村|社区|支部|党支部|党组织)?(?:的)?(?:占比|比例|比重|占|达标率|覆盖率)?"
    r"(?:全[区市县镇乡]|全街道|总数|辖区|行政|村社|支部|村|社区|\(社区\)|的)*(?:的)?(?:预计|将|已|要|计划|力争)?"
    r"(?:要|将|应|须|务必|必须|确保|力争)*(?:占到|达到了?|达|为|占|超过|提高到|提升到|提升至|提高至|上升到)?"
)
_RISES = re.compile(
    r",?(?:\d{4}年|今年|明年|目前|现在)?(?:底|度)?(?:预计|力争|计划|将|要|已|拟|目标)*"
    r"(?:提高|提升|上升|增加|增长|达|升)(?:到|至)?"
)
_SHARE_FROM = re.compile(r"^.{0,8}?(?:由|从).{0,6}$")
_SHARE_THEN_LEVEL = re.compile(
    r"(?:以上)?(?:的)?(?:村\(社区\)|村|社区|支部|党支部|党组织)?(?:的)?(?:已|将|要)?"
    r"(?:达到|达|创成|获评|进入|成为|为|是|迈入)?(?:了)?"
)


def read_shares(passage: Passage) -> Iterator[Found]:
    """三星以上支部占比达76%, 92%的村达到三星以上."""
    for level in levels_in(passage):
        share = _share_of(level, passage)
        if share is None:
            continue
        passage.taken.add(share.start)
        at_least = level.above or level.level == 5
        yield Found(
            min(level.start, share.start),
            max(level.end, share.end),
            Metric.SHARE_AT_LEAST if at_least else Metric.OTHER,
            share.value * (10 if share.measure == "成" else 1),
            Unit.PERCENT,
            precision=share.precision,
            level=level.level,
            unit_kind=kind_of(level.unit),
            own=True,
            sure=0.97,
        )


def read_later_shares(passage: Passage) -> Iterator[Found]:
    """三星以上支部占46%,2023年预计提高到73%: the second share is of the same level."""
    levels = [level for level in levels_in(passage) if level.above]
    shares = [each for each in passage.quantities if each.measure == "%"]
    for share, after in pairwise(shares):
        level = next((one for one in reversed(levels) if one.end <= share.start), None)
        if level is None or share.start not in passage.taken or after.start in passage.taken:
            continue
        if _RISES.fullmatch(passage.text[share.end : after.start]):
            passage.taken.add(after.start)
            yield Found(
                after.start,
                after.end,
                Metric.SHARE_AT_LEAST,
                after.value,
                Unit.PERCENT,
                precision=after.precision,
                level=level.level,
                own=True,
                sure=0.88,
            )


def _share_of(level: Leveled, passage: Passage) -> Quantity | None:
    shares = [each for each in passage.free() if each.measure in ("%", "成")]
    before = next((s for s in reversed(shares) if s.end <= level.start), None)
    if before is not None:
        between = passage.text[before.end : level.start]
        if len(between) <= 24 and _SHARE_THEN_LEVEL.fullmatch(between):
            return before
    after = [s for s in shares if s.start >= level.end][:2]
    for number, share in enumerate(after):
        between = passage.text[level.end : share.start]
        # 三星以上支部11个,占92%: the count stands between.
        between = re.sub(r"^(?:共|有|达|达到)?\d+个,?", "", between)
        if len(between) > 24:
            return None
        if _SHARE_GAP.fullmatch(between):
            return share
        if not (number == 0 and len(after) > 1 and _SHARE_FROM.match(between)):
            later = number == 1 and re.fullmatch(r".{0,24}?(?:到|至|为)", between)
            return share if later else None
    return None


RULES = (
    Rule(
        "level_share",
        gettext_noop("A level “or above” and a percentage belong together."),
        read_shares,
    ),
    Rule(
        "level_share_later",
        gettext_noop("A second percentage says to what the share of the same level rises."),
        read_later_shares,
    ),
)
