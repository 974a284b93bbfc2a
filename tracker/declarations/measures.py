"""What is counted of declarations. Pure: one declaration's facts in, names of tallies out.

Only what stands is a declared level or star: a draft or a returned declaration
counts in its own state and nowhere else.
"""

from __future__ import annotations

from tracker.declarations.terms import STANDING


def measures(state: str, stars: list[str]) -> list[str]:
    """Return the tallies in which one declaration counts, once each."""
    counted = [f"declaration.{state}"]
    if state in STANDING:
        counted.append(f"declared.level.{len(stars)}")
        counted.extend(f"declared.star.{star}" for star in stars)
    return counted
