"""Scores and places of an observation round: 西向镇得分95.6分, 位列第一.

A place must stand shortly before, and the paragraph must speak of a round in which places are
compared. Points of households, pupils, matches and credit are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from articles.extraction.marking import gettext_noop
from articles.extraction.numerals import NUMBER, read_number
from articles.extraction.quantities import Quantity
from articles.extraction.rules.passage import Found, Passage, Rule, last_row
from articles.extraction.subjects import Topic
from articles.extraction.terms import Metric, Nature, Precision, Unit

_LINE, _ABOVE = 30, 200  # characters of a line of a list, and of what stands above it
_MOST = 150  # points; rounds count up to 100, some add points for extra work
_ROUND = re.compile(
    r"观摩|评比|打分|评分|考评|评星|大?比武|擂台|互评|督导|星”?级?(?:支部)?(?:创建|评定)|创星|述职|"
    r"“?[一二三四五]星”?(?:级|及|以上|支部|党支部|村|社区)"
)
_OTHER_POINTS = re.compile(
    r"中考|高考|考试|考生|学生|学校|分数线|积分|信用|文明户|兑换|球|赛事|比赛|运动会|冠军|营商|"
    r"GDP|生产总值|游客|好评|满意度|空气质量|保洁员|学员|选手|户评|每户|农户"
)
# Where one of these stands in the clause of a rank, something else is compared.
_OTHER_THINGS = re.compile(r"产量|产值|收入|经济|税收|增速|增幅|面积|人口|投资|财政|招商|总量|旅游")
_WORD = (
    r"(?:(?:最终|最后|现场|综合|平均|总|评比|观摩|考评|测评|考核|总评|季度|评定|汇总)*"
    r"(?:得分|成绩|评分|总分|分数|平均分|获得|获|得|以)(?:为|是|达到?|:)*)?"
)
_SCORED = re.compile(rf"(?:党支部|党委|党工委|支部)?,?{_WORD}“?")
_AHEAD = rf"(?:(?:位居|位列|名列|居|列|排名|排在)?前{NUMBER}(?:名|位)?,?)?"
_RESPECTIVELY = re.compile(rf"{_AHEAD}{_WORD}(?:分别|依次)(?:为|是|得|达)*")
# Points that are given for a thing, or the scale of a form, are no score of a place.
_SCALE = re.compile(r"^(?:制|值|以上|以下|的标准|者|一档|为满分|权重)")
_RANKED = re.compile(
    r"(?:总分|得分|总成绩|综合成绩|位列|排名|名列|位居|居于|居|列|排在|排|获得?|荣获|夺得|取得|分列|分获|分别位列|分别获得?|分居|分别排名)"
    r"(?:全?(?:省|市|县|区|镇|乡|街道)|各组|小组|本组|同类|观摩|评比|组)*"
    rf"(?P<places>第{NUMBER}(?:[、和,]第?{NUMBER})*)(?P<word>名|位)?(?!季度|批|书记|产业|轮|期|步|版|次|个|年)"
)
_LEVELS = re.compile(r"[一二三四五]星”?(?:级|及|以上|支部|党支部|村|社区)")
_FIRST = re.compile(
    r"(?:拔得头筹|夺得?冠军?|独占鳌头|(?:位居|位列|名列|居|列)(?:全?(?:省|市|县|区|镇|乡|街道))?(?:首位|榜首|首名))"
)
_LISTED = re.compile(rf"第(?P<place>{NUMBER})名[:是为]?")
# 排名第一的村奖励……: a rule for whoever comes first.
_ANYBODY = re.compile(r"^的(?:村|支部|社区|乡镇|街道|单位|党支部)")


def read_scores(passage: Passage) -> Iterator[Found]:
    """西向镇得分95.6分; 柏香镇94.2分; 长店村以97分拔得头筹."""
    if not _is_of_a_round(passage):
        return
    yield from _respectively(passage)
    for quantity in passage.free():
        if quantity.measure != "分" or not 0 < quantity.value <= _MOST or quantity.words:
            continue
        if quantity.precision != Precision.EXACT or quantity.value_to is not None:
            continue
        topic = _scored(quantity, passage)
        if topic is not None and not _SCALE.match(quantity.right):
            passage.taken.add(quantity.start)
            yield _found(quantity.start, quantity.end, Metric.SCORE, quantity.value, topic)


def _scored(quantity: Quantity, passage: Passage) -> Topic | None:
    """Return the place that a score belongs to: nothing but the word for it stands between."""
    before = passage.places_before(quantity.start)
    if len(before) != 1:
        return None
    between = passage.text[before[0].end : quantity.start]
    return before[0] if _SCORED.fullmatch(between) else None


def _respectively(passage: Passage) -> Iterator[Found]:
    """Read 甲镇、乙镇得分分别为96.4分、95.9分."""
    scores = [one for one in passage.quantities if one.measure == "分" and one.value <= _MOST]
    for first, score in enumerate(scores):
        row = _row_before(passage, score.start)
        said = passage.text[row[-1].end : score.start] if len(row) > 1 else ""
        of_each = scores[first : first + len(row)]
        if _RESPECTIVELY.fullmatch(said) and len(of_each) == len(row):
            for topic, one in zip(row, of_each, strict=True):
                passage.taken.add(one.start)
                yield _found(one.start, one.end, Metric.SCORE, one.value, topic)


def read_listed(passage: Passage) -> Iterator[Found]:
    """第一名:方陵村96.8分: a list of places in their order."""
    if not _is_of_a_round(passage):
        return
    for said in _LISTED.finditer(passage.text, passage.sentence.start, passage.sentence.end):
        topic = next((one for one in passage.places if one.start == said.end()), None)
        value = read_number(said["place"])
        if topic is not None and value is not None:
            yield _found(said.start(), topic.end, Metric.RANK, value, topic)


def read_ranks(passage: Passage) -> Iterator[Found]:
    """位列第一; 排名全县第2; 甲村、乙村分列第二、第三名."""
    if not _ranks_places(passage):
        return
    for said in _RANKED.finditer(passage.text, passage.sentence.start, passage.sentence.end):
        numbers = list(re.finditer(NUMBER, said["places"]))
        places: Sequence[Topic | None] = _near(passage, said)
        alone = len(numbers) == 1
        if alone and not passage.places and _LEVELS.search(passage.words):
            places = [None]  # the place spoken of before: 三星以上占比86.4%,居全市第二位
        if len(numbers) != len(places) or _ANYBODY.match(passage.after(said.end(), 6)):
            continue
        base = said.start("places")
        for number, topic in zip(numbers, places, strict=True):
            value = read_number(number.group())
            if value is not None and value >= 1:
                start = said.start() if alone else base + number.start()
                end = said.end() if alone else base + number.end()
                yield _found(start, end, Metric.RANK, value, topic)


def read_firsts(passage: Passage) -> Iterator[Found]:
    """拔得头筹, 居全市首位: the first place in words."""
    if not _ranks_places(passage):
        return
    for said in _FIRST.finditer(passage.text, passage.sentence.start, passage.sentence.end):
        places = _near(passage, said)
        if len(places) == 1 and not _ANYBODY.match(passage.after(said.end(), 6)):
            yield _found(said.start(), said.end(), Metric.RANK, Decimal(1), places[0])


def _near(passage: Passage, said: re.Match[str]) -> Sequence[Topic]:
    """Return the places in a row before a rank, in its part; a score may stand between."""
    if _OTHER_THINGS.search(passage.clause_around(said.start(), said.end())):
        return ()
    return _row_before(passage, said.start())


def _row_before(passage: Passage, position: int) -> Sequence[Topic]:
    near = [one for one in passage.places if one.end <= position]
    if not near or ";" in passage.text[near[-1].end : position]:
        return ()
    return last_row(near)


def _is_of_a_round(passage: Passage) -> bool:
    """Tell whether places are compared here, and nothing else.

    A line of a list says neither: what stands above the list does.
    """
    start, end = passage.sentence.start, passage.sentence.end
    if end - start <= _LINE:
        above = passage.text[max(0, start - _ABOVE) : end]
        return bool(_ROUND.search(above)) and not _OTHER_POINTS.search(above)
    return bool(_ROUND.search(passage.around)) and not _OTHER_POINTS.search(passage.words)


def _ranks_places(passage: Passage) -> bool:
    """Tell whether the sentence itself speaks of the round: a rank may be one of anything."""
    scored = any(one.measure == "分" and one.start in passage.taken for one in passage.quantities)
    return _is_of_a_round(passage) and (scored or bool(_ROUND.search(passage.words)))


def _found(start: int, end: int, metric: Metric, value: Decimal, topic: Topic | None) -> Found:
    unit = Unit.POINT if metric == Metric.SCORE else Unit.PLACE
    return Found(
        start,
        end,
        metric,
        value,
        unit,
        nature=Nature.REPORTED,
        about=topic,
        villages=True,
        sure=0.85,
    )


RULES = (
    Rule(
        "scores",
        gettext_noop(
            "A number of points follows a place, in a paragraph about an observation round."
        ),
        read_scores,
    ),
    Rule(
        "ranks",
        gettext_noop(
            "Places are ranked, in a paragraph about an observation round or about levels."
        ),
        read_ranks,
    ),
    Rule(
        "places_listed",
        gettext_noop("A list names places in the order of their ranks."),
        read_listed,
    ),
    Rule(
        "first_places",
        gettext_noop("A place is said to have come first in an observation round or in levels."),
        read_firsts,
    ),
)
