"""Stars: how many branches hold which star, and which village gained it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from articles.extraction.marking import gettext_noop
from articles.extraction.numerals import NUMBER, read_number
from articles.extraction.rules.passage import Found, Passage, Rule
from articles.extraction.terms import STAR_NAMES, Metric, Nature, Star, Unit

_NAMES = "|".join(STAR_NAMES)
_STAR = re.compile(
    rf"“?(?P<name>{_NAMES})(?P<star>”?星)?”?(?P<star2>星)?(?:级)?(?P<unit>支部|党支部|村|社区)?"
)
_STAR_THEN_COUNT = re.compile(
    r"(?:的|创成|达标|创建|授星)?(?:支部|党支部|村|社区|村\(社区\))?(?:总?数|数量)?(?:的)?(?:已|共|共有|有|达到|达|为|是|增至|创成|新增|:|,)?"
)
_COUNT_THEN_STAR = re.compile(
    r"(?:村\(社区\)|村|社区|支部|党支部|党组织|行政村)?(?:的)?(?:已|将|成功)?"
    r"(?:创成|建成|获评|获得|获|荣获|摘得|点亮|申报|争创|达到|被授予|创建|评为|持有|拥有)?(?:了)?"
)
_COUNTED = frozenset({"个", "颗", "枚", "家"})
_COUNTED_NEXT = re.compile(r"\d+[个颗枚]")
_ROW_SIGN = re.compile(r"^[、和及与]$|^$")
_RESPECTIVELY = re.compile(
    rf"(?:支部|村|社区)?(?:数量?)?(?P<each>分别|各)(?:为|是|有|达到|达|创成|创建|申报|获得|新增)?"
    rf"(?P<counts>{NUMBER}[个颗枚]?(?:[、和,]{NUMBER}[个颗枚]?)*)"
)
_GAINED = re.compile(
    r"(?:获评|被评为|评为|荣获|获得|获|成功创建(?:为|成)?|成功创成|创成|摘得|被授予|成功点亮)(?:了)?"
    r"(?:全?省级?|市级?|区级?|县级?|\d{4}年度?|的|“)*$"
)


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int
    star: Star
    says_star: bool


def stars_in(text: str, start: int, end: int) -> list[_Named]:
    """Return the stars named in a stretch; a name in a row takes 星 from the last."""
    found = [
        _Named(
            each.start(),
            each.end(),
            STAR_NAMES[each["name"]],
            bool(each["star"] or each["star2"]),
        )
        for each in _STAR.finditer(text, start, end)
    ]
    for number in range(len(found) - 2, -1, -1):
        one, two = found[number], found[number + 1]
        if two.says_star and not one.says_star and _ROW_SIGN.match(text[one.end : two.start]):
            found[number] = _Named(one.start, one.end, one.star, says_star=True)
    counted = [each for each in found if _COUNTED_NEXT.match(text, each.end)]
    # 产业兴旺46个、生态宜居30个: several with their counts are stars without the word.
    alone = set(counted) if len(counted) > 1 else set()
    return [each for each in found if each.says_star or each in alone]


def read_counts(passage: Passage) -> Iterator[Found]:
    """产业兴旺星支部4个, 12个村获产业兴旺星, 平安法治星28颗."""
    counts = [each for each in passage.free() if each.measure in _COUNTED]
    used: set[int] = set()
    for star in stars_in(passage.text, passage.sentence.start, passage.sentence.end):
        count = None
        before = next((c for c in reversed(counts) if c.end <= star.start), None)
        if before is not None and before.start not in used:
            between = passage.text[before.end : star.start]
            if len(between) <= 20 and _COUNT_THEN_STAR.fullmatch(between):
                count = before
        if count is None:
            after = next((c for c in counts if c.start >= star.end), None)
            if after is not None:
                between = passage.text[star.end : after.start]
                if len(between) <= 12 and _STAR_THEN_COUNT.fullmatch(between):
                    count = after
        if count is None or count.start in used or _counts_other(count.right):
            continue
        used.add(count.start)
        passage.taken.add(count.start)
        yield Found(
            min(star.start, count.start),
            max(star.end, count.end),
            Metric.STAR_COUNT,
            count.value,
            Unit.STAR if count.measure in "颗枚" else Unit.BRANCH,
            count.value_to,
            count.precision,
            star=star.star,
            own=True,
            sure=0.94,
        )


def _counts_other(right: str) -> bool:
    """产业兴旺星12个项目 counts projects."""
    return bool(re.match(r"(?:重点|具体)?(?:项目|任务|问题|事项|标准|指标|方面|专班|小组)", right))


def read_respectively(passage: Passage) -> Iterator[Found]:
    """产业兴旺星、生态宜居星分别达到3个、24个."""
    stars = stars_in(passage.text, passage.sentence.start, passage.sentence.end)
    first = 0
    while first < len(stars):
        last = first
        while last + 1 < len(stars) and _ROW_SIGN.match(
            passage.text[stars[last].end : stars[last + 1].start]
        ):
            last += 1
        if last > first:
            yield from _row(stars[first : last + 1], passage)
        first = last + 1


def _row(row: list[_Named], passage: Passage) -> Iterator[Found]:
    said = _RESPECTIVELY.match(passage.text, row[-1].end, passage.sentence.end)
    if not said:
        return
    numbers = list(re.finditer(NUMBER, said["counts"]))
    if said["each"] == "各":
        numbers = numbers[:1] * len(row)
    if len(numbers) != len(row):
        return
    passage.taken |= {
        each.start for each in passage.quantities if said.start() <= each.start < said.end()
    }
    for star, number in zip(row, numbers, strict=True):
        value = read_number(number.group())
        if value is not None:
            yield Found(
                star.start,
                said.start("counts") + number.end(),
                Metric.STAR_COUNT,
                value,
                Unit.BRANCH,
                star=star.star,
                own=True,
                sure=0.92,
            )


def read_single(passage: Passage) -> Iterator[Found]:
    """某村获评产业兴旺星."""
    for star in stars_in(passage.text, passage.sentence.start, passage.sentence.end):
        if not _GAINED.search(passage.before(star.start, 20)):
            continue
        for topic in passage.villages_before(star.start):
            yield Found(
                star.start,
                star.end,
                Metric.STAR_COUNT,
                Decimal(1),
                Unit.BRANCH,
                star=star.star,
                nature=Nature.REPORTED,
                own=True,
                villages=True,
                about=topic,
                sure=0.8,
            )


RULES = (
    Rule(
        "stars_respectively",
        gettext_noop("Several stars are named in a row, then as many numbers in the same order."),
        read_respectively,
    ),
    Rule(
        "star_count",
        gettext_noop("A number of branches stands directly at the name of a star."),
        read_counts,
    ),
    Rule(
        "star_single",
        gettext_noop("One village or community is said to have gained a star."),
        read_single,
    ),
)
