"""Which time a figure is of: the nearest one said before it, carried from sentence to sentence.

A time at the head of a sentence holds for the rest of its paragraph. What a headline
names (2022年度), what holds on
(今年年初以来, 去年以来) or is the round that an article reports (第二季度) holds for
the rest of the article. Where nothing is said, it is the year of the page.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from articles.extraction.layout import Sentence
from articles.extraction.periods import Time, times_in

_HEAD = 6  # characters before a time that stands at the head of its sentence
_SINCE = re.compile(r"以来|^今年|^新年|^连日来")
_HEADED = re.compile(r"年度$")
_ROUND = re.compile(r"-[QH]\d$")
_BESIDE = re.compile(r"(?:结合|对|总结|比|较|按照|根据|高于)$")
# When a paper tells it; what it tells may be of last year, as its headline says.
_RECENT = re.compile(r"近日|日前|近期|连日来|近段时间")
_DAY = re.compile(r"-\d\d-\d\d$")
_YEAR = re.compile(r"\d{4}$")
_LEAD = 3  # sentences


class Timeline:
    """The times of a page, by sentence."""

    def __init__(self, text: str, sentences: Sequence[Sentence], published_on: dt.date) -> None:
        self._text = text
        self._times = list(times_in(text, published_on))
        self._starts = [time.start for time in self._times]
        default = Time(0, 0, published_on.year, str(published_on.year))
        self._carried: dict[int, Time] = {}
        article = paragraph = -1
        lasting = here = default
        bodies = 0
        for sentence in sentences:
            if sentence.article != article:
                article, lasting, bodies = sentence.article, default, 0
            if sentence.paragraph != paragraph:
                paragraph, here = sentence.paragraph, lasting
            self._carried[sentence.start] = here
            bodies += not (sentence.heading or sentence.byline)
            head = self._headed(sentence) if sentence.heading else self._head(sentence)
            if head is not None and not self._merely_told(head, lasting):
                here = head
                if sentence.heading or _SINCE.search(text[head.start : head.end + 4]):
                    lasting = head
            elif bodies <= _LEAD and (said := self._round(sentence)) is not None:
                here = lasting = said

    def at(self, sentence: Sentence, start: int, end: int) -> Time:
        """Return the time of a figure at ``start``–``end``."""
        # 由去年的1个增加到3个 is of this year: of times within a figure only printed years count.
        before = [
            time
            for time in self._inside(sentence, end)
            if time.start < start or (time.start < end and self._text[time.start].isdigit())
        ]
        carried = self._carried[sentence.start]
        if not before:
            return carried
        latest = before[-1]
        if latest.now:
            said = next((time for time in reversed(before) if not time.now), carried)
            return Time(latest.start, latest.end, said.year, "", now=True)
        return latest

    def _inside(self, sentence: Sentence, end: int) -> Sequence[Time]:
        first = bisect_left(self._starts, sentence.start)
        return self._times[first : bisect_right(self._starts, end)]

    def _head(self, sentence: Sentence) -> Time | None:
        """Return the time at the head of a sentence, also behind 本报讯(记者某某)."""
        for time in self._inside(sentence, sentence.end)[:1]:
            shift = self._text.find(")", sentence.start, time.start) + 1
            begins = max(shift, sentence.start)
            aside = _BESIDE.search(self._text[max(begins, time.start - 4) : time.start])
            if time.start - begins <= _HEAD and not time.now and not aside:
                return self._year_beside(sentence, time) or time
        return None

    def _merely_told(self, head: Time, lasting: Time) -> bool:
        """Tell whether 近日 says when a year was told of, and not what happened when."""
        return head.year != lasting.year and bool(_RECENT.match(self._text, head.start))

    def _headed(self, sentence: Sentence) -> Time | None:
        """Return the year that a headline names: 2022年度……会议."""
        for time in self._inside(sentence, sentence.end):
            if _HEADED.search(self._text[time.start : time.end]):
                return time
        return None

    def _year_beside(self, sentence: Sentence, day: Time) -> Time | None:
        """Return the year that is told on a day: 3月1日,记者获悉,2022年度……."""
        if not (_DAY.search(day.period) or _RECENT.match(self._text, day.start)):
            return None
        told = [time for time in self._inside(sentence, sentence.end) if _YEAR.match(time.period)]
        return told[-1] if told else None

    def _round(self, sentence: Sentence) -> Time | None:
        """Return the quarter or half-year that a lead speaks of, wherever it stands."""
        rounds = [
            time
            for time in self._inside(sentence, sentence.end)
            if time.start < sentence.end and _ROUND.search(time.period)
        ]
        return rounds[0] if len(rounds) == 1 else None
