"""Which stars a branch may come to hold, or be left with. Pure.

The rule of levels judges two sets: the stars that the county has confirmed, and
those that the public sees. Neither may ever be a set that no branch can hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.campaigns.scoring import CAPSTONE_STAR, STARS_OF_KIND, LevelRule, refusals
from tracker.ratings.terms import HELD, PUBLIC, State


@dataclass(frozen=True)
class Objection:
    """Why a star may not move. `lacks`: stars that must be held before it; `bears`: stars
    that rest on it and must go with it or before it; both empty: no branch holds such a set.
    """

    lacks: tuple[str, ...] = ()
    bears: tuple[str, ...] = ()


def held(states: Mapping[str, str], among: tuple[str, ...] = HELD) -> frozenset[str]:
    """Return the stars in one of the states ``among``."""
    return frozenset(star for star, state in states.items() if state in among)


def is_decided(states: Iterable[str], *, year_is_over: bool) -> bool:
    """Tell whether a level can be stated: a star was confirmed, or none will be any more."""
    return year_is_over or any(state in (*HELD, State.WITHDRAWN) for state in states)


def objections(
    states: Mapping[str, str], targets: Mapping[str, str], unit_kind: str, rule: LevelRule
) -> dict[str, Objection]:
    """Return what stands against moving some stars of one branch together.

    ``states``: {star key: state} of all its stars; ``targets``: {star key: state it
    would come to}. Without the stars objected to, ask again: others may rest on them.
    """
    after = {**states, **targets}
    for among in (HELD, PUBLIC):
        before_set, after_set = held(states, among), held(after, among)
        if before_set != after_set and refusals(after_set, unit_kind, rule):
            return _culprits(before_set, after_set, unit_kind, rule)
    return {}


def _culprits(
    before: frozenset[str], after: frozenset[str], unit_kind: str, rule: LevelRule
) -> dict[str, Objection]:
    missing = tuple(star for star in STARS_OF_KIND.get(unit_kind, ()) if star not in after)
    if not (rule.capstone and CAPSTONE_STAR in after and missing):
        return dict.fromkeys(before ^ after, Objection())
    if CAPSTONE_STAR not in before:
        return {CAPSTONE_STAR: Objection(lacks=missing)}
    # It is held already: whatever leaves would take the ground from under it, and where it
    # stands without ground (the rule came later) it must go before anything is added.
    return dict.fromkeys((before - after) or (after - before), Objection(bears=(CAPSTONE_STAR,)))
