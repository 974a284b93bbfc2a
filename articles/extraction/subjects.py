"""Whom a figure is about: the nearest place that can be its subject, namesakes ranked.

An article is walked sentence by sentence. Each place it names, or points back to,
becomes a topic; a figure takes the nearest topic before it in its part of the
sentence, else the topic its sentence began with, else the one before. Which of
several namesakes is meant is decided by the places around, or left open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.extraction.claims import Candidate, Subject
from articles.extraction.gazetteer import (
    COUNTY_DIGITS,
    STREET_DIGITS,
    VILLAGE_DIGITS,
    Gazetteer,
    Place,
)
from articles.extraction.layout import Sentence
from articles.extraction.mentions import BOTH, LEVEL_OF_DIGITS, Level, Mention

_RANKS = {"with_street": 100, "in_street": 40, "in_county": 20, "on_page": 5, "only_one": 1}
_SURE = _RANKS["in_county"]
# What a meeting does is of the area that the article is about, whoever spoke before.
_OF_ALL = re.compile(r"会议|会上|会后|会前")
_EXAMPLE = ("比如", "例如", "譬如")
_AHEAD = {Level.COUNTY: (COUNTY_DIGITS, 4), Level.STREET: (STREET_DIGITS,)}
_SHOWN = 20  # candidates kept; a common name has hundreds in a nation


@dataclass(frozen=True, slots=True)
class Topic:
    """A place at its position, resolved."""

    start: int
    end: int
    level: Level
    subject: Subject


NOBODY = Topic(0, 0, Level.FOREIGN, Subject("", 0, 0, "", (), "none"))


@dataclass
class _Memory:
    """What an article has spoken of so far."""

    by_level: dict[Level, Topic] = field(default_factory=dict)
    counties: set[str] = field(default_factory=set)
    last: Topic | None = None
    paragraph: int = -1
    article_topic: Topic | None = None


class Subjects:
    """The topics of every sentence of a page."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        gazetteer: Gazetteer,
    ) -> None:
        self._text = text
        self._gazetteer = gazetteer
        self._page_counties = {
            code[:COUNTY_DIGITS]
            for mention in mentions
            if len(mention.codes) == 1
            for code in mention.codes
            if len(code) >= COUNTY_DIGITS
        }
        self._topics: dict[int, list[Topic]] = {}
        self._places: dict[int, list[Topic]] = {}
        self._articles: dict[int, _Memory] = {}
        self._carried: dict[int, Topic] = {}
        self._bylines: dict[int, Topic] = {}
        self._of_village: set[int] = set()
        self._around = _codes_by_article(sentences, mentions)
        self._walk(sentences, mentions)

    def at(self, sentence: Sentence, position: int, *, above_village: bool) -> Topic:
        """Return the topic of a figure. ``above_village`` asks for a street or more."""
        for topic, way in self._nearest(sentence, position):
            if topic.level == Level.VILLAGE and above_village:
                continue
            return _found(topic, way)
        byline = self._bylines.get(sentence.article)
        if byline is not None:
            return _found(byline, "byline")
        later = self._articles[sentence.article].article_topic
        wanted = later is not None and not (above_village and later.level == Level.VILLAGE)
        return _found(later, "carried") if later is not None and wanted else NOBODY

    def is_of_village(self, sentence: Sentence) -> bool:
        """Tell whether the headline names a village: then its figures are the village's own."""
        return sentence.article in self._of_village

    def places_in(self, sentence: Sentence) -> Sequence[Topic]:
        """Return the places a sentence names, those in a row, too; not those only visited."""
        return self._places.get(sentence.start, ())

    def _nearest(self, sentence: Sentence, position: int) -> list[tuple[Topic, str]]:
        """Return the topics a figure may have, the likeliest first."""
        topics = self._topics.get(sentence.start, [])
        part = self._text.rfind(";", sentence.start, position) + 1
        near = [topic for topic in topics if max(part, sentence.start) <= topic.start < position]
        found = [(topic, "named") for topic in reversed(near)]
        if topics and topics[0].start < position:
            found.append((topics[0], "sentence"))
        found += [(topic, "sentence") for topic in topics if topic.start < part]
        if sentence.start in self._carried:
            carried = self._carried[sentence.start]
            found.append((carried, "carried"))
        else:
            found += [(topic, "carried") for topic in self._common(sentence)]
        found += [(topic, "carried") for topic in self._fallback(sentence)]
        return found

    def _common(self, sentence: Sentence) -> list[Topic]:
        """Return the area that holds all places of an article, where none was named yet."""
        codes = self._around.get(sentence.article, set())
        for digits in (STREET_DIGITS, COUNTY_DIGITS):
            above = {code[:digits] for code in codes if len(code) >= digits}
            place = self._gazetteer.places.get(min(above)) if len(above) == 1 else None
            if place is not None:
                candidate = Candidate(place.code, place.name, ("only_one",))
                subject = Subject(place.name, 0, 0, place.code, (candidate,), "carried")
                return [Topic(0, 0, LEVEL_OF_DIGITS[digits], subject)]
        return []

    def _fallback(self, sentence: Sentence) -> list[Topic]:
        memory = self._articles.get(sentence.article)
        if memory is None:
            return []
        levels = (Level.STREET, Level.COUNTY, Level.CITY)
        return [memory.by_level[level] for level in levels if level in memory.by_level]

    def _walk(self, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> None:
        rest = list(mentions)
        number = 0
        for sentence in sentences:
            memory = self._articles.setdefault(sentence.article, _Memory())
            mine = []
            while number < len(rest) and rest[number].start < sentence.end:
                if rest[number].start >= sentence.start:
                    mine.append(rest[number])
                number += 1
            self._read_sentence(sentence, mine, memory)

    def _read_sentence(self, sentence: Sentence, mine: list[Mention], memory: _Memory) -> None:
        if sentence.paragraph != memory.paragraph:
            memory.paragraph = sentence.paragraph
            memory.last = memory.article_topic or memory.last
        elif memory.article_topic and _OF_ALL.match(self._text, sentence.start):
            memory.last = memory.article_topic
        if memory.last is not None:
            self._carried[sentence.start] = memory.last
        topics = self._topics_of(sentence, mine, memory)
        if sentence.byline and topics:
            self._bylines[sentence.article] = topics[-1]
        elif topics:
            self._topics[sentence.start] = topics
            memory.article_topic = _surer(memory.article_topic, topics)
            if sentence.heading and memory.article_topic.level == Level.VILLAGE:
                self._of_village.add(sentence.article)
            passing = BOTH.match(self._text, topics[0].start)
            if not (passing or self._text.startswith(_EXAMPLE, sentence.start)):
                memory.last = topics[0]

    def _topics_of(self, sentence: Sentence, mine: list[Mention], memory: _Memory) -> list[Topic]:
        """Return the topics of a sentence; names in a row and places visited are none."""
        topics = []
        for place, mention in enumerate(mine):
            chained = place + 1 < len(mine) and mine[place + 1].start == mention.end
            topic = self._topic(mention, memory, sentence.article)
            if topic is None:
                continue
            self._remember(topic, mention, memory)
            if not (mention.visited or chained):
                self._places.setdefault(sentence.start, []).append(topic)
            if not (chained or mention.listed or mention.visited):
                topics.append(topic)
        return topics

    def _remember(self, topic: Topic, mention: Mention, memory: _Memory) -> None:
        if mention.visited or topic.level == Level.FOREIGN:
            return
        memory.by_level[topic.level] = topic
        code = topic.subject.code
        if len(code) >= COUNTY_DIGITS:
            memory.counties.add(code[:COUNTY_DIGITS])

    def _topic(self, mention: Mention, memory: _Memory, article: int) -> Topic | None:
        if mention.points_back:
            return self._pointed(mention, memory) or self._pointed_ahead(mention, article)
        if mention.level == Level.FOREIGN:
            subject = Subject(mention.name, mention.start, mention.end, "", (), "named")
            return Topic(mention.start, mention.end, Level.FOREIGN, subject)
        if mention.guessed and memory.counties:
            return None  # an article about places we know
        candidates = self._ranked(mention, memory)
        code = _chosen(candidates)
        subject = Subject(mention.name, mention.start, mention.end, code, candidates, "named")
        return Topic(mention.start, mention.end, mention.level, subject)

    def _pointed(self, mention: Mention, memory: _Memory) -> Topic | None:
        """Resolve 该街道 to the last street spoken of, 该市 to the last city or county."""
        target = memory.by_level.get(mention.level)
        if mention.level == Level.COUNTY:
            target = self._county(mention, memory)
        elif mention.level == Level.PROVINCE and target is None:
            target = self._above(memory, 2, mention)
        elif mention.name == "辖区":
            target = memory.last
        if target is None:
            return None
        said = target.subject
        subject = Subject(
            said.named_as, said.start, said.end, said.code, said.candidates, "this_area"
        )
        return Topic(mention.start, mention.end, target.level, subject)

    def _pointed_ahead(self, mention: Mention, article: int) -> Topic | None:
        """Resolve 全市 before any place is named: the area that holds all places named later."""
        if mention.name.startswith("该"):
            return None
        codes = self._around.get(article, ())
        for digits in _AHEAD.get(mention.level, ()):
            above = {code[:digits] for code in codes if len(code) >= digits}
            place = self._gazetteer.places.get(min(above)) if len(above) == 1 else None
            if place is not None and _ends_alike(mention.name, place.name):
                return _this_area(place, mention, LEVEL_OF_DIGITS[digits])
        return None

    def _county(self, mention: Mention, memory: _Memory) -> Topic | None:
        ending = mention.name[-1]
        county = memory.by_level.get(Level.COUNTY)
        city = memory.by_level.get(Level.CITY)
        if ending == "市":
            if county and county.subject.named_as.endswith("市") and mention.name[0] != "我":
                return county
            return city or self._above(memory, 4, mention)
        return county or self._above(memory, COUNTY_DIGITS, mention)

    def _above(self, memory: _Memory, digits: int, mention: Mention) -> Topic | None:
        """Return the area above what was spoken of: 全区 in the story of a street."""
        for level in (Level.STREET, Level.COUNTY, Level.VILLAGE):
            topic = memory.by_level.get(level)
            code = topic.subject.code[:digits] if topic else ""
            place = self._gazetteer.places.get(code) if len(code) == digits else None
            if place is not None:
                return _this_area(place, mention, LEVEL_OF_DIGITS[digits])
        return None

    def _ranked(self, mention: Mention, memory: _Memory) -> tuple[Candidate, ...]:
        codes = _within(mention.codes, mention.within)
        street = _code(memory, Level.STREET, STREET_DIGITS)
        county = _code(memory, Level.COUNTY, COUNTY_DIGITS) or street[:COUNTY_DIGITS]
        ranked = []
        for code in codes:
            reasons = []
            if mention.within and any(code.startswith(above) for above in mention.within):
                reasons.append("with_street")
            if len(code) == VILLAGE_DIGITS and street and code.startswith(street):
                reasons.append("in_street")
            if county and code.startswith(county) and len(code) > COUNTY_DIGITS:
                reasons.append("in_county")
            elif code[:COUNTY_DIGITS] in self._page_counties:
                reasons.append("on_page")
            if len(codes) == 1:
                reasons.append("only_one")
                if self._far(code, memory):
                    reasons.append("outside")
            elif not reasons:
                reasons.append("namesake")
            ranked.append(Candidate(code, self._gazetteer.places[code].name, tuple(reasons)))
        ranked.sort(key=lambda one: (-_score(one), one.code))
        return tuple(ranked[:_SHOWN])

    def _far(self, code: str, memory: _Memory) -> bool:
        """Tell whether a village lies outside every county that the article speaks of."""
        if len(code) != VILLAGE_DIGITS:
            return False
        unknown = memory.by_level.get(Level.COUNTY) or memory.by_level.get(Level.STREET)
        if unknown is not None and not unknown.subject.code and not unknown.subject.candidates:
            return True
        return bool(memory.counties) and code[:COUNTY_DIGITS] not in memory.counties


def _surer(before: Topic | None, topics: Sequence[Topic]) -> Topic:
    """Return what an article is about: the first place, decided where it is named more fully."""
    if before is None:
        return topics[0]
    name = before.subject.named_as
    decided = (one for one in topics if one.subject.code and one.subject.named_as == name)
    return before if before.subject.code else next(decided, before)


def _codes_by_article(
    sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> dict[int, set[str]]:
    """Return the codes of counties, streets and villages that an article names beyond doubt."""
    found: dict[int, set[str]] = {}
    number = 0
    for sentence in sentences:
        while number < len(mentions) and mentions[number].start < sentence.end:
            codes = mentions[number].codes
            if len(codes) == 1 and len(codes[0]) >= COUNTY_DIGITS:
                found.setdefault(sentence.article, set()).add(codes[0])
            number += 1
    return found


def _ends_alike(pointer: str, name: str) -> bool:
    return pointer[-1] == name[-1]


def _this_area(place: Place, mention: Mention, level: Level) -> Topic:
    candidate = Candidate(place.code, place.name, ("only_one",))
    # The page says 全区 there, and the name nowhere: the subject has no place in the text.
    subject = Subject(place.name, 0, 0, place.code, (candidate,), "this_area")
    return Topic(mention.start, mention.end, level, subject)


def _within(codes: Sequence[str], above: Sequence[str]) -> Sequence[str]:
    inside = [code for code in codes if any(code.startswith(one) for one in above)]
    return inside or codes


def _code(memory: _Memory, level: Level, digits: int) -> str:
    topic = memory.by_level.get(level)
    return topic.subject.code[:digits] if topic else ""


def _score(candidate: Candidate) -> int:
    return sum(_RANKS.get(reason, 0) for reason in candidate.reasons)


def _chosen(candidates: Sequence[Candidate]) -> str:
    """Return the code that the page decides for; an empty text leaves it open."""
    if not candidates:
        return ""
    best = candidates[0]
    if "outside" in best.reasons:
        return ""
    if len(candidates) == 1:
        return best.code
    second = _score(candidates[1])
    return best.code if _score(best) >= _SURE and _score(best) > second else ""


def _found(topic: Topic, way: str) -> Topic:
    said = topic.subject
    if way == "named" or said.way == "this_area":
        return topic
    subject = Subject(said.named_as, said.start, said.end, said.code, said.candidates, way)
    return Topic(topic.start, topic.end, topic.level, subject)
