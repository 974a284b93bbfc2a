"""Sending what waits: claim, send, mark, one message a person and way."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

import structlog
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from tracker.jobs.running import new_owner
from tracker.notices import leases
from tracker.notices.actions import routes_of
from tracker.notices.models import Channel, Dispatch, Notice
from tracker.notices.posting import (
    NotReachedError,
    NotTakenError,
    PerhapsTakenError,
    post_mail,
    post_robot,
)
from tracker.notices.standing import absolute
from tracker.notices.terms import LONGEST_RUN, Route, State
from tracker.notices.wording import line, message, subject
from tracker.people.models import User

log = structlog.get_logger(__name__)


def send_due(check: Callable[[], object] = lambda: None) -> Counter[str]:
    """Send every message whose hour has come; return how many notices came to which state.

    Ends after some minutes: the next run goes on. ``check`` is called between two messages and
    raises where the work is to stop.
    """
    told: Counter[str] = Counter({State.UNKNOWN: leases.give_up_expired()})
    ends = time.monotonic() + LONGEST_RUN
    closed: set[Route] = set()
    for person, route in leases.due():
        if route in closed:
            continue
        check()
        if time.monotonic() > ends:
            break
        state, number = _send(person, route)
        told[state] += number
        if state == "":
            closed.add(route)
    return told


def _send(person: int, route: Route) -> tuple[str, int]:
    """Send one message; return the state its notices came to ("" where no server answers)."""
    owner = new_owner()
    rows = leases.claim(person, route, owner)
    channel = Channel.objects.filter(person=person).first()
    rows = _wanted(rows, channel, route, owner)
    if not rows or channel is None:
        return State.DROPPED, 0
    try:
        _post(channel, route, rows)
    except NotReachedError as error:
        log.warning("notices_mail_server_does_not_answer", error=str(error))
        leases.refused(owner, counts=False)
        return "", 0
    except NotTakenError as error:
        log.warning("notices_not_taken", person=person, route=route.value, error=str(error))
        leases.refused(owner, counts=True)
        return State.WAITING, len(rows)
    except PerhapsTakenError as error:
        log.warning("notices_perhaps_taken", person=person, route=route.value, error=str(error))
        return State.UNKNOWN, leases.settle(owner, State.UNKNOWN)
    return State.SENT, leases.settle(owner, State.SENT)


def _wanted(
    rows: list[Dispatch], channel: Channel | None, route: Route, owner: str
) -> list[Dispatch]:
    """Let go of what the person no longer wants this way, or may no longer read."""
    person = User.objects.enabled().filter(pk=channel.person_id).first() if channel else None
    if channel is None or person is None or route not in routes_of(channel):
        leases.drop(rows, owner)
        return []
    mine = Notice.objects.visible_to(person).filter(pk__in=[row.notice_id for row in rows])
    readable = set(mine.values_list("pk", flat=True))
    leases.drop([row for row in rows if row.notice_id not in readable], owner)
    return [row for row in rows if row.notice_id in readable]


def _post(channel: Channel, route: Route, rows: list[Dispatch]) -> None:
    """Put the notices into one text, in the site's own language, and send it."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = [_line(row.notice) for row in rows]
        text = message(lines, absolute(reverse("notice-list")))
        title = subject(len(lines))
    if route == Route.MAIL:
        post_mail(channel.mailbox, title, text)
    else:
        post_robot(channel.robot, channel.hook, text, channel.secret)


def _line(notice: Notice) -> str:
    above = notice.area.parent.title if notice.area.parent else ""
    place = f"{above} {notice.area.title}".strip()
    return line(notice.get_kind_display(), notice.number, place, absolute(notice.path))
