"""Places named in a flow, and words that point back to one: 该街道, 全区, 我市."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from articles.extraction.gazetteer import COUNTY_DIGITS, STREET_DIGITS, VILLAGE_DIGITS, Gazetteer
from articles.extraction.terms import words


class Level(StrEnum):
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    STREET = "street"
    VILLAGE = "village"
    FOREIGN = "foreign"


LEVEL_OF_DIGITS = {
    2: Level.PROVINCE,
    4: Level.CITY,
    COUNTY_DIGITS: Level.COUNTY,
    STREET_DIGITS: Level.STREET,
    VILLAGE_DIGITS: Level.VILLAGE,
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A place as the text names it. `codes` are all places of the name; none if unknown.

    `within` are the codes of the names that stand directly before it (博爱县|磨头镇).
    `points_back` marks 该街道 and its like; `listed` a name in a row of names;
    `visited` one that somebody went to or learned from, which is then no topic. A
    `guessed` one is in no gazetteer, and no county stands before it.
    """

    start: int
    end: int
    name: str
    level: Level
    codes: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    points_back: bool = False
    listed: bool = False
    visited: bool = False
    guessed: bool = False


_POINTERS = re.compile(
    r"(?P<how>该|全|我|本|辖)(?P<what>示范区|高新区|街道办事处|街道|办事处|社区|区|市|县|镇|乡|村|省)"
)
_POINTED = {
    "街道": Level.STREET,
    "街道办事处": Level.STREET,
    "办事处": Level.STREET,
    "镇": Level.STREET,
    "乡": Level.STREET,
    "村": Level.VILLAGE,
    "省": Level.PROVINCE,
    "社区": Level.VILLAGE,
}
_PROVINCES = words(
    """
    北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 湖北
    湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 外省
    省外 外地 外市
    石家庄 沈阳 大连 长春 哈尔滨 南京 苏州 杭州 宁波 合肥 福州 厦门 南昌 济南 青岛 武汉
    长沙 广州 深圳 南宁 海口 成都 贵阳 昆明 拉萨 西安 兰州 西宁 银川 乌鲁木齐 太原 呼和浩特
    """
)
# 某县 is a place that a page does not want to name: what is told of it is a figure of nobody.
_UNNAMED = r"某(?:省|市|县|区|镇|乡|街道|村|社区|地)"
FOREIGN = re.compile("|".join((*_PROVINCES, _UNNAMED)))
# What two places agree on is a figure of neither. Parties of a quarrel are no places.
BOTH = re.compile(r"(?<=[。,;:])(?:双方|两地)(?!当事|矛盾|各执)")
_CITIES = "|".join(
    words(
        """
        郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口
        驻马店 济源
        """
    )
)
_SHORT_COUNTIES = frozenset(words("淇县 滑县 浚县 范县 叶县 郏县 杞县 息县 嵩县 睢县"))
_TOWN = r"(?:镇(?!村|区|里)|乡(?!村|镇|亲)|街道)"
_HAMLET = r"(?:村(?!民|级|集|组|干|庄|镇|里|内|“|两|容)|社区(?!治|居|工))"
_UNKNOWN = re.compile(
    rf"(?:河南省?)?(?:(?:{_CITIES})(?:市|(?![县市区]))|[\u4e00-\u9fff]{{2,4}}?市)?"
    r"(?:(?P<county>[\u4e00-\u9fff]{1,4}?[县区市]))?"
    rf"(?P<street>[\u4e00-\u9fff]{{2,4}}?{_TOWN})?(?P<village>[\u4e00-\u9fff]{{2,5}}?{_HAMLET})?"
)
# Within a sentence less is believed: a town at the head of a clause, a village before 党支部.
_UNKNOWN_WITHIN = re.compile(
    rf"(?P<county>[\u4e00-\u9fff]{{1,3}}县)?(?P<street>[\u4e00-\u9fff]{{2,3}}{_TOWN})"
    rf"(?P<village>[\u4e00-\u9fff]{{2,3}}{_HAMLET})?"
    r"|(?P<village2>[\u4e00-\u9fff]{2,3}(?:村|社区))"
    r"(?=党支部|党总支|支部书记|获评|荣获|被评|摘得|摘取|创成|冲刺|申报|争创|晋升|晋级|去年|今年|总分|得分|位列|以\d)"
)
_GENERIC = re.compile(
    r"[各该全本我每这那某在对把将以和与从向为让使推其由们等于了都]|城市|农村|乡村|辖区|小区|园区|景区|地区|先进|"
    r"示范|行政|自然|城乡|社会|一|两|三|试点|山区|城区|村级|干部|党|年|月|日|开展|支部|星|建设|创|城镇|小镇|"
    r"举办|召开|培训|发放|服务|围绕|聚焦|坚持|突出|深入|开办|带动|联合|依托|充分|结合|按照|针对|通过|动员|"
    r"引导|鼓励|支持|争取|投入|筹集|评选|表彰|建立|健全|完善|指导|督促|帮助|覆盖|涉及|拥有|共有|家乡|(?<![\u4e00-\u9fff])村镇|水乡|下乡|返乡|故乡|入乡|集镇|老街|走进|来到|组织|推进|打造|重点|后进|薄弱|空心|涣散|贫困|"
    r"加强|强化|促进|振兴|发展|明星|样板|多个|部分|其他|成立|选派|实施|建制|特色|中心|中共|有的|乡镇|某"
)
_GENERIC_NAMES = frozenset(
    words(
        """
        示范村 先进村 后进村 行政村 自然村 重点村 中心村 文明村 卫生村 明星村 样板村 新村
        农村 乡村 该村 各村 城市社区 农村社区 示范社区 中心社区 市区 城区 郊区 新区 城关
        一村 二村 三村
        """
    )
)
_PLAIN = 3  # characters; a shorter name of a village is mostly part of something else
_BEFORE_COMMON = re.compile(r"[个各每名多批]$")
_VISITED = re.compile(
    r"(?:到|赴|前往|走进|来到|借鉴|学习|向|观摩了?|参观了?|考察了?|来自|调研|位于)$"
)
_PARTY = re.compile(r"中共$")
_AT = re.compile(r"[\n。,;:]在$")
# Whoever speaks at a meeting is not what the meeting is about.
_SPOKE = re.compile(
    r"(?:党委|党工委|党支部|支部|书记|负责人|主要|代表|等|单位|、)*(?:分别)?(?:作|做|进行)了?"
    r"[\u4e00-\u9fff]{0,6}(?:发言|表态|交流|汇报)"
)
_AUTHORITY = re.compile(r"[委政]")
_ROW = re.compile(r"[、和及与]$")


def mentions_in(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """Return the places named in a text and the words that point back, in order."""
    found: list[Mention] = []
    position, size = 0, len(text)
    while position < size:
        mention = _at(text, position, gazetteer, found)
        if mention is None:
            position += 1
        else:
            found.append(mention)
            position = mention.end
    return _with_rows(text, found)


def _at(text: str, position: int, gazetteer: Gazetteer, before: list[Mention]) -> Mention | None:
    name = gazetteer.longest_at(text, position)
    if name:
        mention = _named(text, position, name, gazetteer, before)
        if mention is not None:
            return mention
    sign = text[position]
    if sign in "该全我本辖":
        return _pointing(text, position)
    elsewhere = _elsewhere(text, position)
    if elsewhere is not None:
        return elsewhere
    before_it = text[max(0, position - 2) : position]
    sign_before = before_it[-1:] or "\n"
    if sign_before in "\n。)!?" or _PARTY.match(before_it):
        return _unknown(text, position, gazetteer, within=False) or _unknown(
            text, position, gazetteer, within=True
        )
    in_row = bool(before) and before[-1].end == position - 1 and not before[-1].points_back
    if sign_before in ",;:“度" or _AT.match(before_it) or (sign_before == "、" and in_row):
        return _unknown(text, position, gazetteer, within=True)
    return None


def _elsewhere(text: str, position: int) -> Mention | None:
    """Return a place whose figures are none of ours: 浙江, 某县, or two places together (双方)."""
    seen = _VISITED.search(text[max(0, position - 3) : position])
    foreign = FOREIGN.match(text, position)
    if foreign and seen and not foreign.group().startswith("某"):
        foreign = None
    said = foreign or BOTH.match(text, position)
    return Mention(position, said.end(), said.group(), Level.FOREIGN) if said else None


def _named(
    text: str, position: int, name: str, gazetteer: Gazetteer, before: list[Mention]
) -> Mention | None:
    end = position + len(name)
    codes = gazetteer.codes(name)
    level = LEVEL_OF_DIGITS[min(len(code) for code in codes)]
    chained = bool(before) and before[-1].end == position and not before[-1].points_back
    leading = text[max(0, position - 4) : position]
    if level == Level.VILLAGE and not chained and _common(name, leading):
        return None
    if level == Level.VILLAGE and len(name) < _PLAIN and not chained:
        codes = _beside(codes, before)
        if not codes:
            return None
    if level in (Level.PROVINCE, Level.CITY) and _AUTHORITY.match(text, end):
        return None
    within = (*before[-1].within, *before[-1].codes) if chained else ()
    visited = before[-1].visited if chained else bool(_VISITED.search(leading))
    visited = visited or bool(_SPOKE.match(text, end))
    return Mention(position, end, name, level, codes, within, visited=visited)


def _common(name: str, leading: str) -> bool:
    """Tell whether a village's name is here an ordinary word: 13个先进村."""
    return name in _GENERIC_NAMES or bool(_BEFORE_COMMON.search(leading))


def _beside(codes: tuple[str, ...], before: list[Mention]) -> tuple[str, ...]:
    """Return those of short names that lie in the street spoken of just before: 梁村."""
    last = next((one for one in reversed(before) if len(one.codes) == 1), None)
    street = last.codes[0][:STREET_DIGITS] if last else ""
    return tuple(code for code in codes if len(street) == STREET_DIGITS and code.startswith(street))


def _pointing(text: str, position: int) -> Mention | None:
    found = _POINTERS.match(text, position)
    if not found:
        return None
    how, what = found["how"], found["what"]
    if (how == "辖") != (found.group() == "辖区") or (how == "本" and what in ("市", "区")):
        return None
    level = Level.STREET if how == "辖" else _POINTED.get(what, Level.COUNTY)
    return Mention(position, found.end(), found.group(), level, points_back=True)


def _unknown(text: str, position: int, gazetteer: Gazetteer, *, within: bool) -> Mention | None:
    """Find a place that the gazetteer does not know, at the head of a sentence or clause.

    Its name is the last part: 晋庄镇 of 社旗县晋庄镇.
    """
    found = (_UNKNOWN_WITHIN if within else _UNKNOWN).match(text, position)
    if not found or (len(found.group()) < 3 and found.group() not in _SHORT_COUNTIES):
        return None
    inside = (gazetteer.longest_at(text, at) for at in range(position + 1, found.end() - 1))
    if any(len(name) >= _PLAIN for name in inside):
        return None
    named = {part: place for part, place in found.groupdict().items() if place}
    if not named or any(_GENERIC.search(place) for place in named.values()):
        return None
    last = max(named, key=found.end)
    if list(named) == ["village"]:
        return None
    level = {"street": Level.STREET, "county": Level.COUNTY}.get(last, Level.VILLAGE)
    return Mention(
        found.start(last), found.end(), named[last], level, guessed=within or "county" not in named
    )


def _with_rows(text: str, found: list[Mention]) -> list[Mention]:
    """Mark names that stand in a row: 甲村、乙村和丙村."""
    rows: set[int] = set()
    for number in range(1, len(found)):
        one, two = found[number - 1], found[number]
        if two.start - one.end == 1 and _ROW.match(text[one.end : two.start]):
            rows |= {number - 1, number}
    return [
        replace(mention, listed=True) if number in rows else mention
        for number, mention in enumerate(found)
    ]
