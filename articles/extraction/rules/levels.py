"""Levels: how many branches hold how many stars, in every order of words the papers use.

A level (五星支部, “四星”, 三星以上) and a count find each other when only small
words stand between them: 四星支部2个, 2个四星支部,
五星、四星支部分别为3个、28个.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from articles.extraction.marking import gettext_noop
from articles.extraction.numerals import NUMBER, read_number
from articles.extraction.quantities import Quantity
from articles.extraction.rules.leveled import Leveled, kind_of, levels_in
from articles.extraction.rules.passage import Found, Passage, Rule
from articles.extraction.subjects import Topic
from articles.extraction.terms import Metric, Nature, Precision, Unit, UnitKind

_FILL = (
    r"(?:总?数量?|村\(社区\)|村|社区|达标|新增|新创|占比|比例|名额|目标|翻[一两]?番,|的|务必|必须|要|将|须|应|确保|力争|保持|保持在|稳定在|已|共计|共有|共|有|达到了?|达|为|是|增至|增加到|增加至|增长到|提高到|提升到|"
    r"上升到|各有|各|创建|创成|各类|约|均|仅|只有|就有|分别|:|,)"
)
_LEVEL_THEN_COUNT = re.compile(rf"{_FILL}{{0,4}}")
_EACH_HAS = re.compile(r"(?:分别|各自|各)(?:有|创成|申报|建成|拥有|新增)?$")
_FROM = re.compile(r"(?:总?数量?)?(?:的)?(?:由|从)(?:去年|上年|\d{4}年度?|年初)?(?:的)?")
_TO = re.compile(
    r"(?:猛|净)?(?:增加|增长|提高|提升|上升|增|扩大|发展|跃升|升|扩)(?:到|至|为)(?:今年的)?"
)
# 四星支部再增加4个,总数达到7个: the second number is how many there are.
_MORE = re.compile(r"(?:要|将|再|新|净|力争|计划|确保)*(?:增加|增|新增|创建|创成|创)(?:了)?")
_IN_ALL = re.compile(r",?(?:使?总数|总量|累计|总计|共计|合计)(?:要|将|已)?(?:达到?|为)?")
# 四星支部只有1个,今年申报到4个: the second number is of the same level at another time.
_LATER = re.compile(
    r"[,;](?:(?:到|至)?(?:\d{4}年底?|今年|去年|明年|上年|本年度|目前|现在|如今|年底)(?:度|底|前)?|"
    r"预计|计划|规划|力争|争取|确保|拟|将|要|已|再|又)+"
    r"(?:(?:新?申报|创成|创建|增加|增长|发展|达|提高|新增|增|有)(?:到|至|了)*)?"
)
_UNITS_COUNTED = (
    r"(?:(?:农村|城市|城镇)?(?:村\(社区\)|村、社区|村和社区|行政村|村|社区|村级党组织|"
    r"基层党组织|党组织|党支部|支部|单位))"
)
_ACHIEVE = (
    r"(?:成功创建成?为?|成功创成|创建成?为?|创成|建成|获评|被?评为|被?评定为|被?认定为|被?命名为|被?授予|荣获|获得|获|达到|达|"
    r"通过|申报|计划创建|拟创建|拟申报|争创|晋升为?|晋升至|升至|升为|摘得|进入|跻身|符合|为|是)"
)
_COUNT_THEN_LEVEL = re.compile(
    rf"{_UNITS_COUNTED}?(?:党支部|支部)?(?:的)?"
    r"(?:被[\u4e00-\u9fff]{2,8}?(?=命名|评|认定|授予|表彰))?"
    rf"(?:已|将|要|均|全部|顺利|确保|保|达标|已经|能够|力争|计划|有望)*{_ACHIEVE}?(?:了)?"
    r"(?:全?省级?|市级?|区级?|县级?|首批|农村|城市社区|\d{4}年度?)*"
)
_COUNTED = frozenset({"个", "家", "村"})
_PER_UNIT = re.compile(r"(?:每个?|各)(?:乡镇|乡|镇|街道|办事处|乡镇\(街道\)|县|区)[^,;:]{0,12}$")
_SINGLE = re.compile(
    r"(?:获评|被评为|评为|被评定为|被认定为|荣获|获得|获|成功创建(?:为|成)?|成功创成|创成|建成|晋升(?:为|至|到)|晋级为?|(?:一跃)?成为|跃升(?:为|至)|跃居|"
    r"升(?:为|至|级为)|被授予|被命名为|被确定为|摘得|摘取|斩获|跻身|入选|荣登|迈入|进入)(?:了)?"
    r"(?:河南省|全?省级?|[\u4e00-\u9fff]{2}市|市级?|区级?|县级?|首批|农村|城市社区|年度|\d{4}年度?|的|“)*$"
)
_SINGLE_PLANNED = re.compile(
    r"(?:确保|保住|守住|争创|申报(?:创建)?|力争创成|力争创建|计划创建|拟申报|冲刺|争取创成|目标(?:是|为)|力争达到|力争创建成?)"
    r"(?:全?省级?|\d{4}年度?|的|“)*$"
)
_PASSED = re.compile(r"通过(?:了)?(?:省级?|市级?|县级?|区级?|“)*$")
_EXAMINED = re.compile(r"(?:的)?(?:验收|评定|考评|复核|考核|评审)")
_BREAKTHROUGH = re.compile(
    r"(?:支部|创建|党支部|村|社区)*(?:的)?(?:要|将|力争|首次|已)*(?:实现)?(?:“?零”?的?突破|“?破零)"
)
# 填补五星空白 and 五星空白村 say something else: the words end the clause, and nothing undoes them.
_NONE = re.compile(r"(?:党?支部|村|社区)?(?:仍|还|尚)?(?:为|是)?(?:空白|零)(?=[,;、。!?)])")
_UNDONE = re.compile(r"(?:填补|消除|打破|消灭|改变|结束|告别|杜绝)[^,;。]{0,8}$")
_PART = re.compile(r"(?:农村|城市社区|城镇社区|社区|村)(?:党?支部)?$")
_ROW_SIGN = re.compile(r"^[、和及与,]?(?:以及)?$")
_RESPECTIVELY = re.compile(
    rf"(?:数量?)?(?:的)?(?:数量|占比|名额)?(?:共|已)?(?P<each>分别|各)(?:为|是|有|达到|达|创成|创建|申报)?"
    rf"(?P<counts>{NUMBER}个?(?:[、和,]{NUMBER}个?)*)"
)


def _counted(level: Leveled, count: Quantity, passage: Passage) -> Found:
    per_unit = _PER_UNIT.search(passage.before(min(level.start, count.start), 30))
    at_least = level.above
    return Found(
        min(level.start, count.start),
        max(level.end, count.end),
        Metric.OTHER if at_least else Metric.TARGET_PER_UNIT if per_unit else Metric.LEVEL_COUNT,
        count.value,
        Unit.BRANCH,
        count.value_to,
        count.precision,
        level.level,
        term=f"{level.level}星以上支部" if at_least else "",
        unit_kind=kind_of(level.unit),
        nature=Nature.PLANNED if per_unit else None,
        own=True,
        sure=0.97 if level.unit else 0.93,
    )


def read_counts(passage: Passage) -> Iterator[Found]:
    """四星支部2个, “四星”2个, 2个四星支部, 12个村达到三星."""
    levels = levels_in(passage)
    if not levels:
        return
    counts = [each for each in passage.quantities if each.measure in _COUNTED]
    used: set[int] = set()
    for level in levels:
        count = _count_of(level, counts, used, passage)
        if count is None or count.start in passage.taken or _in_a_row(level, count, passage):
            continue
        used.add(count.start)
        passage.taken.add(count.start)
        found = _counted(level, count, passage)
        row = _each_of(passage, found.start)
        yield from [replace(found, about=topic) for topic in row] or [found]


def _each_of(passage: Passage, start: int) -> list[Topic]:
    """Return the places in a row of each of which a count is said: 甲镇、乙镇各有2个."""
    each = _EACH_HAS.search(passage.before(start, 8))
    if each is None:
        return []
    row = passage.places_before(start - len(each.group()))
    return row if len(row) > 1 and row[-1].end == start - len(each.group()) else []


def _count_of(
    level: Leveled, counts: list[Quantity], used: set[int], passage: Passage
) -> Quantity | None:
    """Return the count that belongs to a level: the one before it, or the one after."""
    before = next((c for c in reversed(counts) if c.end <= level.start), None)
    if before is not None and before.start not in used:
        between = passage.text[before.end : level.start]
        if len(between) <= 30 and _COUNT_THEN_LEVEL.fullmatch(between):
            return before
    after = [c for c in counts if c.start >= level.end][:2]
    if not after:
        return None
    between = passage.text[level.end : after[0].start]
    for first, then in ((_FROM, _TO), (_MORE, _IN_ALL)):
        if len(after) == 2 and first.fullmatch(between):
            grown = then.fullmatch(passage.text[after[0].end : after[1].start])
            return after[1] if grown else None
    if len(between) > 20 or (level.above and "占" in between):
        return None
    return after[0] if _LEVEL_THEN_COUNT.fullmatch(between) else None


def _in_a_row(level: Leveled, count: Quantity, passage: Passage) -> bool:
    """45个“五星”“四星”支部 counts both levels together."""
    return count.end <= level.start and bool(
        re.match(r"[、和]?“?[一二三四五]星", passage.after(level.end, 6))
    )


def read_parts(passage: Passage) -> Iterator[Found]:
    """五星支部27个,其中农村21个、城市社区6个: the parts are of the same level."""
    levels = [level for level in levels_in(passage) if not level.above]
    for count in passage.free():
        part = _PART.search(count.left)
        level = next((one for one in reversed(levels) if one.end <= count.start), None)
        if part is None or level is None or count.measure != "个" or not count.ends_phrase:
            continue
        between = passage.text[level.end : count.start]
        if "其中" not in between or len(between) > 30:
            continue
        passage.taken.add(count.start)
        yield Found(
            count.start - len(part.group()),
            count.end,
            Metric.LEVEL_COUNT,
            count.value,
            Unit.BRANCH,
            precision=count.precision,
            level=level.level,
            unit_kind=UnitKind.URBAN if "社区" in part.group() else UnitKind.RURAL,
            own=True,
            sure=0.85,
        )


def read_later(passage: Passage) -> Iterator[Found]:
    """四星支部只有1个,今年申报到4个: a later number of the level that was counted before."""
    levels = [level for level in levels_in(passage) if not level.above]
    for count, later in pairwise(passage.quantities):
        level = next((one for one in reversed(levels) if one.start < count.end), None)
        if level is None or count.start not in passage.taken or later.start in passage.taken:
            continue
        if later.measure == "个" and later.ends_phrase and level.end <= later.start:
            said = passage.text[count.end : later.start]
            if count.measure == "个" and _LATER.fullmatch(said):
                passage.taken.add(later.start)
                yield _of_level(level, later, count.end + 1)


def read_by_place(passage: Passage) -> Iterator[Found]:
    """温县五星支部8个;武陟县5个: the number of the next place is of the same level."""
    levels = [level for level in levels_in(passage) if not level.above]
    is_counted = False
    for count in passage.quantities:
        level = next((one for one in reversed(levels) if one.end <= count.start), None)
        if count.measure != "个" or level is None:
            continue
        if count.start in passage.taken:
            is_counted = True
        elif is_counted and count.ends_phrase:
            for topic in _places_of(count, passage):
                passage.taken.add(count.start)
                yield replace(_of_level(level, count, count.start), about=topic)


def _places_of(count: Quantity, passage: Passage) -> list[Topic]:
    """Return the place that a number stands at, or those in a row of which it is said: 各6个."""
    row = passage.places_before(count.start)
    each = "各" if len(row) > 1 else ""
    return row if row and passage.text[row[-1].end : count.start] == each else []


def _of_level(level: Leveled, count: Quantity, start: int) -> Found:
    return Found(
        start,
        count.end,
        Metric.LEVEL_COUNT,
        count.value,
        Unit.BRANCH,
        precision=count.precision,
        level=level.level,
        unit_kind=kind_of(level.unit),
        own=True,
        sure=0.82,
    )


def read_respectively(passage: Passage) -> Iterator[Found]:
    """五星、四星支部分别为3个、28个; 五星、四星支部各2个."""
    levels = levels_in(passage)
    first = 0
    while first < len(levels):
        last = first
        while last + 1 < len(levels) and _ROW_SIGN.match(
            passage.text[levels[last].end : levels[last + 1].start]
        ):
            last += 1
        if last > first:
            yield from _row(levels[first : last + 1], passage)
        first = last + 1


def _row(row: list[Leveled], passage: Passage) -> Iterator[Found]:
    said = _RESPECTIVELY.match(passage.text, row[-1].end, passage.sentence.end)
    if not said:
        return
    numbers = list(re.finditer(NUMBER, said["counts"]))
    if said["each"] == "各":
        numbers = numbers[:1] * len(row)
    if len(numbers) != len(row):
        return
    base = said.start("counts")
    for each in passage.quantities:
        if said.start() <= each.start < said.end():
            passage.taken.add(each.start)
    for level, number in zip(row, numbers, strict=True):
        value = read_number(number.group())
        if value is not None:
            yield Found(
                level.start,
                base + number.end(),
                Metric.LEVEL_COUNT,
                value,
                Unit.BRANCH,
                level=level.level,
                unit_kind=kind_of(row[-1].unit),
                own=True,
                sure=0.92,
            )


def read_single(passage: Passage) -> Iterator[Found]:
    """关于一个村: 某村获评五星支部, 某村申报四星支部; 某村和某村获评 gives one for each."""
    for level in levels_in(passage):
        if level.above:
            continue
        before = passage.before(level.start, 24)
        examined = _EXAMINED.match(passage.text, level.end, passage.sentence.end)
        achieved = _SINGLE.search(before) or (examined and _PASSED.search(before))
        planned = _SINGLE_PLANNED.search(before)
        if not (achieved or planned):
            continue
        for topic in passage.villages_before(level.start):
            yield Found(
                level.start,
                level.end,
                Metric.LEVEL_COUNT,
                Decimal(1),
                Unit.BRANCH,
                level=level.level,
                nature=Nature.PLANNED if planned and not achieved else None,
                own=True,
                villages=True,
                about=topic,
                sure=0.85,
            )


def read_breakthrough(passage: Passage) -> Iterator[Found]:
    """实现五星支部零的突破: the first one."""
    for level in levels_in(passage):
        said = _BREAKTHROUGH.match(passage.text, level.end, passage.sentence.end)
        if said and not level.above:
            yield Found(
                level.start,
                said.end(),
                Metric.LEVEL_COUNT,
                Decimal(1),
                Unit.BRANCH,
                precision=Precision.EXACT,
                level=level.level,
                own=True,
                villages=True,
                sure=0.8,
            )


def read_none(passage: Passage) -> Iterator[Found]:
    """五星支部空白, 五星为零: no branch at the level yet."""
    for level in levels_in(passage):
        said = _NONE.match(passage.text, level.end)
        undone = _UNDONE.search(passage.before(level.start, 12))
        if said is None or undone or level.above:
            continue
        yield Found(
            level.start,
            said.end(),
            Metric.LEVEL_COUNT,
            Decimal(0),
            Unit.BRANCH,
            level=level.level,
            unit_kind=kind_of(level.unit),
            nature=Nature.REPORTED,
            own=True,
            sure=0.8,
        )


RULES = (
    Rule(
        "levels_respectively",
        gettext_noop("Several levels are named in a row, then as many numbers in the same order."),
        read_respectively,
    ),
    Rule(
        "level_count",
        gettext_noop("A number of branches stands directly at a level."),
        read_counts,
    ),
    Rule(
        "level_parts",
        gettext_noop("A number at a level is split into villages and communities."),
        read_parts,
    ),
    Rule(
        "level_later",
        gettext_noop("A second number of the same level is stated for another time."),
        read_later,
    ),
    Rule(
        "level_by_place",
        gettext_noop("A place and a number follow a level that was counted for another place."),
        read_by_place,
    ),
    Rule(
        "level_single",
        gettext_noop("One village or community is said to have reached a level, or to aim at it."),
        read_single,
    ),
    Rule(
        "level_first",
        gettext_noop("“From zero” at a level is said: the first branch of that level."),
        read_breakthrough,
    ),
    Rule(
        "level_none",
        gettext_noop("A level is said to be empty: no branch holds it yet."),
        read_none,
    ),
)
