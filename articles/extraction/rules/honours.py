"""Honours: flags, plaques, progress stars, places commended."""

from __future__ import annotations

import re

from articles.extraction.marking import gettext_noop
from articles.extraction.rules.counted import Counted, each
from articles.extraction.rules.nouns import Kind
from articles.extraction.rules.passage import Found, Rule
from articles.extraction.terms import Metric, Unit

_COMMENDED = re.compile(r"表彰|表扬|评选|评出|授予|颁发|评定|命名|通报表扬|奖励")
_HONOURED = re.compile(r"获(?:此|得|评|颁)?[^,;。]{0,8}(?:荣誉|称号|奖|进步星|红旗|表彰|表扬)")
_PLACES = frozenset({Kind.VILLAGE, Kind.COMMUNITY, Kind.UNIT, Kind.BRANCH, Kind.STREET})
# 五星服务标兵40名: stars of another kind.
_OTHER_STARS = re.compile(r"[一二三四五]星”?级?(?!”?(?:党)?支部|”?级?(?:村|社区))")
_PROGRESS = re.compile(r"“?进步星”?(?:支部|村|社区)?$")


def read_honours(one: Counted) -> Found | None:
    """颁发流动红旗5面, 评出先进村6个, 进步星支部3个, 11个支部获此荣誉."""
    quantity = one.quantity
    if quantity.measure not in ("个", "面", "块", "名", "项", "枚", "家") or quantity.value <= 1:
        return None
    if one.says(_OTHER_STARS):
        return None
    named = one.kind == Kind.HONOUR and (not quantity.words or one.says(_COMMENDED))
    progress = _PROGRESS.search(one.left[-8:])
    honoured = one.kind in _PLACES and _HONOURED.search(one.right)
    commended = one.kind in _PLACES and re.search(
        rf"(?:{_COMMENDED.pattern})[^,;。]{{0,6}}$", one.left
    )
    if not (named or progress or honoured or commended):
        return None
    start = one.start if not progress else quantity.start - len(progress.group())
    unit = Unit.BRANCH if one.kind in _PLACES else Unit.AWARD
    return Found(
        start,
        one.end,
        Metric.AWARD_COUNT,
        quantity.value,
        unit,
        precision=quantity.precision,
        term=one.noun,
        sure=0.82,
    )


RULES = (
    Rule(
        "honours",
        gettext_noop("A number of honours, or of places or people that were commended."),
        each(read_honours),
    ),
)
