"""Meetings, trainings, activities, inspections, bulletins and visits."""

from __future__ import annotations

import re

from articles.extraction.marking import gettext_noop
from articles.extraction.rules.counted import Counted, each
from articles.extraction.rules.nouns import Kind
from articles.extraction.rules.passage import Found, Rule
from articles.extraction.terms import Metric, Unit

_TIMES = frozenset({"次", "场", "场次", "期", "轮", "批", "个", "堂"})
_UNITS = {"期": Unit.SESSION, "场": Unit.EVENT, "场次": Unit.EVENT}
_METRICS = {
    Kind.MEETING: Metric.MEETING_COUNT,
    Kind.TRAINING: Metric.TRAINING_COUNT,
    Kind.ACTIVITY: Metric.ACTIVITY_COUNT,
    Kind.INSPECTION: Metric.INSPECTION_COUNT,
}
_BULLETIN_MEASURES = frozenset({"份", "期", "篇", "件", "张", "条", "次", "个"})
_ALLOWED = {
    Metric.MEETING_COUNT: (Unit.TIME,),
    Metric.TRAINING_COUNT: (Unit.TIME, Unit.SESSION),
    Metric.ACTIVITY_COUNT: (Unit.TIME, Unit.EVENT),
    Metric.INSPECTION_COUNT: (Unit.TIME, Unit.EVENT),
}
_RHYTHM = re.compile(r"每(?:个)?[周月季年]|至少|不少于|不低于")
_HELD = re.compile(r"(?:开展|组织|举办|组织开展|举行)$")
_LEARNING = re.compile(r"观摩学习|考察学习|参观学习|学习考察|外出学习|外出观摩|参观|考察")
_VISITED = re.compile(
    r"走访|慰问|入户|到村|进村|下村|走入|走进|探访|看望|联系|入村|服务(?!站|队|中心)|帮扶"
)
_VISIT_UNITS = {"户": Unit.HOUSEHOLD, "家": Unit.ENTERPRISE, "次": Unit.TIME, "人次": Unit.TIME}


def read_occasions(one: Counted) -> Found | None:
    """推进会6次, 举办培训班15期, 文体活动10余场, 开展督导3轮, 至少召集一次专题会议."""
    quantity = one.quantity
    if one.kind not in _METRICS or quantity.measure not in _TIMES:
        return None
    if quantity.words and quantity.value == 1 and not one.says(_RHYTHM):
        return None
    if one.says(_LEARNING) or (one.kind == Kind.INSPECTION and quantity.measure == "个"):
        return None
    metric = _METRICS[one.kind]
    unit = _UNITS.get(quantity.measure, Unit.TIME)
    return _occasion(one, metric, unit if unit in _ALLOWED[metric] else Unit.TIME)


def _occasion(one: Counted, metric: Metric, unit: Unit, sure: float = 0.9) -> Found:
    return Found(
        one.start,
        one.end,
        metric,
        one.quantity.value,
        unit,
        one.quantity.value_to,
        one.quantity.precision,
        sure=sure,
    )


def read_held(one: Counted) -> Found | None:
    """共开展25次: how often, of an activity that the paragraph speaks of."""
    if one.kind is not None or one.quantity.measure not in ("次", "场", "场次"):
        return None
    if not one.ends(_HELD) or "活动" not in one.passage.around:
        return None
    unit = _UNITS.get(one.quantity.measure, Unit.TIME)
    return _occasion(one, Metric.ACTIVITY_COUNT, unit, 0.75)


def read_bulletins(one: Counted) -> Found | None:
    """编发督导通报11篇, 下发督办单23份."""
    if one.kind != Kind.BULLETIN or one.quantity.measure not in _BULLETIN_MEASURES:
        return None
    return _occasion(one, Metric.BULLETIN_COUNT, Unit.BULLETIN)


def read_visits(one: Counted) -> Found | None:
    """走访群众1300余户, 走入21家企业, 每周入村不少于3次."""
    quantity = one.quantity
    if quantity.measure not in _VISIT_UNITS:
        return None
    said = one.says(_LEARNING) if quantity.measure == "次" else False
    near = one.left[-12:]
    if not said and not _VISITED.search(near):
        return None
    if quantity.measure == "次" and one.kind not in (None, Kind.INSPECTION):
        return None
    if quantity.words and quantity.value == 1:
        return None
    return _occasion(one, Metric.VISIT_COUNT, _VISIT_UNITS[quantity.measure], 0.82)


RULES = (
    Rule(
        "visits",
        gettext_noop("A number of households, enterprises or times follows a word for visiting."),
        each(read_visits),
    ),
    Rule(
        "occasions",
        gettext_noop("A number of meetings, trainings, activities or inspections is stated."),
        each(read_occasions),
    ),
    Rule(
        "bulletins",
        gettext_noop("A number of bulletins, notices or written recommendations is stated."),
        each(read_bulletins),
    ),
    Rule(
        "activities_held",
        gettext_noop("How often something was held; the paragraph speaks of an activity."),
        each(read_held),
    ),
)
