"""What is done with contacts: the only doors to their rows."""

from tracker.contacts.actions.seeing import count_help, report_issue, visit
from tracker.contacts.actions.training import add_training, change_training
from tracker.contacts.actions.tying import tie, untie
from tracker.contacts.actions.weak import mark, move_weak

__all__ = [
    "add_training",
    "change_training",
    "count_help",
    "mark",
    "move_weak",
    "report_issue",
    "tie",
    "untie",
    "visit",
]
