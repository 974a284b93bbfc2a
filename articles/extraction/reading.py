"""The door of the engine: `read` turns a page into claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from articles.extraction import kinds, natures
from articles.extraction.claims import Claim, Subject
from articles.extraction.dating import USUAL, guess_date
from articles.extraction.flow import Flow, flow_of
from articles.extraction.gazetteer import Gazetteer
from articles.extraction.layout import Sentence, sentences_of
from articles.extraction.mentions import Level, mentions_in
from articles.extraction.periods import Time
from articles.extraction.quantities import quantities_in
from articles.extraction.rules import ALL
from articles.extraction.rules.passage import Found, Passage, Rule
from articles.extraction.scope import BEGAN, Scope
from articles.extraction.sections import Sections
from articles.extraction.subjects import Subjects, Topic
from articles.extraction.terms import Bearing, Metric, Nature, Precision, UnitKind
from articles.extraction.timeline import Timeline

_CORE = frozenset(
    {Metric.LEVEL_COUNT, Metric.STAR_COUNT, Metric.SHARE_AT_LEAST, Metric.TARGET_PER_UNIT}
)
# What no single village has several of.
_OF_SEVERAL = _CORE | {Metric.UNIT_COUNT, Metric.INSPECTED_COUNT}
_SLOGAN = 20  # characters
_OPEN, _CARRIED = 0.6, 0.92  # what an open or a carried subject leaves of the confidence


def read(
    text: str,
    gazetteer: Gazetteer,
    published_on: dt.date | None = None,
    *,
    context: bool = False,
) -> list[Claim]:
    """Return the claims of a page in the order of their places.

    ``text`` is the page as stored; positions refer to it. Without ``published_on``
    the day is guessed from the text. Figures of other work on the page are left
    out unless ``context`` asks for them; their `bearing` tells them apart. The same
    input always gives the same claims, and no text makes it raise.
    """
    day = published_on or guess_date(text) or USUAL
    page = _Page(flow_of(text), gazetteer, day)
    found = sorted(page.claims(), key=lambda claim: (claim.start, claim.end, claim.metric))
    kept = [claim for claim in found if context or claim.bearing == Bearing.CAMPAIGN]
    return list(_with_repeats(kept))


class _Page:
    def __init__(self, flow: Flow, gazetteer: Gazetteer, day: dt.date) -> None:
        self._flow = flow
        self._gazetteer = gazetteer
        self._sentences = sentences_of(flow.text)
        mentions = mentions_in(flow.text, gazetteer)
        self._subjects = Subjects(flow.text, self._sentences, mentions, gazetteer)
        self._timeline = Timeline(flow.text, self._sentences, day)
        self._scope = Scope(flow.text, self._sentences)
        self._sections = Sections(flow.text, self._sentences)
        self._paragraph = -1
        self._plans = _plans(flow.text, self._sentences)
        self._plan_articles = _plan_articles(flow.text, self._sentences)
        self._asked_for_plans = _asked_for_plans(flow.text, self._sentences)
        self._year = day.year
        self._said: Nature | None = None

    def claims(self) -> Iterator[Claim]:
        for sentence in self._sentences:
            if sentence.byline:
                continue
            passage = Passage(
                self._flow.text,
                sentence,
                list(quantities_in(self._flow.text, sentence)),
                self._subjects.places_in(sentence),
            )
            # In the order of the text: what is planned or reached is said for what follows.
            read_here = [(found, rule) for rule in ALL for found in rule.read(passage)]
            for found, rule in sorted(read_here, key=lambda one: one[0].start):
                yield self._claim(rule, found, sentence)

    def _claim(self, rule: Rule, found: Found, sentence: Sentence) -> Claim:
        above = not found.villages and _many(found)
        if above and found.metric not in _OF_SEVERAL:
            above = not self._subjects.is_of_village(sentence)
        topic = found.about or self._subjects.at(sentence, found.start, above_village=above)
        time = self._timeline.at(sentence, found.start, found.end)
        core = found.metric in _CORE
        nature = found.nature or self._nature(found, sentence, time, core=core)
        campaign = time.year
        foreign = topic.level == Level.FOREIGN and bool(topic.subject.named_as)
        bears = self._scope.bears(found, sentence) and not foreign and campaign >= BEGAN
        start, end = self._flow.original(found.start, found.end)
        first, last = self._flow.original(sentence.start, sentence.end)
        return Claim(
            start=start,
            end=end,
            sentence_start=first,
            sentence_end=last,
            subject=self._placed(topic),
            unit_kind=self._unit_kind(found, topic, sentence, core=core),
            campaign=campaign,
            nature=nature,
            metric=found.metric,
            level=found.level,
            star=found.star or (None if core else self._sections.star(sentence, found.start)),
            term=found.term,
            value=found.value,
            value_to=found.value_to,
            unit=found.unit,
            precision=found.precision,
            period=time.period or (str(campaign) if core else ""),
            bearing=Bearing.CAMPAIGN if bears else Bearing.CONTEXT,
            rule=rule.name,
            confidence=_confidence(found, topic),
        )

    def _nature(self, found: Found, sentence: Sentence, time: Time, *, core: bool) -> Nature:
        """Return what the sentence says, else what its paragraph said before."""
        words = self._flow.text[sentence.start : sentence.end]
        position = found.start - sentence.start
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._said = sentence.paragraph, None
        if core or found.level is not None:
            after = self._flow.text[found.end : sentence.end]
            ends = found.end - sentence.start
            said = natures.of_level(words, ends, after[:50])
            self._said = said or self._said
            ahead = self._is_ahead(sentence) and time.year >= self._year
            return self._said or (Nature.PLANNED if ahead else Nature.REPORTED)
        said = natures.of_work(words, position)
        planned = sentence.paragraph in self._plans and not time.now
        planned = planned or found.precision == Precision.AT_LEAST
        return said or (Nature.PLANNED if planned else Nature.REPORTED)

    def _is_ahead(self, sentence: Sentence) -> bool:
        """Tell whether levels that nothing else is said of are a plan here."""
        asked = sentence.paragraph in self._asked_for_plans
        return asked or sentence.article in self._plan_articles

    def _placed(self, topic: Topic) -> Subject:
        """Return the subject with its positions in the original."""
        said = topic.subject
        start, end = self._flow.original(said.start, said.end) if said.end else (0, 0)
        return Subject(said.named_as, start, end, said.code, said.candidates, said.way)

    def _unit_kind(
        self, found: Found, topic: Topic, sentence: Sentence, *, core: bool
    ) -> UnitKind | None:
        stated = found.unit_kind or kinds.of_unit(found.unit)
        if stated is not None or not (core or found.level is not None):
            return stated
        said_before = self._flow.text[sentence.start : found.end]
        return kinds.of_branches(
            found.star,
            said_before,
            self._gazetteer.places.get(topic.subject.code),
            topic.subject.named_as,
        )


def _plans(text: str, sentences: Sequence[Sentence]) -> set[int]:
    """Return the paragraphs whose first sentence, after a slogan, makes them a plan."""
    firsts: dict[int, Sentence] = {}
    for sentence in sentences:
        if sentence.end - sentence.start > _SLOGAN:
            firsts.setdefault(sentence.paragraph, sentence)
    return {
        paragraph
        for paragraph, first in firsts.items()
        if natures.leads_a_plan(text[first.start : first.end])
    }


def _plan_articles(text: str, sentences: Sequence[Sentence]) -> set[int]:
    """Return the articles that list a plan, by their headline or by what leads to the list."""
    return {
        sentence.article
        for sentence in sentences
        if natures.heads_a_plan(text[sentence.start : sentence.end], heading=sentence.heading)
    }


def _asked_for_plans(text: str, sentences: Sequence[Sentence]) -> set[int]:
    """Return the paragraphs that answer a question about aims: 今年的目标是什么?"""
    return {
        sentence.paragraph + 1
        for sentence in sentences
        if natures.asks_for_a_plan(text[sentence.start : sentence.end])
    }


def _many(found: Found) -> bool:
    return found.metric in _CORE or (found.value is not None and found.value > 1)


def _confidence(found: Found, topic: Topic) -> float:
    sure = found.sure
    if not topic.subject.code:
        sure *= _OPEN
    elif topic.subject.way in ("carried", "byline"):
        sure *= _CARRIED
    return round(sure, 2)


def _with_repeats(claims: Sequence[Claim]) -> Iterable[Claim]:
    """Point each claim that says the same again to the first one that said it."""
    seen: dict[tuple[object, ...], int] = {}
    for claim in claims:
        key = (
            claim.subject.code or claim.subject.named_as,
            claim.metric,
            claim.level,
            claim.star,
            claim.value,
            claim.value_to,
            claim.unit,
            claim.nature,
            claim.campaign,
            claim.unit_kind,
            claim.term,
        )
        first = seen.setdefault(key, claim.start)
        yield claim if first == claim.start else replace(claim, repeats=first)
