"""The table of moves of a weak and lax branch: from, verb, to, right. Pure.

鹿邑 rectifies such a branch first and lets it strive for stars afterwards; that it is barred
from them is not on the public record (未核实), so nothing here bars anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.access.terms import Permission
from tracker.contacts.terms import WeakState, WeakVerb


@dataclass(frozen=True)
class Move:
    """`fresh_eyes`: nobody may who marked it or reported it as rectified."""

    source: WeakState
    verb: WeakVerb
    target: WeakState
    permission: Permission
    asks_text: bool = True
    fresh_eyes: bool = False


MOVES: tuple[Move, ...] = (
    Move(WeakState.MARKED, WeakVerb.RECTIFY, WeakState.RECTIFIED, Permission.CONTACTS_ENTER),
    Move(WeakState.RECTIFIED, WeakVerb.RETURN, WeakState.MARKED, Permission.CONTACTS_CONFIRM),
    Move(
        WeakState.RECTIFIED,
        WeakVerb.RELEASE,
        WeakState.RELEASED,
        Permission.CONTACTS_CONFIRM,
        asks_text=False,
        fresh_eyes=True,
    ),
)

_BY_START = {(move.source, move.verb): move for move in MOVES}


def move_for(state: str, verb: str) -> Move | None:
    """Return the row of the table for a verb in a state; None where there is none."""
    return _BY_START.get((WeakState(state), WeakVerb(verb)))


def moves_from(state: str) -> list[Move]:
    """Return the rows that begin in a state, in the order of the table."""
    return [move for move in MOVES if move.source == state]
