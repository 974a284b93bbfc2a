"""Mechanisms by name: those every paper of the campaign knows, rhythms, and quoted ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.extraction.marking import gettext_noop
from articles.extraction.rules.passage import Found, Passage, Rule
from articles.extraction.terms import Metric, Unit

_KNOWN = re.compile(
    r"13710|蓝黄红|三级清单|三次大比武|四晒四比|一评四奖惩|六帮六助|六防六促|3个10%|三个10%|四不两直|"
    r"一办五专班|三级联创|党建联席会议|联席会议机制|销号制度|末位问责|书记项目|头雁工程"
)
_UNIT_OF_TIME = r"[日周旬月季年]"
_DOING = (
    r"(?:度)?(?:例会|小结|通报|调度|研判|观摩|评比|讲评|点评|表彰|总结|考核|督导|排名|汇报|会商|"
    r"考评|亮牌|晾晒|督查|推进|清零|验收|公示|评|比|报|结|考)"
)
_RHYTHM = re.compile(rf"{_UNIT_OF_TIME}{_DOING}(?:、?{_UNIT_OF_TIME}{_DOING}){{1,4}}")
_QUOTED = re.compile(
    r"“(?P<name>[^“”,。;]{2,14})”(?P<head>(?:工作)?(?:推进|运行|奖惩|管理|联动|协调)?"
    r"(?:机制|制度|工作法|管理法|模式))"
)
_NO_NAMES = re.compile(r"^[一二三四五]星$|^[\d一二三四五六七八九十]+[项个条]$")


def read_known(passage: Passage) -> Iterator[Found]:
    """“13710”工作制度, “蓝黄红”三色管理法, 三级清单."""
    for said in _KNOWN.finditer(passage.text, passage.sentence.start, passage.sentence.end):
        yield _mechanism(passage, said.start(), said.end(), said.group(), 0.85)


def read_rhythms(passage: Passage) -> Iterator[Found]:
    """周通报、月调度、季观摩."""
    for said in _RHYTHM.finditer(passage.text, passage.sentence.start, passage.sentence.end):
        yield _mechanism(passage, said.start(), said.end(), said.group(), 0.85)


def read_quoted(passage: Passage) -> Iterator[Found]:
    """“双绑”机制, “三化一统筹”工作法: a name in quotes and the word for what it is."""
    for said in _QUOTED.finditer(passage.text, passage.sentence.start, passage.sentence.end):
        name = said["name"]
        if _NO_NAMES.match(name) or _KNOWN.search(name) or _RHYTHM.search(name):
            continue
        yield _mechanism(passage, said.start(), said.end(), name, 0.7)


def _mechanism(passage: Passage, start: int, end: int, term: str, sure: float) -> Found:
    passage.taken |= {each.start for each in passage.quantities if start <= each.start < end}
    return Found(start, end, Metric.MECHANISM, None, Unit.NONE, term=term, sure=sure)


RULES = (
    Rule(
        "mechanism_known",
        gettext_noop("The name of a mechanism that is known in the campaign."),
        read_known,
    ),
    Rule(
        "mechanism_rhythm",
        gettext_noop("A rhythm of work: by week, month, quarter or year."),
        read_rhythms,
    ),
    Rule(
        "mechanism_quoted",
        gettext_noop("A name in quotes is called a mechanism, a rule or a method."),
        read_quoted,
    ),
)
