"""Levels as they are written: 五星支部, “四星”, 三星及以上; other stars are none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.extraction.rules.passage import Passage
from articles.extraction.terms import UnitKind

_NUMBERS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "5": 5,
}
# What else goes by stars: 五星级酒店, 十星级文明户, 五星红旗.
_OTHER_STARS = (
    r"(?!级?(?:旅游)?(?:酒店|宾馆|饭店|景区|景点|民宿|农家|厕所|公厕|餐饮|餐厅|商户|文明|家庭|农户|户|好评|"
    r"评价|服务|红旗|上将|将军|志愿者|级志愿|企业|员工|教师|驾驶|网格员|网格|网吧|医院|楼院|楼栋|小区|市场|园区|"
    r"度假|级标准|党员|导游|厨师|卫生|奖章|堆))"
)
_UNIT = (
    r"(?:级?(?:基层)?(?:村党支部|社区党支部|村\(社区\)党支部|村级支部|党支部|支部|党组织|村级党组织|"
    r"村\(社区\)|村、社区|村和社区|行政村|村|社区))"
)
_LEVEL = re.compile(
    rf"(?<![一二三四五六七八九十百\d])“?(?P<level>[一二两三四五1-5])(?:颗)?星”?{_OTHER_STARS}(?:级)?”?"
    rf"(?P<above>(?:级)?(?:\(含\))?(?:及其?)?以上)?(?:的)?(?P<unit>{_UNIT})?(?:的)?(?P<above2>及?以上)?"
)


@dataclass(frozen=True, slots=True)
class Leveled:
    """A level at its place; `above` says 以上, `unit` the word for the branch behind it."""

    start: int
    end: int
    level: int
    above: bool
    unit: str


def levels_in(passage: Passage) -> list[Leveled]:
    """Return the levels that a sentence names, in order."""
    found = _LEVEL.finditer(passage.text, passage.sentence.start, passage.sentence.end)
    return [
        Leveled(
            each.start(),
            each.end(),
            _NUMBERS[each["level"]],
            bool(each["above"] or each["above2"]),
            each["unit"] or "",
        )
        for each in found
    ]


def kind_of(unit: str) -> UnitKind | None:
    """Return the kind of unit that the word behind a level says."""
    if "社区" in unit and "村" in unit:
        return UnitKind.ALL
    if unit.endswith("社区"):
        return UnitKind.URBAN
    return UnitKind.RURAL if unit.endswith("村") else None
