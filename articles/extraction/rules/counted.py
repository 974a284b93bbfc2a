"""A quantity and the noun it counts: 32名组工干部, 推进会6次, 已解决20个.

The noun stands after the measure word, or before the number where the phrase ends
with it. A number without a noun (整改到位118个) counts what its sentence counted last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from articles.extraction.quantities import Quantity
from articles.extraction.rules.nouns import KIND_OF, LONGEST, OCCASIONS, PERSONS, Kind
from articles.extraction.rules.passage import Found, Passage

_REACH = 12  # characters between a measure word and its noun
# Where one of these stands the noun phrase is over.
_STOP = re.compile(
    r"[,。;:、!?]|进行|开展|完成|发现|实现|获|达|创成|建成|已|均|全部|都|对|由|将|被|向|到|参加|参与|提供|得到|"
    r"打造|成立|组成|作为|助|争|改造成|改建|变成|用于"
)
# 1047名专职、兼职网格员: a person may have two adjectives.
_STOP_OF_PERSONS = re.compile(_STOP.pattern.replace("、", ""))
# 12个督导小组, 5名培训员: the noun is a part of a longer one that the list lacks.
_LONGER = frozenset({"组", "员", "站", "室", "费", "率", "村民"})
_FILL = re.compile(
    r"(?:达到?|共计?|计|有|为|了|约|等|总数|数量|累计|各|近|超过|到|分别|合计|数|仅|多达|的|[“”\"(])+$"
)
_OF_PERSONS = frozenset({"人", "名", "位", "人次"})
_OF_OCCASIONS = frozenset({"次", "场", "场次", "期", "轮", "批", "届"})


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity with what it counts.

    `left` is the text of its clause before it, without small words at the end;
    `clause` the whole clause; `start` and `end` the figure with its noun.
    `before` is the kind counted last in the sentence.
    """

    quantity: Quantity
    kind: Kind | None
    noun: str
    left: str
    right: str
    clause: str
    start: int
    end: int
    before: Kind | None
    passage: Passage

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether the clause says something."""
        return bool(pattern.search(self.clause))

    def ends(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match at the end of what stands before the number."""
        return pattern.search(self.left[-16:])


def counted_in(passage: Passage) -> list[Counted]:
    """Return every quantity of a passage with its noun."""
    found: list[Counted] = []
    before: Kind | None = None
    for quantity in passage.quantities:
        one = _counted(quantity, passage, before)
        found.append(one)
        # 67个网格(其中村31个,社区36个): both parts count grids.
        parts = before == Kind.GRID and one.kind in (Kind.VILLAGE, Kind.COMMUNITY)
        before = before if parts and quantity.ends_phrase else one.kind or before
    return found


def _counted(quantity: Quantity, passage: Passage, before: Kind | None) -> Counted:
    left = _FILL.sub("", quantity.left)
    kind, noun, start, end = None, "", quantity.start, quantity.end
    after = None if quantity.ends_phrase else _noun_after(quantity)
    if after is not None:
        noun, place = after
        kind, end = KIND_OF[noun], quantity.end + place + len(noun)
    else:
        noun = _noun_before(left, quantity.measure)
        if noun:
            kind = KIND_OF[noun]
            start = quantity.start - (len(quantity.left) - len(left)) - len(noun)
    return Counted(
        quantity,
        kind,
        noun,
        left,
        quantity.right,
        passage.clause_around(quantity.start, quantity.end),
        start,
        end,
        before,
        passage,
    )


def _noun_after(quantity: Quantity) -> tuple[str, int] | None:
    """Return the first noun behind the measure word that the measure can count."""
    right = quantity.right
    stop = (_STOP_OF_PERSONS if quantity.measure in _OF_PERSONS else _STOP).search(right)
    reach = min(_REACH, stop.start() if stop else len(right))
    if quantity.words and "”" in right[:reach]:
        return None  # “五个一”等活动: the number belongs to a name
    for place in range(reach + 1):
        for length in range(min(LONGEST, len(right) - place), 0, -1):
            noun = right[place : place + length]
            if noun in KIND_OF and _fits(KIND_OF[noun], quantity.measure, place, noun):
                longer = right[place + length : place + length + 1] in _LONGER
                if right.startswith("集体", place + length):
                    continue  # 33个村集体经济收入: of the villages' income
                if longer and noun + right[place + length] not in KIND_OF:
                    continue
                return noun, place
    return None


def _noun_before(left: str, measure: str) -> str:
    for length in range(min(LONGEST, len(left)), 0, -1):
        noun = left[-length:]
        if noun in KIND_OF and _fits(KIND_OF[noun], measure, 0, noun):
            return noun
    return ""


def _fits(kind: Kind, measure: str, place: int, noun: str) -> bool:
    """Tell whether a measure word counts this kind of thing."""
    if measure in _OF_PERSONS:
        return kind in PERSONS or (measure == "人次" and kind == Kind.TRAINING)
    if measure in _OF_OCCASIONS:
        return kind in OCCASIONS
    if len(noun) == 1 and place > 0:
        return noun == "村"
    return kind not in PERSONS or kind == Kind.HONOUR or noun.endswith("书记")


def each(judge: Callable[[Counted], Found | None]) -> Callable[[Passage], Iterator[Found]]:
    """Turn a judgement about one quantity into a rule about a passage."""

    def read(passage: Passage) -> Iterator[Found]:
        for one in passage.counted(counted_in):
            if one.quantity.start in passage.taken:
                continue
            found = judge(one)
            if found is not None:
                passage.taken.add(one.quantity.start)
                yield found

    return read
