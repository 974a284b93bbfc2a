"""What is counted of ratings. Pure: the states of a branch's stars in, names of tallies out."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.ratings.terms import HELD, PUBLIC


def measures(states: Mapping[str, str]) -> list[str]:
    """Return the tallies in which one branch counts, once each; ``states``: {star key: state}.

    "star.<key>.<state>" for every star, "level.<n>" by the stars that the county has
    confirmed, and "awarded.level.<n>" by those that are public, where there is one.
    """
    counted = [f"star.{star}.{state}" for star, state in states.items()]
    counted.append(f"level.{_number(states, HELD)}")
    if awarded := _number(states, PUBLIC):
        counted.append(f"awarded.level.{awarded}")
    return counted


def _number(states: Mapping[str, str], held: tuple[str, ...]) -> int:
    return sum(state in held for state in states.values())
