"""Doing one job: claim it, give signs of life, work, and mark it done in the same transaction.

Delivered twice, it is done once: only one process can claim it, and whoever lost it in the
meantime cannot commit, because its last statement finds the job no longer its own.
"""

from __future__ import annotations

import os
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Event, Thread
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from tracker.access.refusals import Denied, Refused
from tracker.jobs import leases
from tracker.jobs.leases import LeaseLostError
from tracker.jobs.models import Job
from tracker.jobs.pulse import Progress, pulse
from tracker.jobs.registry import TASKS, Task, surroundings
from tracker.jobs.terms import MOST_ATTEMPTS
from tracker.jobs.wording import BROKEN, NO_RIGHT, NOT_REACHED, TOO_OFTEN, UNKNOWN

log = structlog.get_logger(__name__)
# Of a lease's length: how long a transaction of ours may lie idle before the server ends it.
# A process that was stopped in the middle must not keep its rows locked from its successor.
IDLE_LEASES = 5
# Seconds between two steps on SQLite: whoever waits to write asks again after 0.004 s at most
# (`config.sqlite`). A job that began its next step at once would keep them waiting to its end.
OTHERS_TURN = 0.005


class StopWantedError(RuntimeError):
    """The person who asked for the job does not want it any more."""


class Interrupted(BaseException):
    """The process was told to end: the job goes back and begins anew elsewhere.

    Like KeyboardInterrupt, so that no task catches it by mistake.
    """


def new_owner() -> str:
    """Return a name for one attempt: where it runs, and that no other one bears."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{uuid.uuid4().hex[:12]}"


class Run:
    """One attempt at a job, as its task sees it."""

    def __init__(self, job: Job) -> None:
        self.number = job.pk
        self.owner = job.owner
        self.position = job.position
        self.asked_by_id: int | None = job.asked_by_id
        self.outcome = ""
        self.current = Progress(job.done, job.total, job.message)
        self.lost = False
        self.stopping = False
        self.finished = False

    def progress(self, done: int, total: int = 0, message: str = "") -> None:
        """Say how far the work is: cheap, once for each row if you like. See `check`.

        ``message`` is a stored sentence (`wording.say`); without it the last one stays.
        """
        self.current = Progress(done, total or self.current.total, message or self.current.message)
        self.check()

    def check(self) -> None:
        """Raise where going on is of no use: somebody stopped the job, or another one has it."""
        if self.stopping:
            raise StopWantedError
        if self.lost:
            raise LeaseLostError

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Open the transaction that ends with the job done. What is outside it may happen twice."""
        with transaction.atomic():
            _end_when_stalled()
            yield
            self._finish()
        self.finished = True

    @contextmanager
    def step(self, position: str) -> Iterator[None]:
        """Open the transaction of one step; after it, the job goes on from ``position``."""
        with transaction.atomic():
            _end_when_stalled()
            yield
            self.check()
            leases.move_on(self.number, self.owner, position)
        self.position = position
        if connection.vendor == "sqlite":
            time.sleep(OTHERS_TURN)

    def _finish(self) -> None:
        if pulse().who_stops(self.number) is not None:
            self.stopping = True
        self.check()
        leases.finish(self.number, self.owner, self.outcome, self.current)


def _end_when_stalled() -> None:
    if connection.vendor == "postgresql":
        limit = int(settings.JOB_LEASE_SECONDS * IDLE_LEASES * 1000)
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = {limit}")


class Heart(Thread):
    """Gives signs of life beside the work, and notices that the job is lost or to be stopped."""

    def __init__(self, run: Run, limit: int) -> None:
        super().__init__(name=f"heart of job {run.number}", daemon=True)
        self._run, self._limit = run, limit
        self._over = Event()
        self._pause = min(1.0, settings.JOB_LEASE_SECONDS / 4)

    def __enter__(self) -> Heart:
        self.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        ends = time.monotonic() + self._limit
        try:
            # Silent after the limit, so that a stuck attempt loses its lease.
            while time.monotonic() < ends and not self._over.wait(self._pause):
                self._beat()
        finally:
            connection.close()

    def _beat(self) -> None:
        try:
            answer = pulse().beat(self._run.number, self._run.owner, self._run.current)
        except (DatabaseError, InterfaceError, OSError):
            # The next beat tries again; if none comes through, the lease runs out.
            log.warning("job_sign_of_life_failed", job=self._run.number, exc_info=True)
            connection.close()
            return
        self._run.stopping = self._run.stopping or answer.stop
        self._run.lost = self._run.lost or not answer.kept


def run(number: int, *, owner: str = "", beating: bool = True) -> bool:
    """Do a job, if it is still to be done; tell whether this call has claimed it.

    ``beating=False`` gives no signs of life: for tests whose transaction no other
    connection can see.
    """
    owner = owner or new_owner()
    job = leases.claim(number, owner)
    if job is None:
        log.info("job_not_claimed", job=number)
        return False
    try:
        with structlog.contextvars.bound_contextvars(job=number, kind=job.kind):
            _attempt(job, beating=beating)
    finally:
        pulse().forget(number, owner)
    return True


def _attempt(job: Job, *, beating: bool) -> None:
    task = TASKS.get(job.kind)
    if task is None:
        _give_up(job, UNKNOWN)
        return
    attempt = Run(job)
    try:
        with Heart(attempt, task.limit) if beating else nullcontext():
            _work(attempt, task, job.keys)
        log.info("job_done")
    except Interrupted:
        _reconnect()
        if not _stop(job):
            leases.give_back(job.pk, job.owner, counts=False)
        raise
    except (LeaseLostError, StopWantedError):
        # Either somebody wanted it stopped, perhaps at the last moment, or another process has it.
        if not _stop(job):
            log.info("job_lost")
    except Refused as error:
        _give_up(job, str(error))
    except Denied:
        _give_up(job, NO_RIGHT)
    except (OperationalError, InterfaceError):
        log.warning("job_database_failed", exc_info=True)
        _try_later(job)
    except Exception:
        # Whatever a task raises, its job must not stay "running".
        log.exception("job_broke")
        _give_up(job, BROKEN)


def _work(attempt: Run, task: Task, keys: dict[str, Any]) -> None:
    with surroundings(attempt.number, task.name):
        if task.own_transactions:
            attempt.outcome = task.work(attempt, keys) or attempt.outcome
            if not attempt.finished:
                with attempt.writing():
                    pass
        else:
            with attempt.writing():
                attempt.outcome = task.work(attempt, keys) or attempt.outcome


def _give_up(job: Job, words: str) -> None:
    log.error("job_failed", job=job.pk, kind=job.kind, words=words)
    try:
        leases.fail(job.pk, job.owner, words)
    except LeaseLostError:
        log.info("job_lost")


def _stop(job: Job) -> bool:
    """Mark a job cancelled, if somebody wants that and it still is ours."""
    by = pulse().who_stops(job.pk)
    if by is None:
        return False
    try:
        leases.cancel_run(job.pk, job.owner, by)
    except LeaseLostError:
        return False
    log.info("job_stopped")
    return True


def _try_later(job: Job) -> None:
    """Give the job back after the database failed; if it still does, the lease runs out."""
    _reconnect()
    if job.attempts >= MOST_ATTEMPTS:
        _give_up(job, TOO_OFTEN)
    elif not _stop(job):
        held = Job.objects.held(job.pk, job.owner)
        held.update(message=NOT_REACHED)
        leases.give_back(job.pk, job.owner, wait=1 + leases.wait_after(job.attempts))


def _reconnect() -> None:
    """Drop a connection that may be broken; one inside a test's transaction stays."""
    if not connection.in_atomic_block:
        connection.close()
