"""Numbers with their measure words: 近5000万元, 20余场, “6项”, 3~6项, 百分之七十六.

A quantity knows the words around it up to the ends of its clause or to the next
quantity; the rules decide from these what it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from articles.extraction.layout import Sentence
from articles.extraction.numerals import NUMBER, SCALE, in_words, read_number
from articles.extraction.terms import Precision, words

MEASURES = words(
    """
    个百分点 平方公里 平方米 个半小时 个小时 小时 公里 公顷 人次 元 场次 人 名 位 户 家 个 项
    条 件 起 例 宗 次 场 期 轮 批 份 篇 张 块 面 枚 座 处 栋 幢 套 间 所 支 辆 台 株 棵
    吨 亩 米 颗 类 步 大 % 成 分 只 本 册 届 门 堂 口 眼 盏 村
    """
)
_BEFORE = (
    r"(?P<before>将近|接近|近|大约|约|超过|超|逾|不少于|不低于|至少|最少|不超过|最多|至多|突破)?"
)
_NUMBER = rf"(?P<number>{NUMBER})(?P<more>余|多|来)?(?P<scale>{SCALE})?(?P<more2>余|多|来)?"
_RANGE = rf"(?:[~\-至到](?P<number2>{NUMBER})(?P<scale2>{SCALE})?)?"
_QUANTITY = re.compile(
    rf"{_BEFORE}(?:百分之(?P<share>{NUMBER})|(?<![第\d.A-Za-z]){_NUMBER}{_RANGE}"
    rf"(?P<measure>{'|'.join(MEASURES)}))(?P<after>以上|以下|左右|多)?"
)
_PRECISIONS = {
    "近": Precision.NEARLY,
    "将近": Precision.NEARLY,
    "接近": Precision.NEARLY,
    "约": Precision.ABOUT,
    "大约": Precision.ABOUT,
    "超过": Precision.OVER,
    "超": Precision.OVER,
    "逾": Precision.OVER,
    "突破": Precision.OVER,
    "不少于": Precision.AT_LEAST,
    "不低于": Precision.AT_LEAST,
    "至少": Precision.AT_LEAST,
    "最少": Precision.AT_LEAST,
    "不超过": Precision.UP_TO,
    "最多": Precision.UP_TO,
    "至多": Precision.UP_TO,
}
_AFTER = {"以上": Precision.OVER, "多": Precision.OVER, "以下": Precision.UP_TO}
_AFTER |= {"左右": Precision.ABOUT}
_FAR_BEFORE = re.compile(r"(至少|不少于|不低于|最少|不超过|最多|至多)[\u4e00-\u9fff]{1,6}$")
_CLAUSE = re.compile(r",(?!\d{3}(?!\d))|(?<!\d),|[;:。!?…\n]")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its measure. `left` and `right` are the words around it in its clause."""

    start: int
    end: int
    value: Decimal
    value_to: Decimal | None
    measure: str
    precision: Precision
    words: bool
    left: str
    right: str
    clause: int

    @property
    def ends_phrase(self) -> bool:
        """Whether the thing counted stands before the number: 问题458个."""
        after = self.right.removeprefix("”")
        return not after or after[0] in "、,;。)(!?…”:和及与占"


def quantities_in(text: str, sentence: Sentence) -> Iterator[Quantity]:
    """Yield the quantities of a sentence in order."""
    spans = list(_QUANTITY.finditer(text, sentence.start, sentence.end))
    ends = [sign.start() for sign in _CLAUSE.finditer(text, sentence.start, sentence.end)]
    starts = [sentence.start, *(end + 1 for end in ends)]
    ends.append(sentence.end)
    clause = 0
    for number, found in enumerate(spans):
        while clause + 1 < len(starts) and starts[clause + 1] <= found.start():
            clause += 1
        left_edge = starts[clause]
        if number and spans[number - 1].end() > left_edge:
            left_edge = spans[number - 1].end()
        right_edge = next((end for end in ends[clause:] if end >= found.end()), sentence.end)
        if number + 1 < len(spans):
            right_edge = min(right_edge, spans[number + 1].start())
        quantity = _quantity(
            found, text[left_edge : found.start()], text[found.end() : right_edge], starts[clause]
        )
        if quantity is not None:
            yield quantity


def _quantity(found: re.Match[str], left: str, right: str, clause: int) -> Quantity | None:
    printed = found["share"] or found["number"]
    value = read_number(printed, "" if found["share"] else found["scale"] or "")
    if value is None:
        return None
    value_to = None
    if found["number2"]:
        value_to = read_number(found["number2"], found["scale2"] or "")
        if found["scale2"] and not found["scale"]:
            value = read_number(printed, found["scale2"]) or value
    return Quantity(
        found.start(),
        found.end(),
        value,
        value_to,
        "%" if found["share"] else found["measure"],
        _precision(found, left),
        in_words(printed),
        left,
        right,
        clause,
    )


def _precision(found: re.Match[str], left: str) -> Precision:
    if found["more"] or found["more2"]:
        return Precision.OVER
    if found["before"]:
        return _PRECISIONS[found["before"]]
    if found["after"]:
        return _AFTER[found["after"]]
    far = _FAR_BEFORE.search(left)
    return _PRECISIONS[far[1]] if far else Precision.EXACT
