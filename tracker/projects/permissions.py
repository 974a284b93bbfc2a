"""Who proposes, lists and matches which projects: a task force does for its own star only."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tracker.access.refusals import Denied
from tracker.access.terms import Permission
from tracker.campaigns.terms import StarKey
from tracker.people.models import User
from tracker.people.permissions import may
from tracker.projects.models import Project
from tracker.projects.wording import impossible
from tracker.projects.workflow import Move


def stars_to_enter(user: User, code: str) -> list[str]:
    """Return the stars for which a person proposes in an area; "" is for no single one."""
    if may(user, Permission.PROJECTS_ENTER, code):
        return ["", *StarKey.values]
    return [star for star in StarKey.values if may(user, Permission.PROJECTS_ENTER, code, star)]


def require_entering(user: User, code: str) -> list[str]:
    """Return the stars for which a person proposes. Raises Denied where there is none."""
    stars = stars_to_enter(user, code)
    if not stars:
        raise Denied(Permission.PROJECTS_ENTER)
    return stars


def has_right(user: User, project: Project, move: Move) -> bool:
    return may(user, move.permission, project.area_id, project.star)


def against_move(user: User, row: Project, move: Move | None, verb: str) -> str:
    """Say why a verb is not possible for a project now."""
    if move is None:
        return impossible(verb, row.state)
    if move.fresh_eyes and row.written_by_id == user.pk:
        return _("You wrote this yourself. Somebody else has to do it.")
    return ""
