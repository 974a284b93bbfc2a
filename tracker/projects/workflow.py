"""The table of moves of a project: from, verb, to, right. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.access.terms import Permission
from tracker.projects.terms import State, Verb

ENTER, CONFIRM = Permission.PROJECTS_ENTER, Permission.PROJECTS_CONFIRM


@dataclass(frozen=True)
class Move:
    """`asks_text`: a reason or a result is given. `fresh_eyes`: nobody may who wrote it so."""

    source: State
    verb: Verb
    target: State
    permission: Permission
    asks_text: bool = False
    fresh_eyes: bool = False


MOVES: tuple[Move, ...] = (
    Move(State.PROPOSED, Verb.CHANGE, State.PROPOSED, ENTER),
    # Who corrects what was returned proposes it anew.
    Move(State.RETURNED, Verb.CHANGE, State.PROPOSED, ENTER),
    Move(State.PROPOSED, Verb.LIST, State.LISTED, CONFIRM, fresh_eyes=True),
    Move(State.PROPOSED, Verb.RETURN, State.RETURNED, CONFIRM, asks_text=True),
    Move(State.LISTED, Verb.MATCH, State.MATCHED, CONFIRM),
    Move(State.MATCHED, Verb.UNMATCH, State.LISTED, CONFIRM, asks_text=True),
    # A village may pay by itself: nothing has to be supplied.
    Move(State.LISTED, Verb.BEGIN, State.UNDERWAY, ENTER),
    Move(State.MATCHED, Verb.BEGIN, State.UNDERWAY, ENTER),
    Move(State.UNDERWAY, Verb.FINISH, State.FINISHED, ENTER, asks_text=True),
    Move(State.FINISHED, Verb.ACCEPT, State.COMPLETED, CONFIRM, fresh_eyes=True),
    Move(State.FINISHED, Verb.RETURN, State.UNDERWAY, CONFIRM, asks_text=True),
    Move(State.PROPOSED, Verb.DROP, State.DROPPED, ENTER, asks_text=True),
    Move(State.RETURNED, Verb.DROP, State.DROPPED, ENTER, asks_text=True),
    Move(State.LISTED, Verb.DROP, State.DROPPED, CONFIRM, asks_text=True),
    Move(State.MATCHED, Verb.DROP, State.DROPPED, CONFIRM, asks_text=True),
    Move(State.UNDERWAY, Verb.DROP, State.DROPPED, CONFIRM, asks_text=True),
)

_BY_START = {(move.source, move.verb): move for move in MOVES}
# Milestones and money belong to a project that goes on.
GOING_ON = (State.LISTED, State.MATCHED, State.UNDERWAY)


def move_for(state: str, verb: str) -> Move | None:
    """Return the row of the table for a verb in a state; None where there is none."""
    return _BY_START.get((State(state), Verb(verb)))


def moves_from(state: str) -> list[Move]:
    """Return the rows that begin in a state, in the order of the table."""
    return [move for move in MOVES if move.source == state]
