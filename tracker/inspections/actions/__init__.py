"""What is done with rounds, inspections, photos and bulletins: the only doors to their rows."""

from tracker.inspections.actions.bulletins import (
    approve_bulletin,
    compose_bulletin,
    edit_bulletin,
    return_bulletin,
    submit_bulletin,
)
from tracker.inspections.actions.drafts import save_draft, save_self_check_draft
from tracker.inspections.actions.photos import add_photo, remove_photo
from tracker.inspections.actions.planning import RoundWish, add_visit, close_round, plan_round
from tracker.inspections.actions.recording import begin, submit
from tracker.inspections.actions.self_checks import record_self_check

__all__ = [
    "RoundWish",
    "add_photo",
    "add_visit",
    "approve_bulletin",
    "begin",
    "close_round",
    "compose_bulletin",
    "edit_bulletin",
    "plan_round",
    "record_self_check",
    "remove_photo",
    "return_bulletin",
    "save_draft",
    "save_self_check_draft",
    "submit",
    "submit_bulletin",
]
