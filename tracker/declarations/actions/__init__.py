"""What is done with declarations and targets: the only doors to their rows.

Order of locks in every writer: the declarations in the order of their codes, then what
follows a declaration (ratings and their tallies), our tallies, and the log last.
"""

from tracker.declarations.actions.filling import Faulty, fill_in, fill_in_many
from tracker.declarations.actions.moving import NotAllRefused, Outlook, move_many, preview
from tracker.declarations.actions.planning import set_targets, set_targets_each

__all__ = [
    "Faulty",
    "NotAllRefused",
    "Outlook",
    "fill_in",
    "fill_in_many",
    "move_many",
    "preview",
    "set_targets",
    "set_targets_each",
]
