"""Does a figure bear on the campaign, or is it other work on the same page?

Levels and stars say it themselves. Everything else is of the campaign where its
article is about the campaign, or where its own sentence speaks of it; figures of
other drives (防汛, 耕地, 招商 …) and of the economy need the sentence to say so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from articles.extraction.layout import Sentence
from articles.extraction.mentions import FOREIGN
from articles.extraction.rules.passage import Found
from articles.extraction.terms import STAR_NAMES, Metric

BEGAN = 2022  # the province's campaign; what a page tells of earlier years is history
_NAMES = "|".join(STAR_NAMES)
# A level without the word for a branch: what stands behind it must not be another noun.
_ONE = r"[一二三四五]星”?(?=级?(?:支部|党|村|社区|的村|创|目标|[、,。;)(:\n]|$))"
_CAMPAIGN = re.compile(
    rf"“?五星”?级?(?:党)?(?:支部|党组织|创建)|[一二三四]星”?级?(?:党)?支部|创星|争星|评星|星级支部|(?:{_NAMES})”?星|"
    r"五星联创|五星”?引领|进步星|"
    r"[一二三四五]星”?(?:及?以上|\d+个)|"
    rf"(?:“|冲刺|争创|力争|确保|保|争|摘得|评为|获评|晋升|申报|创成){_ONE}"
)
_LEAD = 4  # sentences
_MANY = 3
_ECONOMY = frozenset(
    {
        Metric.INCOME,
        Metric.INCOME_GROWTH,
        Metric.AREA_COUNT,
        Metric.ENTERPRISE_COUNT,
    }
)
# Cleaning up and putting right is the work of many drives: their names may stand further off.
_WIDE = frozenset({Metric.CLEARANCE_AMOUNT, Metric.AREA_COUNT, Metric.RECTIFIED_COUNT})
_OTHER_DRIVE = re.compile(
    r"图斑|耕地|双违|违建|违法|防汛|疫情|核酸|燃气|安全生产|消防|秸秆|招商|签约|税收|高考|度汛|夜市|企业研发|规上|森林防火|"
    r"扫黑|禁烧|征兵|人口普查|科技贷|助企|民生实事|医保|养老保险|隔离|车船税|农作物|化肥|农药|玉米|小麦|抢收|秋收|农机"
)
_COLLECTIVE = re.compile(r"村集体|集体经济|集体收入")


class Scope:
    """Which articles of a page are about the campaign, and which paragraphs speak of it."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._text = text
        counted: dict[int, int] = defaultdict(int)
        headed: set[int] = set()
        led: set[int] = set()
        self._bodies: dict[int, int] = defaultdict(int)
        self._paragraphs: set[int] = set()
        for sentence in sentences:
            said = len(_CAMPAIGN.findall(text, sentence.start, sentence.end))
            if FOREIGN.search(text, sentence.start, sentence.end):
                said = 0  # another province's scheme
            counted[sentence.article] += said
            if said and sentence.heading:
                headed.add(sentence.article)
            if not (sentence.heading or sentence.byline):
                self._bodies[sentence.article] += 1
                if said and self._bodies[sentence.article] <= _LEAD:
                    led.add(sentence.article)
            if said:
                self._paragraphs.add(sentence.paragraph)
        # Economy counts only where the article is chiefly about the campaign.
        self._chiefly = {
            article for article, said in counted.items() if article in headed or said >= _MANY
        }
        self._about = self._chiefly | led

    def bears(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether a figure is one of the campaign."""
        if found.own:
            return True
        here = self._speaks(sentence)
        if _OTHER_DRIVE.search(self._part(sentence, found, wide=found.metric in _WIDE)):
            return False
        if found.metric in _ECONOMY:
            words = self._text[sentence.start : sentence.end]
            collective = bool(_COLLECTIVE.search(words))
            return (sentence.article in self._chiefly) and (here or collective)
        if sentence.article in self._about:
            return True
        return here

    def _speaks(self, sentence: Sentence) -> bool:
        return bool(_CAMPAIGN.search(self._text, sentence.start, sentence.end))

    def _part(self, sentence: Sentence, found: Found, *, wide: bool) -> str:
        """Return the clause around a figure or, of what is done by many drives, its whole part."""
        signs = ";。" if wide else ",;。:"
        first = max(self._text.rfind(sign, sentence.start, found.start) for sign in signs) + 1
        ends = (self._text.find(sign, found.end, sentence.end) for sign in signs)
        last = min((place for place in ends if place >= 0), default=sentence.end)
        return self._text[max(first, sentence.start) : last]
