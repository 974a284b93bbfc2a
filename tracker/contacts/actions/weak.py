"""Weak and lax branches: marked, rectified, released by somebody else."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.contacts.actions.guards import against_branch, against_empty, against_future, refuse
from tracker.contacts.models import WeakBranch
from tracker.contacts.permissions import against_move
from tracker.contacts.terms import WeakVerb
from tracker.contacts.workflow import Move, move_for
from tracker.history.actions import add_recorded, change_seen
from tracker.history.record import recorded_last
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.places.models import Area


def mark(*, by: User, area: Area, marked_on: dt.date, why: str, measures: str) -> WeakBranch:
    """Mark a branch. Raises Denied; Refused where it is marked already."""
    with recorded_last(by=by):
        require(by, Permission.CONTACTS_CONFIRM, area.pk)
        refuse(against_branch(area) or against_empty(why) or against_future(marked_on))
        row = WeakBranch(
            area=area,
            marked_on=marked_on,
            why=why.strip(),
            measures=measures.strip(),
            marked_by=by,
            changed_by=by,
        )
        try:
            with transaction.atomic():
                add_recorded(row, verb=WeakVerb.MARK, by=by)
        except IntegrityError as error:
            raise Refused(_("This branch is marked already.")) from error
    return row


def move_weak(*, by: User, row: WeakBranch, verb: str, seen: int, text: str = "") -> WeakBranch:
    """Make one move of the table. Raises Denied, Overtaken, Refused."""
    with recorded_last(by=by):
        rows = WeakBranch.objects.unscoped("the action asks for the right of the row")
        held = rows.select_for_update(no_key=True).get(pk=row.pk)
        move = move_for(held.state, verb)
        if move:
            require(by, move.permission, held.area_id)
        words = against_move(by, held, move, verb)
        if move is None or words:
            raise Refused(words)
        if move.asks_text and not text.strip():
            raise Refused(_("Say in words what was done, or why."))
        values = {"state": move.target, **_said(move, text.strip(), by)}
        change_seen(held, values, seen=seen, verb=verb, by=by, reason=text.strip())
    return held


def _said(move: Move, text: str, by: User) -> dict[str, Any]:
    if move.verb == WeakVerb.RECTIFY:
        return {"result": text, "rectified_by": by, "reason": ""}
    if move.verb == WeakVerb.RETURN:
        return {"reason": text[:500]}
    return {"released_on": timezone.localdate()}
