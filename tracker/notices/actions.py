"""Telling people, reading, and choosing how notices arrive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.history.record import Change, record
from tracker.notices.hooks import is_allowed, shown
from tracker.notices.inputs import Wish
from tracker.notices.models import Channel, Dispatch, Notice
from tracker.notices.querysets import NoticeQuerySet
from tracker.notices.standing import Telling
from tracker.notices.terms import DIGEST_HOUR, SIGNING, Pace, Robot, Route
from tracker.people.models import User

KEYS_AT_ONCE = 500  # that one query is asked for


def untold(person: User, found: Sequence[Telling]) -> list[Telling]:
    """Return what a person was not told yet, each thing once."""
    by_key = {one.occasion.key: one for one in found}
    keys = list(by_key)
    for start in range(0, len(keys), KEYS_AT_ONCE):
        for key in _known(person, keys[start : start + KEYS_AT_ONCE]):
            del by_key[key]
    return list(by_key.values())


def _known(person: User, keys: Collection[str]) -> list[str]:
    told = Notice.objects.filter(person=person, key__in=keys)
    return list(told.values_list("key", flat=True))


@transaction.atomic
def notify(*, person: User, found: Sequence[Telling], by: None = None) -> int:
    """Write what a person was not told yet, with its ways out; return how much that was.

    Two processes may do it at once: the database lets each key in once, and each way out.
    No event: it says nothing but what others have done, and those events are there.
    """
    new = untold(person, found)
    now = timezone.now()
    rows = [
        Notice(
            person=person,
            key=one.occasion.key,
            kind=one.occasion.kind,
            area_id=one.area,
            number=one.number,
            path=one.path,
            created=now,
        )
        for one in new
    ]
    # On PostgreSQL rows that are passed over come back without their keys: they are asked for.
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=KEYS_AT_ONCE)
    for start in range(0, len(new), KEYS_AT_ONCE):
        some = [one.occasion.key for one in new[start : start + KEYS_AT_ONCE]]
        _send_on(person, Notice.objects.filter(person=person, key__in=some), now)
    return len(new)


def _send_on(person: User, rows: Collection[Notice], now: dt.datetime) -> None:
    channel = Channel.objects.filter(person=person).first()
    if channel is None:
        return
    not_before = now if channel.pace == Pace.AT_ONCE else _next_digest(now)
    ways = [
        Dispatch(notice=row, route=route, not_before=not_before)
        for row in rows
        for route in routes_of(channel)
    ]
    Dispatch.objects.bulk_create(ways, ignore_conflicts=True)


def routes_of(channel: Channel) -> list[Route]:
    """Return the ways that a person has chosen and that the site has today."""
    found = []
    if channel.by_mail and settings.EMAIL_URL:
        found.append(Route.MAIL)
    if channel.robot and is_allowed(channel.hook, settings.ROBOT_HOSTS):
        found.append(Route.ROBOT)
    return found


def _next_digest(now: dt.datetime) -> dt.datetime:
    """Return the next hour of digests on the site's clock."""
    here = timezone.localtime(now)
    today = here.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return today if here < today else today + dt.timedelta(days=1)


# --- Reading -----------------------------------------------------------------------------


def mark_read(*, by: User, notice: Notice) -> int:
    """Remember that ``by`` has read one notice; return whether it was new, as a number.

    No event, and only the day: a log of what people read would count them.
    """
    return _mark(Notice.objects.visible_to(by).filter(pk=notice.pk))


def mark_all_read(*, by: User, newest: int) -> int:
    """Remember that ``by`` has read theirs up to ``newest``; what came since stays unread."""
    return _mark(Notice.objects.visible_to(by).filter(pk__lte=newest))


def _mark(rows: NoticeQuerySet) -> int:
    return rows.unread().update(read_on=timezone.localdate())


# --- Choosing ----------------------------------------------------------------------------


@transaction.atomic
def choose(*, by: User, wish: Wish) -> Channel:
    """Set how notices arrive for ``by``. What is told already is not sent again.

    Raises Refused for a robot's address that is not on the list, and for mail where the
    site has no mail server.
    """
    # The account's row is held: two windows at once must not make two rows.
    User.objects.select_for_update().get(pk=by.pk)
    row = Channel.objects.filter(person=by).first() or Channel(person=by)
    before, old = (_kept(row), _all(row)) if row.pk else ({}, ())
    was = row.robot
    row.pace, row.robot = Pace(wish.pace), Robot(wish.robot)
    if wish.by_mail is not None:
        row.by_mail, row.mailbox = wish.by_mail, wish.mailbox if wish.by_mail else ""
    row.secret = _secret(row, wish, was)
    row.hook = (wish.hook or row.hook) if row.robot else ""
    _refuse_unfit(row, wish)
    if _all(row) == old:
        return row
    row.save()
    record(Change.of(row, "choose", before=before, after=_kept(row), object_name=str(by)), by=by)
    return row


def _secret(row: Channel, wish: Wish, was: str) -> str:
    """Return the secret for signatures: the one said, else the one that was kept for this robot."""
    same_robot = row.robot == was and not wish.hook
    return wish.secret or (row.secret if same_robot else "")


def _refuse_unfit(row: Channel, wish: Wish) -> None:
    if wish.by_mail and not (settings.EMAIL_URL and row.mailbox):
        raise Refused(_("Mail needs a mail server of this site and an address of yours."))
    if row.robot and not is_allowed(row.hook, settings.ROBOT_HOSTS):
        raise Refused(
            _("A robot's address begins with https:// and one of these hosts: %(hosts)s.")
            % {"hosts": ", ".join(settings.ROBOT_HOSTS)}
        )
    if row.secret and row.robot not in SIGNING:
        raise Refused(_("Only robots of DingTalk and Feishu take a signature."))


def _all(row: Channel) -> tuple[object, ...]:
    return (row.pace, row.by_mail, row.mailbox, row.robot, row.hook, row.secret)


def _kept(row: Channel) -> dict[str, object]:
    """Return what an event keeps: neither a secret of a robot nor a person's address."""
    return {
        "pace": str(row.pace),
        "by_mail": row.by_mail,
        "robot": str(row.robot),
        "host": shown(row.hook),
        "is_signed": bool(row.secret),
    }
