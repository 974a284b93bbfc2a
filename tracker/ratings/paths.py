"""The shortest way to the next star. Pure: states and results in, what is missing out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.campaigns.scoring import CAPSTONE_STAR, STARS_OF_KIND, LevelRule
from tracker.ratings.holding import held
from tracker.ratings.terms import Result, State

# The farther a star has come, the fewer people still have to act.
_FARTHER = (State.DECLARED, State.ENTERED, State.REVIEWED, State.VERIFIED)


@dataclass(frozen=True)
class Way:
    """What lies between a branch and one star that it does not hold.

    `not_met` and `unchecked` are the numbers of the standards in the scheme; `first`
    are the stars that must be held before this one (the rule of levels).
    """

    star: str
    state: str
    not_met: tuple[int, ...] = ()
    unchecked: tuple[int, ...] = ()
    first: tuple[str, ...] = ()

    @property
    def must_be_declared(self) -> bool:
        return self.state == State.NOT_DECLARED


def shortest_path(
    states: Mapping[str, str],
    results: Mapping[str, Mapping[int, str]],
    rule: LevelRule,
    unit_kind: str,
) -> Sequence[Way]:
    """Return the ways to the stars that can still be reached, nearest first.

    ``states``: {star key: State}; ``results``: {star key: {number of the standard:
    Result}}, every standard of the star named. Nearest: declared, no star to be held
    before, fewest standards not met, fewest not checked, farthest on, order of the
    scheme. No way leads back to a star that was withdrawn. Raises KeyError for a kind
    of unit that has no scheme.
    """
    scheme = STARS_OF_KIND[unit_kind]
    have = held(states)
    ways = []
    for star in scheme:
        state = str(states.get(star) or State.NOT_DECLARED)
        if star in have or state == State.WITHDRAWN:
            continue
        found = results.get(star, {})
        last = rule.capstone and star == CAPSTONE_STAR
        ways.append(
            Way(
                star,
                state,
                _numbers(found, Result.NOT_MET),
                _numbers(found, Result.NOT_CHECKED),
                tuple(one for one in scheme if last and one != star and one not in have),
            )
        )
    # Sorting keeps what is equal in the order of the scheme.
    return sorted(ways, key=_distance)


def _distance(way: Way) -> tuple[bool, int, int, int, int]:
    """What comes first is nearer."""
    done = _FARTHER.index(way.state) if way.state in _FARTHER else 0
    return (way.must_be_declared, len(way.first), len(way.not_met), len(way.unchecked), -done)


def _numbers(results: Mapping[int, str], wanted: Result) -> tuple[int, ...]:
    return tuple(sorted(number for number, result in results.items() if result == wanted))
