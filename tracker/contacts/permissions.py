"""Who moves weak and lax branches."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tracker.contacts.models import WeakBranch
from tracker.contacts.wording import impossible
from tracker.contacts.workflow import Move
from tracker.people.models import User


def against_move(user: User, row: WeakBranch, move: Move | None, verb: str) -> str:
    """Say why a verb is not possible for a weak branch now."""
    if move is None:
        return impossible(verb, row.state)
    if move.fresh_eyes and user.pk in {row.marked_by_id, row.rectified_by_id}:
        return _("You marked it or reported it as rectified. Somebody else releases it.")
    return ""
