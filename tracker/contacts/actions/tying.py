"""Which department looks after which branch."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.contacts.actions.guards import against_branch, against_empty, refuse
from tracker.contacts.models import Tie
from tracker.history.actions import add_recorded, change_seen
from tracker.history.record import recorded_last
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.places.models import Area


def tie(*, by: User, area: Area, department: str, post: str, starts_on: dt.date) -> Tie:
    """Let a department look after a branch. Raises Denied; Refused where it does already."""
    with recorded_last(by=by):
        require(by, Permission.CONTACTS_ENTER, area.pk)
        refuse(against_branch(area) or against_empty(department))
        row = Tie(
            area=area,
            department=department.strip(),
            post=post.strip(),
            starts_on=starts_on,
            changed_by=by,
        )
        try:
            with transaction.atomic():
                add_recorded(row, verb="tie", by=by)
        except IntegrityError as error:
            raise Refused(_("It looks after this branch already.")) from error
    return row


def untie(*, by: User, row: Tie, ended_on: dt.date, reason: str, seen: int) -> Tie:
    """End a tie; it stays on record. Raises Denied, Overtaken, Refused."""
    with recorded_last(by=by):
        rows = Tie.objects.unscoped("the action asks for the right of the row")
        held = rows.select_for_update(no_key=True).get(pk=row.pk)
        require(by, Permission.CONTACTS_ENTER, held.area_id)
        if held.ended_on is not None:
            raise Refused(_("This tie has ended already."))
        if ended_on < held.starts_on:
            raise Refused(_("The last day lies before the first. Correct one of them."))
        values = {"ended_on": ended_on, "reason": reason.strip()}
        change_seen(held, values, seen=seen, verb="untie", by=by, reason=reason.strip())
    return held
