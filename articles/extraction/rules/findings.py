"""Findings: found, put right, to be put right at once or by a date; disputes mediated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.extraction.marking import gettext_noop
from articles.extraction.rules.counted import Counted, counted_in, each
from articles.extraction.rules.nouns import Kind
from articles.extraction.rules.passage import Found, Passage, Rule
from articles.extraction.terms import Metric, Unit

_MEASURES = frozenset({"个", "项", "条", "件", "处", "类", "起"})
_AT_ONCE = re.compile(r"立行立改|立整立改|即知即改|立即整改|现场整改|当场整改|马上(?:就)?改|立改")
_BY_DATE = re.compile(
    r"限期整改|限时整改|限(?:于|在)?\d{1,2}月(?:\d{1,2}日|底)前?(?:整改|解决|完成)|限期解决|挂账整改|限期销号"
)
_PUT_RIGHT = re.compile(
    r"整改(?:完成|到位|销号|完毕|落实|了)?|解决|销号|办结|办理|化解|完成整改|整治|清零|落实|破解|回应|答复|整顿|处置|处理"
)
_PUT_RIGHT_BEFORE = re.compile(
    r"(?:整改|解决|销号|办结|化解|整治|清零|破解|补齐|整改完成|整改到位|答复|回应|办理|处置|已完成|完成|已整改完成)"
    r"(?:完成|到位|销号|落实)?$"
)
_SOUGHT = re.compile(
    r"发现|梳理|排查|收集|查找|查摆|反馈|存在|征集|点评|交办|指出|摸排|查出|检查出|汇总|归纳|找出|列出|整理|受理|共性|个性"
)
_RIGHT_OR_SOUGHT = re.compile(rf"(?P<right>{_PUT_RIGHT.pattern})|(?P<sought>{_SOUGHT.pattern})")
_ALL_RIGHT = re.compile(
    r",?(?:目前|现)?(?:均已|已经?|均|都已)?全部(?:督促|得到|按期|如期)?(?:整改|解决|销号|办结|清零|化解)(?:到位|完毕|完成)?"
)
_STILL_TO = re.compile(r"(?:需要?|待|应|须|未|亟需|亟待|有待)$")
_MEDIATED = re.compile(r"化解|调解|调处|排查|受理|解决|处置|办结")


def read_findings(one: Counted) -> Found | None:
    """梳理问题458个; 立行立改问题374个; 已解决20个; 其余18个限期整改."""
    if one.quantity.measure not in _MEASURES:
        return None
    if one.kind not in (Kind.FINDING, Kind.WISH, None, Kind.MATTER):
        return None
    elided = one.kind is None
    if elided and one.before not in (Kind.FINDING, Kind.WISH):
        return None
    metric = _metric(one)
    if metric is None or (one.kind == Kind.MATTER and metric != Metric.RECTIFIED_COUNT):
        return None
    if one.quantity.words and one.quantity.value < 10 and elided:
        return None
    return Found(
        _start(one),
        one.end,
        metric,
        one.quantity.value,
        Unit.ISSUE,
        precision=one.quantity.precision,
        sure=0.85 if elided else 0.9,
    )


def _start(one: Counted) -> int:
    """Let the figure begin at the verb that decides it."""
    stem = one.left
    for pattern in (_AT_ONCE, _BY_DATE, _PUT_RIGHT, _SOUGHT):
        near = list(pattern.finditer(stem[-12:]))
        if near:
            return (
                one.quantity.start
                - len(one.quantity.left)
                + max(0, len(stem) - 12)
                + (near[-1].start())
            )
    return one.start


def _metric(one: Counted) -> Metric | None:
    stem = one.left.removesuffix(one.noun) if one.noun else one.left
    near, right = stem[-10:], one.right[:14]
    for pattern, metric in ((_AT_ONCE, Metric.IMMEDIATE_COUNT), (_BY_DATE, Metric.DEADLINE_COUNT)):
        if pattern.search(near) or pattern.search(right):
            return metric
    if one.noun and not one.quantity.ends_phrase:
        right = one.right[one.right.find(one.noun) + len(one.noun) :][:8]
    if _put_right(near, right, elided=not one.noun):
        return Metric.RECTIFIED_COUNT
    if one.kind in (Kind.FINDING, Kind.WISH):
        plain = one.quantity.words and one.quantity.value < 10
        return None if plain and not _SOUGHT.search(one.clause) else Metric.FINDING_COUNT
    return None


def _put_right(near: str, right: str, *, elided: bool) -> bool:
    if elided:
        return bool(
            _PUT_RIGHT_BEFORE.search(near) or _PUT_RIGHT.match(right.lstrip("已全部均得到"))
        )
    said = list(_RIGHT_OR_SOUGHT.finditer(near))
    if said:
        return bool(said[-1]["right"]) and not _STILL_TO.search(near[: said[-1].start()])
    return bool(re.match(rf"(?:已|全部|均|得到|得以)*(?:{_PUT_RIGHT.pattern})", right))


def read_all_put_right(passage: Passage) -> Iterator[Found]:
    """收集问题186个,已全部整改到位: as many were put right as were found."""
    for one in passage.counted(counted_in):
        if one.kind != Kind.FINDING or one.quantity.measure not in _MEASURES:
            continue
        said = _ALL_RIGHT.match(passage.text, one.end, passage.sentence.end)
        if said and not (one.quantity.words and one.quantity.value < 10):
            yield Found(
                one.start,
                said.end(),
                Metric.RECTIFIED_COUNT,
                one.quantity.value,
                Unit.ISSUE,
                precision=one.quantity.precision,
                sure=0.82,
            )


def read_cases(one: Counted) -> Found | None:
    """排查化解矛盾纠纷43起."""
    if one.kind != Kind.CASE or one.quantity.measure not in ("起", "件", "例", "宗", "个"):
        return None
    return Found(
        one.start,
        one.end,
        Metric.ISSUE_CASE_COUNT,
        one.quantity.value,
        Unit.CASE,
        precision=one.quantity.precision,
        sure=0.9 if one.says(_MEDIATED) else 0.8,
    )


RULES = (
    Rule(
        "findings",
        gettext_noop(
            "A number of problems, with the word for finding them, putting them right at once, "
            "by a date, or having put them right."
        ),
        each(read_findings),
    ),
    Rule(
        "findings_all_right",
        gettext_noop("All problems found are said to have been put right."),
        read_all_put_right,
    ),
    Rule(
        "cases",
        gettext_noop("A number of disputes or petitions is stated."),
        each(read_cases),
    ),
)
