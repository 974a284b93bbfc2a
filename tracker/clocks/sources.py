"""Who has matters that a week's colours are made of: said by the rooms above, once, at the start.

A source is asked for a campaign and a day and yields (code of the unit, condition) for each
matter that counts for the week that ends on that day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Protocol

from tracker.clocks.standing import Clocks
from tracker.clocks.terms import Condition


class Source(Protocol):
    def __call__(
        self, year: int, last_day: dt.date, clocks: Clocks
    ) -> Iterable[tuple[str, Condition]]: ...


_sources: list[Source] = []


def colour(source: Source) -> Source:
    """Let a room's matters count in weekly cards. Asking twice changes nothing."""
    if source not in _sources:
        _sources.append(source)
    return source


def matters(year: int, last_day: dt.date, clocks: Clocks) -> Iterator[tuple[str, Condition]]:
    """Yield the matters of all rooms as they stood at the end of a day."""
    for source in _sources:
        yield from source(year, last_day, clocks)
