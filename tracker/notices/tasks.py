"""What the site does about notices by itself."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from tracker.clocks.standing import ClocksByYear
from tracker.jobs.registry import task
from tracker.jobs.running import Run
from tracker.jobs.schedules import Every
from tracker.jobs.wording import say
from tracker.notices.actions import notify, untold
from tracker.notices.sending import send_due
from tracker.notices.standing import people_concerned, tellings
from tracker.notices.terms import State


@task(
    "notices.look",
    title=gettext_lazy("Tell people what has become theirs"),
    own_transactions=True,
    schedule=Every(minutes=15),
)
def look(run: Run, keys: dict[str, Any]) -> str:
    """Person by person, from how things stand now: after any time without a scheduler the same.

    Reads outside a transaction, which on SQLite would keep every writer waiting, and opens
    one only for who has something new. Broken off, it goes on after the last person.
    """
    today, clocks, number = timezone.localdate(), ClocksByYear(), 0
    for person in people_concerned().filter(pk__gt=int(run.position or 0)):
        run.check()
        found = untold(person, tellings(person, today, clocks))
        if found:
            with run.step(str(person.pk)):
                number += notify(person=person, found=found)
    return say(gettext_noop("%(n)s notices were written."), n=number)


@task(
    "notices.send",
    title=gettext_lazy("Send notices by e-mail and to robots"),
    own_transactions=True,
    schedule=Every(minutes=5),
)
def send(run: Run, keys: dict[str, Any]) -> str:
    """At most once: see decision 30. What this run does not reach is for the next one."""
    told = send_due(run.check)
    return say(
        gettext_noop("%(sent)s notices were sent, %(again)s refused, %(unknown)s perhaps sent."),
        sent=told[State.SENT],
        again=told[State.WAITING],
        unknown=told[State.UNKNOWN],
    )
