"""Which stars wait for whom."""

from __future__ import annotations

import operator
from functools import reduce
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from tracker.access.roles import ROLE_PERMISSIONS, STAR_BOUND
from tracker.access.terms import Permission, Role
from tracker.campaigns import terms as campaigns
from tracker.declarations.models import Declaration
from tracker.declarations.terms import State as Declared
from tracker.people.permissions import grants_of
from tracker.places.querysets import under
from tracker.ratings.permissions import in_hands_of
from tracker.ratings.terms import Verb
from tracker.ratings.workflow import MOVES, ONWARD, Move


def waiting_for(user: Any) -> Q:
    """Return the condition on `StarRating` "the next step is this person's".

    The campaign is running, the branch has not ended, its declaration stands confirmed
    (or its stars come from a paper), the right holds there (and for this star), a notice has
    run out, and where other eyes are asked for the person has no hand in the star. The
    rule of levels judges sets and is left to `preview`. ``Q(pk__in=[])`` for who moves
    nothing.
    """
    steps = [_step_of(user, move) for move in MOVES if move.verb in ONWARD]
    wanted = [step for step in steps if step is not None]
    if not wanted:
        return Q(pk__in=[])
    running = Q(rating__campaign__state=campaigns.State.RUNNING)
    standing = Q(rating__branch__ended_on=None) & (_declared() | Q(rating__source__isnull=False))
    return running & standing & reduce(operator.or_, wanted)


def _declared() -> Q:
    confirmed = Declaration.objects.unscoped("the star itself is read through its own scope")
    rows = confirmed.filter(
        branch=OuterRef("rating__branch"),
        campaign=OuterRef("rating__campaign"),
        state=Declared.CONFIRMED,
    )
    return Q(Exists(rows))


def _step_of(user: Any, move: Move) -> Q | None:
    right = _with_right(user, move.permission)
    if right is None:
        return None
    step = Q(state=move.source) & right
    if move.verb == Verb.AWARD:
        step &= Q(notice_ends_on__lt=timezone.localdate())
    return step & ~in_hands_of(user) if move.fresh_eyes else step


def _with_right(user: Any, permission: str) -> Q | None:
    """Return the condition "here, and for this star, the person has the right"."""
    conditions = []
    for grant in grants_of(user):
        if permission not in ROLE_PERMISSIONS[Role(grant.role)]:
            continue
        here = under(grant.area_id, "rating__branch_id")
        if Permission(permission) in STAR_BOUND and grant.star:
            here &= Q(star__key=grant.star)
        conditions.append(here)
    return reduce(operator.or_, conditions) if conditions else None
