"""The kinds of changeset about declarations; importing it makes them known."""

from tracker.changesets.registry import register
from tracker.declarations.kinds.entries import Entries
from tracker.declarations.kinds.moves import Moves

__all__ = ["Entries", "Moves"]

for kind in (Entries(), Moves()):
    register(kind)
