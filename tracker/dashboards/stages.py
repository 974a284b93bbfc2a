"""Where stars and declarations stand: the numbers of tallies by what they wait for. Pure.

The rules are in words in docs/metrics.md (进度).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.campaigns.terms import Stage
from tracker.declarations.terms import State as DeclarationState
from tracker.ratings.stages import STAGE_OF
from tracker.ratings.terms import State

Numbers = Mapping[str, int]
LEVELS = (5, 4, 3, 2, 1)
# States of a star that has been declared, in the order of the work; they add up to all of those.
STAR_STATES = (
    State.DECLARED,
    State.RETURNED,
    State.ENTERED,
    State.REVIEWED,
    State.VERIFIED,
    State.CONFIRMED,
    State.ON_NOTICE,
    State.AWARDED,
    State.WITHDRAWN,
)
DECLARATION_STATES = (
    DeclarationState.DRAFT,
    DeclarationState.RETURNED,
    DeclarationState.SUBMITTED,
    DeclarationState.REVIEWED,
    DeclarationState.CONFIRMED,
)


@dataclass(frozen=True)
class Wait:
    """One thing that stars or declarations wait for, and by which part of the year's work.

    `states` are those in which they do. `stage` is the part with a last day; "" for none.
    """

    key: str
    title: str | Promise
    states: tuple[str, ...]
    stage: str = ""
    is_of_branches: bool = False


def _wait_of_stars(key: str, title: Promise, *states: State) -> Wait:
    return Wait(key, title, states, STAGE_OF[states[0]] or "")


# The last day of declaring is the branches' own: it is kept once a declaration is submitted.
DECLARATION_WAITS = (
    Wait(
        "declaration-entry",
        _("filling in and submitting of the declaration"),
        (DeclarationState.DRAFT, DeclarationState.RETURNED),
        Stage.DECLARATION,
        is_of_branches=True,
    ),
    Wait(
        "declaration-review",
        _("review of the declaration by the street"),
        (DeclarationState.SUBMITTED,),
        is_of_branches=True,
    ),
    Wait(
        "declaration-confirmation",
        _("confirmation of the declaration by the county"),
        (DeclarationState.REVIEWED,),
        is_of_branches=True,
    ),
)
WAITS = (
    _wait_of_stars("entry", _("entry by the street"), State.DECLARED, State.RETURNED),
    _wait_of_stars("review", _("review by the street"), State.ENTERED),
    _wait_of_stars("verification", _("verification by the task forces"), State.REVIEWED),
    _wait_of_stars("confirmation", _("confirmation by the county"), State.VERIFIED),
    _wait_of_stars("notice", _("public notice"), State.CONFIRMED),
    _wait_of_stars("award", _("award after the notice"), State.ON_NOTICE),
)


@dataclass(frozen=True)
class Slowest:
    """Where most work lies: ``number`` of all ``total`` declarations begun, or stars declared."""

    wait: Wait
    number: int
    total: int


def stars(numbers: Numbers) -> Counter[str]:
    """Return {state: stars}, all stars of both schemes together."""
    found: Counter[str] = Counter()
    for measure, number in numbers.items():
        parts = measure.split(".")
        if len(parts) == 3 and parts[0] == "star":
            found[parts[2]] += number
    return found


def declared_stars(states: Mapping[str, int]) -> int:
    """Return how many stars have been declared, wherever they stand."""
    return sum(states.get(state, 0) for state in STAR_STATES)


def waiting(states: Mapping[str, int], wait: Wait) -> int:
    return sum(states.get(state, 0) for state in wait.states)


def slowest(numbers: Numbers, notices_over: int = 0) -> Slowest | None:
    """Return where most declarations or stars wait; of equal numbers the earlier step.

    None where none waits. Nobody can act before a notice is over, so of the stars on
    notice only the ``notices_over`` count.
    """
    begun, states = declarations(numbers), stars(numbers)
    total = declared_stars(states)
    acted_on = {**states, State.ON_NOTICE: notices_over}
    counted = [
        *[Slowest(one, waiting(begun, one), sum(begun.values())) for one in DECLARATION_WAITS],
        *[Slowest(one, waiting(acted_on, one), total) for one in WAITS],
    ]
    found = max(counted, key=lambda one: one.number)
    return found if found.number else None


def declarations(numbers: Numbers) -> dict[str, int]:
    """Return {state: branches} of the declarations that have been begun."""
    return {state: numbers.get(f"declaration.{state}", 0) for state in DECLARATION_STATES}


def not_begun(numbers: Numbers, units: int, ended: int = 0) -> int:
    """Return how many of ``units`` standing branches have no declaration yet.

    ``ended``: declarations among ``numbers`` of branches that have ended since.
    """
    return max(units - (sum(declarations(numbers).values()) - ended), 0)


def levels(numbers: Numbers, measure: str) -> dict[int, int]:
    """Return {level: branches} of "declared.level", "level" or "awarded.level", 5 to 1."""
    return {level: numbers.get(f"{measure}.{level}", 0) for level in LEVELS}


def awarded_stars(numbers: Numbers) -> dict[str, int]:
    """Return {star key: branches that publicly hold it}."""
    ending = f".{State.AWARDED}"
    return {
        measure.split(".")[1]: number
        for measure, number in numbers.items()
        if measure.startswith("star.") and measure.endswith(ending)
    }


def planned(rows: Iterable[tuple[str, int, int]], unit_kind: str = "") -> dict[int, int]:
    """Return {level: branches planned} of one area; ``rows``: (kind of unit, level, number).

    A plan that does not tell villages from communities goes before the two kinds
    added up, and has no part in a page about one kind.
    """
    both: dict[int, int] = {}
    apart: Counter[int] = Counter()
    for kind, level, number in rows:
        if not kind:
            both[level] = number
        elif not unit_kind or kind == unit_kind:
            apart[level] += number
    return dict(apart) if unit_kind else {**apart, **both}
