"""Counting the ratings again, for `verify_tallies`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.places.codes import ancestor_codes
from tracker.ratings.holding import held
from tracker.ratings.measures import measures
from tracker.ratings.models import Rating, StarRating
from tracker.ratings.terms import PUBLIC
from tracker.tallies.rollups import Key

_States = dict[str, str]


def recount() -> Iterator[tuple[Key, int]]:
    """Yield ((area, year, kind of unit, measure), number) for all areas above the branches.

    Counted from the stars themselves, never from the levels kept beside them. Each key
    comes once.
    """
    streets: Counter[Key] = Counter()
    for _rating, branch, year, kind, states in _every_rating():
        street = ancestor_codes(branch)[-1]
        for measure in measures(states):
            streets[street, year, kind, measure] += 1
    areas: Counter[Key] = Counter()
    for (street, year, kind, measure), number in streets.items():
        for area in (*ancestor_codes(street), street):
            areas[area, year, kind, measure] += number
    yield from areas.items()


@dataclass(frozen=True)
class WrongLevel:
    """A rating whose levels are not what its stars make; (confirmed, awarded) each."""

    branch: str
    year: int
    stored: tuple[int, int]
    counted: tuple[int, int]


def wrong_levels() -> Iterator[WrongLevel]:
    """Yield the ratings whose levels are not what their stars give, in the order of branches."""
    stored = {
        key: (level, awarded)
        for key, level, awarded in Rating.objects.unscoped("a recount looks at everything")
        .order_by()
        .values_list("pk", "level", "awarded_level")
    }
    for key, branch, year, _kind, states in _every_rating():
        counted = len(held(states)), len(held(states, PUBLIC))
        if stored[key] != counted:
            yield WrongLevel(branch, year, stored[key], counted)


def _every_rating() -> Iterator[tuple[int, str, int, str, _States]]:
    """Yield key, branch, year, kind of unit and {star: state} of each rating."""
    rows = (
        StarRating.objects.unscoped("a recount counts everything")
        .order_by("rating__branch", "rating__campaign", "star__position")
        .values_list(
            "rating_id",
            "rating__branch_id",
            "rating__campaign_id",
            "rating__unit_kind",
            "star__key",
            "state",
        )
    )
    current: tuple[int, str, int, str] | None = None
    states: _States = {}
    for *own, star, state in rows.iterator(chunk_size=2000):
        if tuple(own) != current:
            if current:
                yield (*current, states)
            current, states = tuple(own), {}
        states[star] = state
    if current:
        yield (*current, states)
