"""The kinds of changeset about ratings; importing it makes them known."""

from tracker.changesets.registry import register
from tracker.ratings.kinds.moves import Moves
from tracker.ratings.kinds.results import Results
from tracker.ratings.kinds.statements import Statements

__all__ = ["Moves", "Results", "Statements"]

for kind in (Statements(), Results(), Moves()):
    register(kind)
