"""How stars make a level. Pure: star keys in, a level or the reasons against it out.

Source: no page states the rule. It was inferred from three townships that
published levels and totals of each star (their sums agree), so `capstone` can
be switched off for a year.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from tracker.campaigns.terms import RURAL_STARS, URBAN_STARS

CAPSTONE_STAR = "party_branch"
STARS_OF_KIND: dict[str, tuple[str, ...]] = {
    "rural": tuple(str(key) for key in RURAL_STARS),
    "urban": tuple(str(key) for key in URBAN_STARS),
}
HIGHEST_LEVEL = 5


@dataclass(frozen=True)
class LevelRule:
    """The rule of one campaign year; `capstone`: the strong branch star comes last."""

    capstone: bool = True


class Refusal(Enum):
    """Why a branch cannot hold a set of stars."""

    UNKNOWN_KIND = "unknown_kind"
    REPEATED_STAR = "repeated_star"
    FOREIGN_STAR = "foreign_star"
    CAPSTONE_BEFORE_OTHERS = "capstone_before_others"


class ImpossibleStarsError(ValueError):
    """A set of stars that no branch can hold; `refusals` says why."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(", ".join(refusal.value for refusal in refusals))
        self.refusals = refusals


def refusals(stars: Collection[str], unit_kind: str, rule: LevelRule) -> list[Refusal]:
    """Return every reason why a unit of this kind cannot hold ``stars``; empty when it can."""
    scheme = STARS_OF_KIND.get(unit_kind)
    if scheme is None:
        return [Refusal.UNKNOWN_KIND]
    held = set(stars)
    reasons = []
    if len(held) < len(stars):
        reasons.append(Refusal.REPEATED_STAR)
    if held - set(scheme):
        reasons.append(Refusal.FOREIGN_STAR)
    if rule.capstone and CAPSTONE_STAR in held and set(scheme) - held:
        reasons.append(Refusal.CAPSTONE_BEFORE_OTHERS)
    return reasons


def level(stars: Collection[str], unit_kind: str, rule: LevelRule) -> int:
    """Return the level, 0 to 5: the number of stars held.

    Raises ImpossibleStarsError for a set that no unit of this kind can hold.
    """
    reasons = refusals(stars, unit_kind, rule)
    if reasons:
        raise ImpossibleStarsError(reasons)
    return len(stars)


def allowed_sets(unit_kind: str, rule: LevelRule) -> list[frozenset[str]]:
    """Return every set of stars a unit of this kind can hold, fewest stars first.

    With the capstone 17 sets, without it 32. Raises KeyError for an unknown kind.
    """
    scheme = STARS_OF_KIND[unit_kind]
    return [
        frozenset(chosen)
        for size in range(HIGHEST_LEVEL + 1)
        for chosen in combinations(scheme, size)
        if not refusals(chosen, unit_kind, rule)
    ]


def certain_stars(level: int, unit_kind: str, rule: LevelRule) -> tuple[str, ...]:
    """Return the stars for which a level can only stand, in the order of the scheme.

    Empty where there is a choice, so that a person has to name them: with the capstone four and
    five stars are certain, without it five. Raises KeyError for an unknown kind.
    """
    possible = [stars for stars in allowed_sets(unit_kind, rule) if len(stars) == level]
    if len(possible) != 1:
        return ()
    return tuple(star for star in STARS_OF_KIND[unit_kind] if star in possible[0])
