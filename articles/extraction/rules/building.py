"""Sites, enterprises, and what was cleared away."""

from __future__ import annotations

import re

from articles.extraction.marking import gettext_noop
from articles.extraction.rules.counted import Counted, each
from articles.extraction.rules.nouns import Kind
from articles.extraction.rules.passage import Found, Rule
from articles.extraction.terms import Metric, Unit

_SITE_MEASURES = {"个": Unit.PLACE, "处": Unit.PLACE, "座": Unit.PLACE, "所": Unit.PLACE}
_SITE_MEASURES |= {"套": Unit.FLAT, "家": Unit.INSTITUTION}
_SETTLED = re.compile(r"吸引|入驻|落户|引进|培育|成立|招引|孵化|签约")
_CLEARED = re.compile(r"清理|清除|拆除|清运|整治|清扫|铲除|消除|规整")
_CLEARED_UNITS = {"吨": Unit.TONNE, "处": Unit.PLACE, "株": Unit.TREE}
_LOOKED_AT = re.compile(r"检查|查看|巡查|督导")


def read_sites(one: Counted) -> Found | None:
    """实训基地8个, 新建10个养老服务站, 建设11套公寓."""
    if one.kind != Kind.SITE or one.quantity.measure not in _SITE_MEASURES:
        return None
    if one.quantity.words and one.quantity.value < 10:
        return None
    return _found(one, Metric.SITE_COUNT, _SITE_MEASURES[one.quantity.measure])


def read_enterprises(one: Counted) -> Found | None:
    """吸引11家企业落户."""
    if one.kind != Kind.ENTERPRISE or one.quantity.measure != "家" or not one.says(_SETTLED):
        return None
    return _found(one, Metric.ENTERPRISE_COUNT, Unit.ENTERPRISE, villages=True)


def read_cleared(one: Counted) -> Found | None:
    """清理垃圾11吨, 清除残垣断壁12处; 检查公厕9处 counts what was looked at."""
    unit = _CLEARED_UNITS.get(one.quantity.measure)
    if unit is None or one.kind is not None:
        return None
    cleared = re.search(rf"(?:{_CLEARED.pattern})[^,;。、]{{0,14}}$", one.left)
    if cleared:
        start = one.quantity.start - len(one.quantity.left) + cleared.start()
        return _found(one, Metric.CLEARANCE_AMOUNT, unit, start=start)
    if unit == Unit.PLACE and re.search(rf"(?:{_LOOKED_AT.pattern})[^,;。]{{0,14}}$", one.left):
        return _found(one, Metric.INSPECTED_OBJECT_COUNT, unit)
    return None


def _found(
    one: Counted, metric: Metric, unit: Unit, *, start: int = -1, villages: bool = True
) -> Found:
    return Found(
        one.start if start < 0 else start,
        one.end,
        metric,
        one.quantity.value,
        unit,
        precision=one.quantity.precision,
        term=one.noun,
        villages=villages,
        sure=0.8,
    )


RULES = (
    Rule(
        "sites",
        gettext_noop("A number of sites or facilities is stated."),
        each(read_sites),
    ),
    Rule(
        "enterprises",
        gettext_noop("A number of enterprises that settled or were founded."),
        each(read_enterprises),
    ),
    Rule(
        "cleared",
        gettext_noop("An amount that was cleared away, or places that were looked at."),
        each(read_cleared),
    ),
)
