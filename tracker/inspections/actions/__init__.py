"""What is done with rounds, inspections, photos and bulletins: the only doors to their rows."""

from tracker.inspections.actions.bulletins import (
    approve_bulletin,
    compose_bulletin,
    edit_bulletin,
    return_bulletin,
    submit_bulletin,
)
from tracker.inspections.actions.photos import add_photo, remove_photo
from tracker.inspections.actions.planning import RoundWish, close_round, plan_round
from tracker.inspections.actions.recording import begin, save_draft, submit

__all__ = [
    "RoundWish",
    "add_photo",
    "approve_bulletin",
    "begin",
    "close_round",
    "compose_bulletin",
    "edit_bulletin",
    "plan_round",
    "remove_photo",
    "return_bulletin",
    "save_draft",
    "submit",
    "submit_bulletin",
]
