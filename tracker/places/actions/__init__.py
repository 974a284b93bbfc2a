"""What people and commands do to places.

Every verb takes keywords, names who does it (`by`, None for a command), asks
for permission, checks, and changes everything in one transaction. What cannot
be done raises `NotPossibleError`, whose message a page can show.
"""

from tracker.places.actions.guards import NotPossibleError
from tracker.places.actions.lifetimes import (
    correct_kind,
    correct_statutory_parent,
    end_area,
    name_branch,
    open_area,
    reopen_area,
    succeed,
)
from tracker.places.actions.loading import AreaLoad, read_area_files
from tracker.places.actions.naming import (
    add_name,
    change_name,
    correct_pinyin,
    remove_name,
    rename_area,
)
from tracker.places.actions.units import recount_units, settle_branches

__all__ = [
    "AreaLoad",
    "NotPossibleError",
    "add_name",
    "change_name",
    "correct_kind",
    "correct_pinyin",
    "correct_statutory_parent",
    "end_area",
    "name_branch",
    "open_area",
    "read_area_files",
    "recount_units",
    "remove_name",
    "rename_area",
    "reopen_area",
    "settle_branches",
    "succeed",
]
