"""The table of moves of a finding: from, verb, to, right. Pure.

Source: 销号 as the papers describe it (立行立改 or 限期整改, verified, struck off), and the
county that has a leader approve a dated plan. Who verifies and who closes is not on the
public record (未核实), so each is a right.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.access.terms import Permission
from tracker.findings.terms import State, Verb


@dataclass(frozen=True)
class Move:
    """One row of the table. `says`: what must be written with it, or nothing.

    `fresh_eyes`: who has put it right in this round may not make it.
    """

    source: State
    verb: Verb
    target: State
    permission: str
    says: bool = False
    fresh_eyes: bool = False


_RECTIFY, _VERIFY = Permission.FINDINGS_RECTIFY, Permission.FINDINGS_VERIFY
_ASSIGN, _CLOSE = Permission.FINDINGS_ASSIGN, Permission.FINDINGS_CLOSE

MOVES: tuple[Move, ...] = (
    Move(State.REPORTED, Verb.ASSIGN, State.ASSIGNED, _ASSIGN),
    Move(State.ASSIGNED, Verb.REASSIGN, State.ASSIGNED, _ASSIGN, says=True),
    Move(State.RETURNED, Verb.REASSIGN, State.RETURNED, _ASSIGN, says=True),
    Move(State.ASSIGNED, Verb.FEEDBACK, State.ASSIGNED, _RECTIFY, says=True),
    Move(State.RETURNED, Verb.FEEDBACK, State.RETURNED, _RECTIFY, says=True),
    Move(State.ASSIGNED, Verb.RECTIFY, State.RECTIFIED, _RECTIFY, says=True),
    Move(State.RETURNED, Verb.RECTIFY, State.RECTIFIED, _RECTIFY, says=True),
    Move(State.RECTIFIED, Verb.VERIFY, State.VERIFIED, _VERIFY, says=True, fresh_eyes=True),
    Move(State.RECTIFIED, Verb.RETURN, State.RETURNED, _VERIFY, says=True),
    Move(State.VERIFIED, Verb.CLOSE, State.CLOSED, _CLOSE, fresh_eyes=True),
    Move(State.VERIFIED, Verb.RETURN, State.RETURNED, _CLOSE, says=True),
    Move(State.REPORTED, Verb.WITHDRAW, State.WITHDRAWN, _CLOSE, says=True),
    Move(State.ASSIGNED, Verb.WITHDRAW, State.WITHDRAWN, _CLOSE, says=True),
)

_BY_START = {(move.source, move.verb): move for move in MOVES}


def move_for(state: str, verb: str) -> Move | None:
    """Return the row of the table for a verb in a state; None where there is none."""
    return _BY_START.get((State(state), Verb(verb)))


def moves_from(state: str) -> list[Move]:
    """Return the rows that begin in a state, in the order of the table."""
    return [move for move in MOVES if move.source == state]


def says(verb: str) -> bool:
    """Tell whether something must be written with a verb."""
    return any(move.says for move in MOVES if move.verb == verb)


def permissions_of(verb: str) -> list[str]:
    """Return the rights that give a verb in some state, each once."""
    return list(dict.fromkeys(move.permission for move in MOVES if move.verb == verb))
