"""What is done with changesets. Errors that a page shows: Denied, Overtaken, Refused.

Order of locks: the changeset, then what its kind writes in the order of keys, the log last.
"""

from tracker.changesets.actions.applying import apply, confirm
from tracker.changesets.actions.closing import choose, take_back, withdraw
from tracker.changesets.actions.direct import Done, record_applied, smallest_area
from tracker.changesets.actions.reading import read
from tracker.changesets.actions.sending import wishes_sent
from tracker.changesets.actions.staging import Subject, as_changeset, stage, upload
from tracker.changesets.actions.undoing import undo

__all__ = [
    "Done",
    "Subject",
    "apply",
    "as_changeset",
    "choose",
    "confirm",
    "read",
    "record_applied",
    "smallest_area",
    "stage",
    "take_back",
    "undo",
    "upload",
    "wishes_sent",
    "withdraw",
]
