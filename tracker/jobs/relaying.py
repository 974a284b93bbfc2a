"""The relay: looks at the table of jobs once a second and sees to it that all of them are done.

Several relays at once are harmless: every step is a conditional UPDATE, or makes a row
with a key that only one of them can make.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.models.functions import Now
from django.utils import timezone

from tracker.jobs.actions import ask_for
from tracker.jobs.children import Children
from tracker.jobs.leases import take_back_expired
from tracker.jobs.models import Job
from tracker.jobs.registry import TASKS
from tracker.jobs.terms import State

log = structlog.get_logger(__name__)
# The start of a site is for its first page; what no one waits for comes after.
QUIET_START = 20  # seconds
# Jobs in the queue at a time. What is emptied out of it is handed on anew, and that
# must not take one message for each of a thousand jobs again and again.
WINDOW = 50
# After the queue did not answer: seconds until it is asked again.
PAUSE = 3

HandOn = Callable[[int], None]


@dataclass
class Relay:
    """`hand_on` gives a job to the queue and raises ConnectionError where it does not answer;

    without it the relay does the jobs itself, in children. `places`: how many at a time.
    `quiet`: seconds until it looks at schedules; None where Celery's beat does.
    """

    places: int
    hand_on: HandOn | None = None
    quiet: float | None = QUIET_START
    children: Children = field(init=False)

    def __post_init__(self) -> None:
        self.children = Children(self.places)
        self._schedules_from = math.inf if self.quiet is None else time.monotonic() + self.quiet
        self._queue_from = 0.0

    @property
    def pause(self) -> float:
        """Seconds between two looks."""
        return min(1.0, settings.JOB_LEASE_SECONDS / 4)

    def look(self) -> None:
        """Look once. A database that does not answer is asked again the next time."""
        try:
            self._look()
        except (DatabaseError, InterfaceError):
            log.warning("relay_database_failed", exc_info=True)
            connection.close()

    def _look(self) -> None:
        self.children.reap()
        take_back_expired()
        self._remember_forgotten()
        if time.monotonic() >= self._schedules_from:
            ask_for_what_is_due()
        if self.hand_on is None:
            self._do_some()
        elif time.monotonic() >= self._queue_from:
            self._hand_some_on(self.hand_on)

    def is_idle(self) -> bool:
        """Tell whether there is nothing to begin and nothing being done by the relay itself."""
        return not self.children.numbers and not Job.objects.ready().exists()

    def stop(self, patience: float) -> None:
        self.children.stop(patience)

    def _do_some(self) -> None:
        ready = Job.objects.ready().exclude(pk__in=self.children.numbers)
        for number in list(ready.values_list("pk", flat=True)[: self.children.free]):
            self.children.start(number)

    def _remember_forgotten(self) -> None:
        """Let jobs wait again that lie in a queue which lost them, or whose workers are gone."""
        forgotten = Job.objects.forgotten(settings.JOB_REHAND_SECONDS)
        if forgotten.exists():
            count = forgotten.update(state=State.WAITING)
            log.info("jobs_handed_on_anew", jobs=count)

    def _hand_some_on(self, hand_on: HandOn) -> None:
        room = max(0, WINDOW - Job.objects.handed_on().count())
        for number in list(Job.objects.to_hand_on().values_list("pk", flat=True)[:room]):
            waiting = Job.objects.filter(pk=number, state=State.WAITING)
            # First the row: a worker that is faster than this process must find it handed on.
            if not waiting.update(state=State.HANDED_ON, handed_on=Now()):
                continue
            try:
                hand_on(number)
            except ConnectionError:
                Job.objects.filter(pk=number, state=State.HANDED_ON).update(state=State.WAITING)
                log.warning("relay_queue_does_not_answer", job=number)
                self._queue_from = time.monotonic() + PAUSE
                return


def ask_for_what_is_due() -> None:
    """Make one job for each schedule's present period, if it has none yet."""
    now = timezone.localtime()
    due = {
        f"{task.name} {task.schedule.slot(now)}": task.name
        for task in TASKS.values()
        if task.schedule
    }
    known = set(Job.objects.filter(key__in=due).values_list("key", flat=True))
    for key, kind in due.items():
        if key not in known:
            ask_for(kind, by=None, key=key)
