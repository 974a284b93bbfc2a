"""The table of moves of a piece of work: from, verb, to, right. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.access.terms import Permission
from tracker.worklist.terms import LIVE, UNDONE, State, Verb


@dataclass(frozen=True)
class Move:
    """`asks_text`: a note, a result or a reason is given. `of_setter`: only where it was set.

    `fresh_eyes`: nobody may who reported it as done.
    """

    source: State
    verb: Verb
    target: State
    permission: Permission
    asks_text: bool = False
    of_setter: bool = False
    fresh_eyes: bool = False


def _undone(verb: Verb, target: State | None, permission: Permission, **more: bool) -> list[Move]:
    return [Move(state, verb, target or state, permission, **more) for state in UNDONE]


MOVES: tuple[Move, ...] = (
    *_undone(Verb.REPORT, State.UNDERWAY, Permission.WORK_ENTER, asks_text=True),
    *_undone(Verb.FINISH, State.FINISHED, Permission.WORK_ENTER, asks_text=True),
    Move(State.FINISHED, Verb.RECALL, State.UNDERWAY, Permission.WORK_ENTER),
    Move(State.FINISHED, Verb.CONFIRM, State.CONFIRMED, Permission.WORK_CONFIRM, fresh_eyes=True),
    Move(State.FINISHED, Verb.RETURN, State.UNDERWAY, Permission.WORK_CONFIRM, asks_text=True),
    *_undone(Verb.CHANGE, None, Permission.WORK_SET, of_setter=True),
    *_undone(Verb.POSTPONE, None, Permission.WORK_SET, asks_text=True, of_setter=True),
    *_undone(Verb.DROP, State.DROPPED, Permission.WORK_SET, asks_text=True, of_setter=True),
    *_undone(Verb.CARRY, State.CARRIED, Permission.WORK_SET, of_setter=True),
)

_BY_START = {(move.source, move.verb): move for move in MOVES}


def move_for(state: str, verb: str) -> Move | None:
    """Return the row of the table for a verb in a state; None where there is none."""
    return _BY_START.get((State(state), Verb(verb)))


def moves_from(state: str) -> list[Move]:
    """Return the rows that begin in a state, in the order of the table."""
    return [move for move in MOVES if move.source == state]


def is_live(state: str) -> bool:
    """Tell whether somebody still has to do something for it."""
    return state in LIVE
