"""More time: asked for with a reason, decided by somebody else."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Denied, Refused
from tracker.access.terms import Permission
from tracker.clocks.standing import Clocks
from tracker.findings.actions.turns import Turn, held, overtaken, write
from tracker.findings.inputs import Item
from tracker.findings.models import LONGEST_TEXT, Extension, Finding
from tracker.findings.record import extension_change
from tracker.findings.terms import UNSOLVED, Asked, Verb
from tracker.history.record import record_all
from tracker.people.models import User
from tracker.people.permissions import may, require, within


@transaction.atomic
def ask_extension(*, by: User, item: Item, until: dt.date, reason: str) -> Extension:
    """Ask for a later last day; also how a major matter gets its dated plan.

    Raises Denied, Overtaken, and Refused for a finding that is put right, a day that is not
    later than the last one, no reason, or a request that is open already.
    """
    row, why = _held(by, item), reason.strip()
    if not may(by, Permission.FINDINGS_RECTIFY, row.responsible_id):
        raise Denied(Permission.FINDINGS_RECTIFY)
    if row.version != item.seen:
        raise overtaken([row])
    if row.state not in UNSOLVED:
        raise Refused(_("It is put right already: no more time is needed."))
    if not why or len(why) > LONGEST_TEXT:
        raise Refused(_("Say in words what was done, or why."))
    if until <= max(row.due_on, timezone.localdate()):
        raise Refused(_("Ask for a day after the last one, and after today."))
    if row.extensions.filter(state=Asked.OPEN).exists():
        raise Refused(_("More time was asked for already. It waits for a decision."))
    extension = Extension.objects.create(finding=row, until=until, reason=why, asked_by=by)
    turn = _turn(row, by)
    turn.extend(Verb.ASK, why)
    record_all([*write([turn]), extension_change(extension, "ask", {})], by=by)
    return extension


@transaction.atomic
def decide_extension(
    *, by: User, item: Item, grant: bool, answer: str, until: dt.date | None = None
) -> Extension:
    """Grant the open request of a finding, perhaps until another day, or refuse it.

    Raises Denied, Overtaken, and Refused for the person who asked, for no request, for a
    refusal without an answer, and for a day that is over.
    """
    row, words = _held(by, item), answer.strip()
    require(by, Permission.FINDINGS_EXTEND, row.area_id)
    if row.version != item.seen:
        raise overtaken([row])
    extension = row.extensions.select_for_update().filter(state=Asked.OPEN).first()
    if extension is None:
        raise Refused(_("Nobody has asked for more time."))
    if extension.asked_by_id == by.pk:
        raise Refused(_("You have asked for it yourself. Somebody else has to decide."))
    if (not grant and not words) or len(words) > LONGEST_TEXT:
        raise Refused(_("Say why more time is refused."))
    day = until or extension.until
    if grant and day < timezone.localdate():
        raise Refused(_("The last day lies in the past."))
    before = {"state": str(extension.state), "until": extension.until.isoformat()}
    extension.state = Asked.GRANTED if grant else Asked.REFUSED
    extension.until, extension.answer = (day if grant else extension.until), words
    extension.decided_at, extension.decided_by = timezone.now(), by
    extension.save()
    turn = _turn(row, by)
    verb = Verb.GRANT if grant else Verb.REFUSE
    turn.extend(verb, words, day if grant else None)
    record_all([*write([turn]), extension_change(extension, str(verb), before)], by=by)
    return extension


def _held(by: User, item: Item) -> Finding:
    """Return the finding, held; out of reach is missing. Raises Refused."""
    mine = within(by, Permission.FINDINGS_READ, "area_id")
    rows = held(Q(number=item.number) & mine)
    if not rows:
        raise Refused(_("There is no such finding."))
    return rows[0]


def _turn(row: Finding, by: User) -> Turn:
    """Begin a way with the rungs that are not written yet: they belong to the old last day."""
    turn = Turn(row, by=by, today=timezone.localdate())
    turn.climb(Clocks(row.campaign_id).of(row.area_id).clock)
    return turn
