"""The places of the tracker as plain data, found by name.

`Gazetteer` is built once and read many times. Names are looked up by their first
two characters and then by length, so that a page is matched in one walk and the
size of the gazetteer hardly matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

COUNTY_DIGITS, STREET_DIGITS, VILLAGE_DIGITS = 6, 9, 12
_SHORTEST = 2  # characters; a shorter name names nothing in a running text
_ENDINGS = ("村", "街", "镇", "乡", "县", "区", "市")


@dataclass(frozen=True, slots=True)
class Place:
    """One area: statistical code, name as shown, further names, kind of unit.

    `kind` is rural, urban or excluded for villages and communities, else empty.
    `rural` and `urban` count the units below (or the unit itself).
    """

    code: str
    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    rural: int = 0
    urban: int = 0


class Gazetteer:
    """Places by code and by name; namesakes share an entry."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places: Mapping[str, Place] = {place.code: place for place in places}
        self._codes: dict[str, list[str]] = defaultdict(list)
        lengths: dict[str, set[int]] = defaultdict(set)
        for place in self.places.values():
            for name in names_of(place):
                if place.code not in self._codes[name]:
                    self._codes[name].append(place.code)
                lengths[name[:_SHORTEST]].add(len(name))
        self._lengths = {head: sorted(found, reverse=True) for head, found in lengths.items()}

    def __len__(self) -> int:
        return len(self.places)

    def codes(self, name: str) -> tuple[str, ...]:
        """Return the codes of all places that go by this name, in code order."""
        return tuple(sorted(self._codes.get(name, ())))

    def longest_at(self, text: str, position: int) -> str:
        """Return the longest name that begins at ``position``, or an empty text."""
        for length in self._lengths.get(text[position : position + _SHORTEST], ()):
            name = text[position : position + length]
            if len(name) == length and name in self._codes:
                return name
        return ""

    def above(self, code: str) -> Iterator[Place]:
        """Yield the areas above a place, the nearest first."""
        for digits in (STREET_DIGITS, COUNTY_DIGITS, 4, 2):
            if digits < len(code) and (place := self.places.get(code[:digits])):
                yield place


def names_of(place: Place) -> Iterator[str]:
    """Yield the names under which a running text may speak of a place.

    A bare name without 村 or 街道 (李万) is left out: two characters are too often
    part of another word. Streets are also called by their office.
    """
    for name in (place.name, *place.aliases):
        if len(name) > _SHORTEST or (len(name) == _SHORTEST and name.endswith(_ENDINGS)):
            yield name
        if len(place.code) == STREET_DIGITS and name.endswith("街道"):
            yield name + "办事处"
            yield name.removesuffix("街道") + "办事处"
