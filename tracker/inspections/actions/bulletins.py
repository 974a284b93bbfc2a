"""Bulletins: composed, edited, approved by somebody else, then never changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.findings.actions import next_number
from tracker.history.record import Change, record
from tracker.inspections.composing import compose, day
from tracker.inspections.models import Bulletin
from tracker.inspections.standing.facts import facts_of, numbers_of
from tracker.inspections.terms import BulletinState
from tracker.people.models import User
from tracker.people.permissions import may, require
from tracker.places.models import Area

LONGEST = 20_000


@transaction.atomic
def compose_bulletin(
    *, by: User, campaign: Campaign, area: Area, starts_on: dt.date, ends_on: dt.date
) -> Bulletin:
    """Write the first text of a bulletin from what was inspected and found in a period.

    Raises Denied, and Refused for a period that is not in order or not over.
    """
    require(by, Permission.BULLETINS_COMPOSE, area.pk)
    if ends_on < starts_on:
        raise Refused(_("It ends before it begins."))
    if ends_on > timezone.localdate():
        raise Refused(_("A bulletin is about days that are over."))
    facts = facts_of(area, campaign, starts_on, ends_on)
    row = Bulletin.objects.unscoped("the right was asked for the area").create(
        campaign=campaign,
        area=area,
        title=f"关于{facts.area}“五星”支部{campaign.wording}督导检查情况的通报",
        starts_on=starts_on,
        ends_on=ends_on,
        text=compose(facts),
        figures=json.dumps(numbers_of(facts), ensure_ascii=False, sort_keys=True),
        composed_by=by,
        changed_by=by,
    )
    record(Change.of(row, "compose", after=_kept(row)), by=by)
    return row


@transaction.atomic
def edit_bulletin(*, by: User, bulletin: Bulletin, title: str, text: str, seen: int) -> Bulletin:
    """Change title and text of a draft. Raises Denied, Overtaken, Refused."""
    row = _held(bulletin)
    require(by, Permission.BULLETINS_COMPOSE, row.area_id)
    _refuse(row, seen, BulletinState.DRAFT)
    if not title.strip() or not text.strip() or len(title) > 120 or len(text) > LONGEST:
        raise Refused(_("A bulletin needs a title and a text of at most 20000 characters."))
    before = _kept(row) | {"text": row.text}
    row.title, row.text = title.strip(), text.strip()
    row.changed_at, row.changed_by = timezone.now(), by
    return _moved(row, "edit", before, by=by, more={"text": row.text})


@transaction.atomic
def submit_bulletin(*, by: User, bulletin: Bulletin, seen: int) -> Bulletin:
    """Hand a draft to whoever approves it."""
    row = _held(bulletin)
    require(by, Permission.BULLETINS_COMPOSE, row.area_id)
    _refuse(row, seen, BulletinState.DRAFT)
    before = _kept(row)
    row.state = BulletinState.SUBMITTED
    return _moved(row, "hand_in", before, by=by)


@transaction.atomic
def return_bulletin(*, by: User, bulletin: Bulletin, seen: int) -> Bulletin:
    """Give it back to be edited."""
    row = _held(bulletin)
    if not any(
        may(by, right, row.area_id)
        for right in (Permission.BULLETINS_APPROVE, Permission.BULLETINS_COMPOSE)
    ):
        raise Denied(Permission.BULLETINS_APPROVE)
    _refuse(row, seen, BulletinState.SUBMITTED)
    before = _kept(row)
    row.state = BulletinState.DRAFT
    return _moved(row, "hand_back", before, by=by)


@transaction.atomic
def approve_bulletin(*, by: User, bulletin: Bulletin, seen: int) -> Bulletin:
    """Approve and issue it: it gets its number and its day, and never changes again.

    Raises Refused for who composed or last changed it.
    """
    row = _held(bulletin)
    require(by, Permission.BULLETINS_APPROVE, row.area_id)
    _refuse(row, seen, BulletinState.SUBMITTED)
    if by.pk in (row.composed_by_id, row.changed_by_id):
        raise Refused(_("You have written it yourself. Somebody else has to approve it."))
    before = _kept(row)
    row.state, row.issued_on = BulletinState.ISSUED, timezone.localdate()
    row.approved_at, row.approved_by = timezone.now(), by
    row.number = next_number(f"bulletin-{row.campaign_id}-{row.area_id}")
    row.sha256 = digest_of(row)
    return _moved(row, "issue", before, by=by)


def digest_of(row: Bulletin) -> str:
    """Return the digest that proves what a bulletin said."""
    said = [row.area_id, row.number, row.title, row.text, row.figures, str(row.issued_on)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def mark_of(row: Bulletin) -> str:
    """Return the number as it is printed; empty for what is not issued."""
    return f"〔{row.campaign_id}〕第{row.number}期" if row.number else ""


def dated(row: Bulletin) -> str:
    return day(row.issued_on) if row.issued_on else ""


def _held(bulletin: Bulletin) -> Bulletin:
    rows = Bulletin.objects.unscoped("the action asks for the right")
    return (
        rows.select_related("area", "campaign").select_for_update(of=("self",)).get(pk=bulletin.pk)
    )


def _refuse(row: Bulletin, seen: int, state: str) -> None:
    if row.state == BulletinState.ISSUED:
        raise Refused(_("It is issued and stays as it is."))
    if row.version != seen:
        words = _("Somebody changed it after you had read it. Nothing was written.")
        raise Overtaken(words, (row,))
    if row.state != state:
        raise Refused(_("This is not possible now."))


def _moved(
    row: Bulletin,
    verb: str,
    before: dict[str, object],
    *,
    by: User,
    more: dict[str, object] | None = None,
) -> Bulletin:
    row.version += 1
    row.save()
    record(Change.of(row, verb, before=before, after=_kept(row) | (more or {})), by=by)
    return row


def _kept(row: Bulletin) -> dict[str, object]:
    return {
        "state": str(row.state),
        "title": row.title,
        "number": row.number,
        "version": row.version,
        "sha256": row.sha256,
    }
