"""Who sends which notices. Each change is a conditional UPDATE that names the owner.

At most once: what is claimed is committed before anything is sent, and goes back to waiting
only where it is known that nobody has taken it.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from tracker.jobs.querysets import from_now
from tracker.notices.models import Dispatch
from tracker.notices.terms import AT_ONCE, LEASE, MOST_ATTEMPTS, WAIT, Route, State


def due() -> list[tuple[int, Route]]:
    """Return (person, way) of the messages whose hour has come, the oldest first."""
    rows = Dispatch.objects.due(timezone.now()).order_by("pk")
    pairs = rows.values_list("notice__person_id", "route")
    return [(person, Route(route)) for person, route in dict.fromkeys(pairs)]


@transaction.atomic(durable=True)
def claim(person: int, route: Route, owner: str) -> list[Dispatch]:
    """Make what waits for a person on one way ours; empty where somebody was faster.

    Durable: refused inside another transaction, so that what it returns is committed.
    """
    waiting = Dispatch.objects.due(timezone.now()).filter(notice__person=person, route=route)
    keys = list(waiting.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    Dispatch.objects.filter(pk__in=keys, state=State.WAITING).update(
        state=State.SENDING, owner=owner, lease_until=from_now(LEASE)
    )
    held = Dispatch.objects.held(owner)
    return list(held.select_related("notice__area__parent").order_by("pk"))


def settle(owner: str, state: State) -> int:
    """Mark what we have sent, or have not: it is over."""
    return Dispatch.objects.held(owner).update(state=state, owner="", lease_until=None)


def drop(rows: list[Dispatch], owner: str) -> None:
    """Let go of what its person no longer wants or may read."""
    held = Dispatch.objects.held(owner).filter(pk__in=[row.pk for row in rows])
    held.update(state=State.DROPPED, owner="", lease_until=None)


@transaction.atomic
def refused(owner: str, *, counts: bool) -> None:
    """Let what nobody has taken wait again, ever longer; refused too often it has failed.

    ``counts`` is false where the server could not be reached: that says nothing about the
    message.
    """
    for row in list(Dispatch.objects.held(owner)):
        attempts = row.attempts + counts
        over = attempts >= MOST_ATTEMPTS
        wait = dt.timedelta(seconds=WAIT * 2 ** max(attempts - 1, 0))
        Dispatch.objects.held(owner).filter(pk=row.pk).update(
            state=State.FAILED if over else State.WAITING,
            attempts=attempts,
            not_before=timezone.now() + wait,
            owner="",
            lease_until=None,
        )


def give_up_expired() -> int:
    """Mark what a process that died has left: perhaps sent, so never again."""
    expired = Dispatch.objects.expired()
    return expired.update(state=State.UNKNOWN, owner="", lease_until=None)
