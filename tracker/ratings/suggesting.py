"""Who suggests how the standards of a star are met; said by rooms above, once, at the start.

A suggestion is shown with its source beside the question, and a person takes it over or
not: nothing is ever filled in silently.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from tracker.ratings.models import StarRating


@dataclass(frozen=True)
class Suggestion:
    """How somebody found one standard met; `source` in words, `url` leads to it."""

    standard: int  # its key
    number: int
    result: str  # a `terms.Result`
    words: str
    source: str
    url: str


class Suggester(Protocol):
    def __call__(self, user: Any, star: StarRating) -> Iterable[Suggestion]: ...


_suggesters: list[Suggester] = []


def suggest(suggester: Suggester) -> Suggester:
    """Let a room suggest results. Asking twice changes nothing."""
    if suggester not in _suggesters:
        _suggesters.append(suggester)
    return suggester


def suggestions_for(user: Any, star: StarRating) -> list[Suggestion]:
    """Return what is suggested for a star to who may read it, in the order of the standards."""
    found = [one for suggester in _suggesters for one in suggester(user, star)]
    return sorted(found, key=lambda one: (one.number, one.source))
