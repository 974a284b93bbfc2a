"""What is done with work, meetings and rhythms: the only doors to their rows.

Order of locks in every writer: the year, the rows in the order of their keys, the log last.
"""

from tracker.worklist.actions.carrying import carry_over
from tracker.worklist.actions.climbing import climb
from tracker.worklist.actions.meetings import (
    begin_rhythm,
    change_meeting,
    end_rhythm,
    hold_meeting,
)
from tracker.worklist.actions.moving import change_work, move_work
from tracker.worklist.actions.setting import set_work

__all__ = [
    "begin_rhythm",
    "carry_over",
    "change_meeting",
    "change_work",
    "climb",
    "end_rhythm",
    "hold_meeting",
    "move_work",
    "set_work",
]
