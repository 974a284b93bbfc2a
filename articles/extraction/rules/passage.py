"""What a rule sees of the page, and what it gives back.

Positions are those of the flow; `reading` turns them into positions of the original.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from articles.extraction.layout import Sentence
from articles.extraction.mentions import Level
from articles.extraction.quantities import Quantity
from articles.extraction.subjects import Topic
from articles.extraction.terms import Metric, Nature, Precision, Star, Unit, UnitKind

T = TypeVar("T")
_AROUND = 300  # characters
_REACH = 40  # characters between a village and what is said of it


@dataclass
class Passage:
    """One sentence: its text, its quantities and the places it names.

    `taken` holds the starts of quantities that a rule has read, so that none is
    counted twice.
    """

    text: str
    sentence: Sentence
    quantities: Sequence[Quantity]
    places: Sequence[Topic] = ()
    taken: set[int] = field(default_factory=set)
    _counted: list[Any] | None = None

    @property
    def words(self) -> str:
        return self.text[self.sentence.start : self.sentence.end]

    @property
    def around(self) -> str:
        """The paragraph up to the end of this sentence, at most a few hundred characters."""
        line = self.text.rfind("\n", 0, self.sentence.start) + 1
        return self.text[max(line, self.sentence.start - _AROUND) : self.sentence.end]

    def clause_around(self, start: int, end: int) -> str:
        """Return the clause that a figure stands in, from comma to comma."""
        first = max(self.text.rfind(sign, self.sentence.start, start) for sign in ",;。:") + 1
        after = (self.text.find(sign, end, self.sentence.end) for sign in ",;。")
        last = min((place for place in after if place >= 0), default=self.sentence.end)
        return self.text[max(first, self.sentence.start) : last]

    def counted(self, count: Callable[[Passage], list[T]]) -> list[T]:
        """Return what ``count`` makes of the passage; it is asked once."""
        if self._counted is None:
            self._counted = count(self)
        return self._counted

    def before(self, position: int, characters: int) -> str:
        """Return what stands before a position in this sentence."""
        return self.text[max(self.sentence.start, position - characters) : position]

    def after(self, position: int, characters: int) -> str:
        return self.text[position : min(self.sentence.end, position + characters)]

    def villages_before(self, position: int) -> list[Topic]:
        """Return the villages that a single level or star before ``position`` is said of.

        One village stands shortly before, or several in a row; without a number between.
        """
        return self.places_before(position, Level.VILLAGE)

    def places_before(self, position: int, level: Level | None = None) -> list[Topic]:
        """Return the places that what stands at ``position`` is said of; see `villages_before`."""
        near = [
            topic
            for topic in self.places
            if topic.end <= position and (level is None or topic.level == level)
        ]
        if not near or not self._reaches(near[-1].end, position):
            return []
        return last_row(near)

    def _reaches(self, end: int, position: int) -> bool:
        between = self.text[end:position]
        counted = any(end <= each.start < position for each in self.quantities)
        return len(between) <= _REACH and ";" not in between and not counted

    def free(self) -> Iterator[Quantity]:
        """Yield the quantities that no rule has read yet."""
        return (each for each in self.quantities if each.start not in self.taken)


@dataclass(frozen=True, slots=True)
class Found:
    """A figure that a rule has read.

    `own` says that the words themselves name the campaign, wherever they stand.
    `villages` says that the figure may be about one village; `nature` and
    `unit_kind` are None where the sentence decides. `about` is a topic that the
    rule has settled itself.
    """

    start: int
    end: int
    metric: Metric
    value: Decimal | None
    unit: Unit
    value_to: Decimal | None = None
    precision: Precision = Precision.EXACT
    level: int | None = None
    star: Star | None = None
    term: str = ""
    unit_kind: UnitKind | None = None
    nature: Nature | None = None
    own: bool = False
    villages: bool = False
    about: Topic | None = None
    sure: float = 0.9


@dataclass(frozen=True, slots=True)
class Rule:
    """A named way of reading. `explanation` is a whole sentence for the reviewer."""

    name: str
    explanation: str
    read: Callable[[Passage], Iterator[Found]]


def last_row(topics: Sequence[Topic]) -> list[Topic]:
    """Return the last of some places with those that stand in a row with it: one sign between."""
    row = [topics[-1]]
    for topic in reversed(topics[:-1]):
        if row[0].start - topic.end != 1:
            break
        row.insert(0, topic)
    return row
