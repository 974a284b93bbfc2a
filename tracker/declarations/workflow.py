"""The table of moves of a declaration: from, verb, to, right. Pure.

Source: the one workflow that a newspaper states in full (中站: 村(社区)申报 → 街道初审
→ 专班审核). Who confirms is not known for every county (未核实), so it is a right.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.access.terms import Permission
from tracker.declarations.terms import State, Verb


@dataclass(frozen=True)
class Move:
    """`needs_reason`: the person says why.

    `fresh_eyes`: nobody may who acted in this round, or who filled in what stands there.
    """

    source: State
    verb: Verb
    target: State
    permission: Permission
    needs_reason: bool = False
    fresh_eyes: bool = False


MOVES: tuple[Move, ...] = (
    Move(State.DRAFT, Verb.FILL_IN, State.DRAFT, Permission.DECLARATIONS_ENTER),
    Move(State.RETURNED, Verb.FILL_IN, State.RETURNED, Permission.DECLARATIONS_ENTER),
    Move(State.DRAFT, Verb.SUBMIT, State.SUBMITTED, Permission.DECLARATIONS_ENTER),
    Move(State.RETURNED, Verb.SUBMIT, State.SUBMITTED, Permission.DECLARATIONS_ENTER),
    Move(State.SUBMITTED, Verb.RECALL, State.DRAFT, Permission.DECLARATIONS_ENTER),
    Move(
        State.SUBMITTED,
        Verb.REVIEW,
        State.REVIEWED,
        Permission.DECLARATIONS_REVIEW,
        fresh_eyes=True,
    ),
    Move(
        State.SUBMITTED,
        Verb.RETURN,
        State.RETURNED,
        Permission.DECLARATIONS_REVIEW,
        needs_reason=True,
    ),
    Move(
        State.REVIEWED,
        Verb.CONFIRM,
        State.CONFIRMED,
        Permission.DECLARATIONS_CONFIRM,
        fresh_eyes=True,
    ),
    Move(
        State.REVIEWED,
        Verb.RETURN,
        State.RETURNED,
        Permission.DECLARATIONS_CONFIRM,
        needs_reason=True,
    ),
    Move(
        State.CONFIRMED,
        Verb.RETURN,
        State.RETURNED,
        Permission.DECLARATIONS_CONFIRM,
        needs_reason=True,
    ),
)

_BY_START = {(move.source, move.verb): move for move in MOVES}


def move_for(state: str, verb: str) -> Move | None:
    """Return the row of the table for a verb in a state; None where there is none."""
    return _BY_START.get((State(state), Verb(verb)))


def moves_from(state: str) -> list[Move]:
    """Return the rows that begin in a state, in the order of the table."""
    return [move for move in MOVES if move.source == state]


def needs_reason(verb: str) -> bool:
    """Tell whether a verb is done with a reason only."""
    return any(move.needs_reason for move in MOVES if move.verb == verb)


def permissions_of(verb: str) -> list[Permission]:
    """Return the rights that give a verb in some state, each once."""
    return list(dict.fromkeys(move.permission for move in MOVES if move.verb == verb))
