"""Units: villages, communities, streets, branches, departments, teams; visited or just counted."""

from __future__ import annotations

import re

from articles.extraction.marking import gettext_noop
from articles.extraction.rules.counted import Counted, counted_in, each
from articles.extraction.rules.nouns import Kind
from articles.extraction.rules.passage import Found, Rule
from articles.extraction.terms import Metric, Unit, UnitKind

_UNITS = {
    Kind.VILLAGE: Unit.VILLAGE,
    Kind.COMMUNITY: Unit.COMMUNITY,
    Kind.UNIT: Unit.UNIT,
    Kind.STREET: Unit.STREET,
    Kind.BRANCH: Unit.BRANCH,
    Kind.WEAK: Unit.VILLAGE,
    Kind.DEPARTMENT: Unit.DEPARTMENT,
    Kind.TASK_FORCE: Unit.TASK_FORCE,
    Kind.TEAM: Unit.TEAM,
}
_PLACES = frozenset({Kind.VILLAGE, Kind.COMMUNITY, Kind.UNIT, Kind.STREET})
_INSPECTED = re.compile(
    r"观摩|督导|走访|检查|督查|暗访|巡查|察看|看了|查看|评估|验收|走进|深入|过筛|实地|巡察|抽查|暗查|排查|摸排"
)
_LINKED = re.compile(r"分包|包联|联系|结对|包保|分头")
_GRIDS = re.compile(r"网格[^,;。]{0,6}[(,]?其中|[(,]其中")
_SPLIT = frozenset({Kind.VILLAGE, Kind.COMMUNITY})
_BLAMED = re.compile(r"(?:批评|约谈|问责|处理|亮牌?|通报)$")
_EACH = re.compile(r"每(?:人|名|位|个)[^,;。]{0,6}$")
# 二星及以下支部29个 is no number of all branches.
_OR_BELOW = re.compile(r"以下(?:的)?(?:党)?(?:支部|村|社区|党组织)?$")
_PER_PERSON = re.compile(r"每(?:人|名|位)[^,;。]{0,12}(?:联系|包|结对|帮)")
_SHARED = re.compile(r"股东|入股|投资|公司")
_BESIDE = 3  # characters between two units that are counted together
_LEVELS_IN_A_ROW = re.compile(
    r"(?:“?[一二三四五]星”?[、和]?){2,}(?:级)?(?:党)?支部(?:和软弱涣散村)?"
)


def read_inspected(one: Counted) -> Found | None:
    """对辖区13个村进行观摩; 走进9个村(社区)."""
    if one.kind not in _PLACES or one.quantity.value <= 1:
        return None
    if not one.says(_INSPECTED) or one.says(_LINKED):
        return None
    return Found(
        one.start,
        one.end,
        Metric.INSPECTED_COUNT,
        one.quantity.value,
        _UNITS[one.kind],
        precision=one.quantity.precision,
        sure=0.88,
    )


def read_grid_parts(one: Counted) -> Found | None:
    """67个网格(其中村31个,社区36个): the parts count grids, too."""
    if one.kind not in _SPLIT or one.before != Kind.GRID or not one.quantity.ends_phrase:
        return None
    return Found(
        one.start,
        one.end,
        Metric.GRID_COUNT,
        one.quantity.value,
        Unit.GRID,
        precision=one.quantity.precision,
        unit_kind=UnitKind.RURAL if one.kind == Kind.VILLAGE else UnitKind.URBAN,
        sure=0.85,
    )


def read_units(one: Counted) -> Found | None:
    """34个行政村, 11个乡镇(街道), 5家牵头单位, 120支突击队."""
    quantity = one.quantity
    row = _LEVELS_IN_A_ROW.match(one.right)
    if row and quantity.measure == "个":
        end = quantity.end + row.end()
        return Found(quantity.start, end, Metric.UNIT_COUNT, quantity.value, Unit.BRANCH, sure=0.85)
    if one.kind not in _UNITS or quantity.measure not in ("个", "家", "支", "村"):
        return None
    if (
        (quantity.value <= 1 and not _beside_another(one))
        or (quantity.words and quantity.value < 4)
        or one.says(_SHARED)
        or one.ends(_OR_BELOW)
        or (one.ends(_BLAMED) or one.ends(_EACH) or one.says(_PER_PERSON))
    ):
        return None
    return Found(
        one.start,
        one.end,
        Metric.UNIT_COUNT,
        quantity.value,
        _UNITS[one.kind],
        precision=quantity.precision,
        term=one.noun if one.kind in (Kind.WEAK, Kind.DEPARTMENT, Kind.TEAM) else "",
        villages=one.kind == Kind.TEAM,
        sure=0.85,
    )


def _beside_another(one: Counted) -> bool:
    """Tell whether one unit stands in a row of units: 辖9个村、1个社区; 行政村16个,城市社区1个."""
    if one.kind not in _SPLIT or one.quantity.words:
        return False
    passage = one.passage
    return any(
        other.kind in _SPLIT
        and other.kind != one.kind
        and other.quantity.value > 1
        and 0 <= max(one.start - other.end, other.start - one.end) <= _BESIDE
        for other in passage.counted(counted_in)
    )


RULES = (
    Rule(
        "grid_parts",
        gettext_noop("The parts of a number of grids are given for villages and communities."),
        each(read_grid_parts),
    ),
    Rule(
        "units_inspected",
        gettext_noop("A number of places stands in a clause that speaks of looking at them."),
        each(read_inspected),
    ),
    Rule(
        "unit_count",
        gettext_noop("A number of villages, communities, streets, branches or bodies is stated."),
        each(read_units),
    ),
)
