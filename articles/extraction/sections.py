"""Which star a stretch of an article is about: 点亮“文明幸福星”。该街道开展……"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from articles.extraction.layout import Sentence
from articles.extraction.rules.stars import stars_in
from articles.extraction.terms import Star

_HEADLINE = 24  # characters; a longer sentence is no headline of what follows
_STRIVEN = re.compile(r"(?:创建|争创|打造|点亮|助力|勇摘|竞技|推进)[“”]?$")
_LEAD = 3  # sentences


class Sections:
    """The star that work is done for, where the page names one and no other."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._text = text
        self._carried: dict[int, Star | None] = {}
        self._paragraphs: dict[int, set[Star]] = defaultdict(set)
        self._articles: dict[int, set[Star]] = defaultdict(set)
        self._led: set[int] = set()
        bodies: dict[int, int] = defaultdict(int)
        carried: Star | None = None
        paragraph = -1
        for sentence in sentences:
            if sentence.paragraph != paragraph:
                paragraph, carried = sentence.paragraph, None
            self._carried[sentence.start] = carried
            named = stars_in(text, sentence.start, sentence.end)
            stars = {one.star for one in named}
            bodies[sentence.article] += not sentence.heading
            self._articles[sentence.article] |= stars
            if stars and bodies[sentence.article] <= _LEAD:
                self._led.add(sentence.article)
            striven = {
                one.star for one in named if _STRIVEN.search(text[one.start - 4 : one.start])
            }
            self._paragraphs[sentence.paragraph] |= striven if striven == stars else stars
            if sentence.end - sentence.start <= _HEADLINE and len(stars) == 1:
                carried = next(iter(stars))

    def star(self, sentence: Sentence, position: int) -> Star | None:
        """Return the star of a figure: of its part of the sentence, headline or article."""
        first = self._text.rfind(";", sentence.start, position) + 1
        last = self._text.find(";", position, sentence.end)
        part = stars_in(self._text, max(first, sentence.start), sentence.end if last < 0 else last)
        stars = {one.star for one in part}
        if stars:
            return stars.pop() if len(stars) == 1 else None
        carried = self._carried.get(sentence.start)
        if carried is not None:
            return carried
        article = self._articles[sentence.article]
        if sentence.article in self._led and len(article) == 1:
            return next(iter(article))
        return None
