"""The table of moves of one star: from, verb, to, right. Pure.

Source: 中站 2022 (村(社区)申报 → 街道初审 → 专班审核) and the campaign's yearly cycle.
Who confirms stars one to four, how long a notice lasts and when a star is taken
away are not known officially (未核实): rights, a setting, and a reason in words.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from tracker.access.terms import Permission
from tracker.clocks.workdays import workdays_after
from tracker.ratings.terms import State, Verb


@dataclass(frozen=True)
class Move:
    """One row of the table.

    `permission` is empty where a move only follows another room’s act. `needs_reason`:
    the person must say why. `fresh_eyes`: whoever has acted on this star in this
    round may not make it. `new_round`: a new round begins.
    """

    source: State
    verb: Verb
    target: State
    permission: str
    needs_reason: bool = False
    fresh_eyes: bool = False
    new_round: bool = False


def _returned(source: State, permission: Permission) -> Move:
    return Move(source, Verb.RETURN, State.RETURNED, permission, needs_reason=True)


_ENTER, _REVIEW = Permission.RATINGS_ENTER, Permission.RATINGS_REVIEW
_VERIFY, _CONFIRM = Permission.RATINGS_VERIFY, Permission.RATINGS_CONFIRM

MOVES: tuple[Move, ...] = (
    Move(State.NOT_DECLARED, Verb.DECLARE, State.DECLARED, ""),
    Move(State.DECLARED, Verb.UNDECLARE, State.NOT_DECLARED, ""),
    Move(State.RETURNED, Verb.UNDECLARE, State.NOT_DECLARED, ""),
    Move(State.DECLARED, Verb.FILL_IN, State.DECLARED, _ENTER),
    Move(State.RETURNED, Verb.FILL_IN, State.RETURNED, _ENTER),
    Move(State.DECLARED, Verb.SUBMIT, State.ENTERED, _ENTER),
    Move(State.RETURNED, Verb.SUBMIT, State.ENTERED, _ENTER, new_round=True),
    Move(State.ENTERED, Verb.RECALL, State.DECLARED, _ENTER),
    Move(State.ENTERED, Verb.REVIEW, State.REVIEWED, _REVIEW, fresh_eyes=True),
    _returned(State.ENTERED, _REVIEW),
    Move(State.REVIEWED, Verb.VERIFY, State.VERIFIED, _VERIFY, fresh_eyes=True),
    _returned(State.REVIEWED, _VERIFY),
    Move(State.VERIFIED, Verb.CONFIRM, State.CONFIRMED, _CONFIRM, fresh_eyes=True),
    _returned(State.VERIFIED, _CONFIRM),
    _returned(State.CONFIRMED, _CONFIRM),
    Move(State.CONFIRMED, Verb.PUT_ON_NOTICE, State.ON_NOTICE, _CONFIRM),
    _returned(State.ON_NOTICE, _CONFIRM),
    Move(State.ON_NOTICE, Verb.AWARD, State.AWARDED, _CONFIRM),
    Move(State.AWARDED, Verb.WITHDRAW, State.WITHDRAWN, _CONFIRM, needs_reason=True),
    Move(State.NOT_DECLARED, Verb.ACCEPT, State.AWARDED, _CONFIRM),
    Move(State.DECLARED, Verb.ACCEPT, State.AWARDED, _CONFIRM),
)

_BY_START = {(move.source, move.verb): move for move in MOVES}


@lru_cache
def move_for(state: str, verb: str) -> Move | None:
    """Return the row for a verb in a state; None where the table has none."""
    return _BY_START.get((State(state), Verb(verb)))


def moves_from(state: str) -> list[Move]:
    """Return the rows that begin in a state, in the order of the table."""
    return [move for move in MOVES if move.source == state]


# What people choose to do with stars; the others follow another act or carry more with them.
PEOPLE_VERBS = frozenset(
    move.verb for move in MOVES if move.permission and move.verb not in (Verb.FILL_IN, Verb.ACCEPT)
)
# Following a declaration is no act upon the star: it takes nobody's fresh eyes.
FOLLOWING = frozenset(move.verb for move in MOVES if not move.permission)
# Done with what is over, too: a year that is not running allows nothing else.
AFTER_THE_YEAR = frozenset({Verb.WITHDRAW, Verb.ACCEPT})

# The verbs that bring a star one step further; the others lead back or set it right.
ONWARD = (
    Verb.SUBMIT,
    Verb.REVIEW,
    Verb.VERIFY,
    Verb.CONFIRM,
    Verb.PUT_ON_NOTICE,
    Verb.AWARD,
)


def permissions_of(verb: str) -> frozenset[str]:
    """Return the rights with which a verb is done from one state or another."""
    return frozenset(move.permission for move in MOVES if move.verb == verb)


def sources_of(verb: str) -> tuple[State, ...]:
    """Return the states in which a verb can be done, in the order of the table."""
    return tuple(move.source for move in MOVES if move.verb == verb)


def needs_reason(verb: str) -> bool:
    """Tell whether whoever does it must say why, whatever the state."""
    return any(move.needs_reason for move in MOVES if move.verb == verb)


def earliest_end_of_notice(begins_on: dt.date, working_days: int) -> dt.date:
    """Return the first day that may be the last of a notice that begins on a day.

    The day it begins on does not count. Working days go by the official holidays; in a
    year whose holidays are not announced yet (`workdays.is_announced`), Monday to Friday.
    """
    return workdays_after(begins_on, working_days)
