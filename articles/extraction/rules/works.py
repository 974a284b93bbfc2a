"""Projects, tasks, standards, measures and lists, also those completed."""

from __future__ import annotations

import re

from articles.extraction.marking import gettext_noop
from articles.extraction.rules.counted import Counted, each
from articles.extraction.rules.nouns import Kind
from articles.extraction.rules.passage import Found, Rule
from articles.extraction.terms import Metric, Unit

_KINDS = {
    Kind.PROJECT: (Metric.PROJECT_COUNT, Unit.PROJECT),
    Kind.ESTATE: (Metric.PROJECT_COUNT, Unit.ESTATE),
    Kind.TASK: (Metric.TASK_COUNT, Unit.ITEM),
    Kind.MATTER: (Metric.TASK_COUNT, Unit.MATTER),
    Kind.STANDARD: (Metric.STANDARD_COUNT, Unit.ITEM),
    Kind.MEASURE: (Metric.MEASURE_COUNT, Unit.ITEM),
    Kind.LIST: (Metric.MEASURE_COUNT, Unit.LIST),
    Kind.CATEGORY: (Metric.OTHER, Unit.CATEGORY),
}
_MEASURES = frozenset({"个", "项", "条", "件", "张", "份", "类", "批"})
# Only these are counted in words without being mere speech: 三张清单, 两项制度.
_IN_WORDS = frozenset({Kind.LIST, Kind.PROJECT, Kind.TASK, Kind.CATEGORY, Kind.STANDARD})
_REBUILT = re.compile(r"改造|提质|整治|提升|更新")
_COMPLETED = re.compile(
    r"(?:完成|完工|竣工|开工|建成|投用|投产|启动|实施|落地|交付|已完成|办结|销号|签约|在建)$"
)
_COMPLETED_AFTER = re.compile(r"^(?:已|全部|顺利)*(?:完成|完工|竣工|开工|建成|投用|落地)")
_NAMED_ROW = re.compile(r"[”』](?:等)?$")
_ACTIONS = re.compile(r"^(?:行动|工程|战略|体系|机制|专项)")


def read_work(one: Counted) -> Found | None:
    """127个项目, 任务168项, 29项标准, “6项”工作制度, 三张清单."""
    quantity = one.quantity
    if one.kind not in _KINDS or quantity.measure not in _MEASURES:
        return None
    if quantity.value <= 1 or (quantity.words and quantity.value <= 10 and _mere_speech(one)):
        return None
    if one.kind == Kind.ESTATE and not one.says(_REBUILT):
        return None
    metric, unit = _KINDS[one.kind]
    return Found(
        one.start,
        one.end,
        metric,
        quantity.value,
        unit,
        quantity.value_to,
        quantity.precision,
        term=one.noun,
        sure=0.88,
    )


def _mere_speech(one: Counted) -> bool:
    return one.kind not in _IN_WORDS or one.quantity.measure == "个"


def read_completed(one: Counted) -> Found | None:
    """项目42个…已完工39个: a number without a noun counts the projects or tasks before it."""
    if one.kind is not None or one.before not in (Kind.PROJECT, Kind.TASK):
        return None
    if one.quantity.measure not in _MEASURES:
        return None
    done = one.ends(_COMPLETED)
    after = _COMPLETED_AFTER.match(one.right)
    if not (done or after):
        return None
    metric, unit = _KINDS[one.before]
    start = one.quantity.start - len(done.group()) if done else one.quantity.start
    return Found(
        start,
        one.quantity.end + (after.end() if after else 0),
        metric,
        one.quantity.value,
        unit,
        precision=one.quantity.precision,
        term=done.group() if done else "",
        sure=0.82,
    )


def read_actions(one: Counted) -> Found | None:
    """“甲、乙、丙”三大行动; 四步走: measures named in a row, then counted."""
    quantity = one.quantity
    steps = quantity.measure == "步" and one.right.startswith("走")
    if not steps and quantity.measure != "大":
        return None
    if not _NAMED_ROW.search(quantity.left) or not (steps or _ACTIONS.match(one.right)):
        return None
    end = quantity.end + (1 if steps else 2)
    unit = Unit.STEP if steps else Unit.ITEM
    return Found(quantity.start, end, Metric.MEASURE_COUNT, quantity.value, unit, sure=0.8)


RULES = (
    Rule(
        "work_count",
        gettext_noop("A number of projects, tasks, standards, measures or lists is stated."),
        each(read_work),
    ),
    Rule(
        "work_completed",
        gettext_noop("A number follows a word for completing; what it counts was said before."),
        each(read_completed),
    ),
    Rule(
        "named_actions",
        gettext_noop("Actions or steps are named in a row of quotes and then counted."),
        each(read_actions),
    ),
)
