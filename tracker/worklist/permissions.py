"""Who sets, moves and confirms which work: a task force does for its own star only."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tracker.access.refusals import Denied
from tracker.access.terms import Permission
from tracker.campaigns.terms import StarKey
from tracker.people.models import User
from tracker.people.permissions import areas_of, may
from tracker.worklist.models import WorkItem
from tracker.worklist.terms import Verb
from tracker.worklist.wording import impossible
from tracker.worklist.workflow import Move


def stars_to_set(user: User, code: str) -> list[str]:
    """Return the stars for which a person sets work in an area; "" is work for no single one."""
    if may(user, Permission.WORK_SET, code):
        return ["", *StarKey.values]
    return [star for star in StarKey.values if may(user, Permission.WORK_SET, code, star)]


def require_setting(user: User, code: str) -> list[str]:
    """Return the stars for which a person sets work. Raises Denied where there is none."""
    stars = stars_to_set(user, code)
    if not stars:
        raise Denied(Permission.WORK_SET)
    return stars


def holds_in(user: User, permission: str, code: str) -> bool:
    """Tell whether a person has a right in an area, be it for one star only.

    Meetings and rhythms are of an area and of no star: a task force has them, too.
    """
    return any(code.startswith(mine) for mine in areas_of(user, permission))


def require_in(user: User, permission: str, code: str) -> None:
    """Raise Denied where a right is missing, be it for one star only."""
    if not holds_in(user, permission, code):
        raise Denied(permission)


def setter_of(user: User, code: str, star: str) -> str:
    """Return the area in which a person sets work for ``code``. Raises Denied without the right."""
    if not may(user, Permission.WORK_SET, code, star):
        raise Denied(Permission.WORK_SET)
    return next(mine for mine in areas_of(user, Permission.WORK_SET) if code.startswith(mine))


def area_asked(item: WorkItem, move: Move) -> str:
    """Return the area in which a move needs its right: a village moves no work of its county."""
    return str(item.set_in_id if move.of_setter else item.area_id)


def has_reported(user: User, item: WorkItem) -> bool:
    """Tell whether a person noted progress on a piece of work, or reported it as done."""
    return item.steps.filter(verb__in=(Verb.REPORT, Verb.FINISH), done_by=user).exists()


def against_move(user: User, item: WorkItem, move: Move | None, verb: str) -> str:
    """Say why a verb is not possible for a piece of work now."""
    if move is None:
        return impossible(verb, item.state)
    if move.fresh_eyes and has_reported(user, item):
        return _("You reported on it yourself. Somebody else has to confirm it.")
    return ""
