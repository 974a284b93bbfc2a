"""Whose job it is. Each change is one conditional UPDATE: who was not the owner changes nothing.

A killed process leaves its lease behind; it runs out and the job waits again. A process that
slept too long wakes up and finds its final UPDATE matching no row: all it did is rolled back.
"""

from __future__ import annotations

from typing import Any

import structlog
from django.conf import settings
from django.db.models import F
from django.db.models.functions import Coalesce, Now

from tracker.jobs.models import Job
from tracker.jobs.pulse import Progress, pulse
from tracker.jobs.querysets import JobQuerySet, from_now
from tracker.jobs.terms import LONGEST_WAIT, MOST_ATTEMPTS, PATIENT_ATTEMPTS, State
from tracker.jobs.wording import TOO_OFTEN

log = structlog.get_logger(__name__)


class LeaseLostError(RuntimeError):
    """The job belongs to another process by now, or to nobody."""


def claim(number: int, owner: str) -> Job | None:
    """Make a job ours. None where it is gone, done, or somebody was faster."""
    claimed = (
        Job.objects.ready()
        .filter(pk=number)
        .order_by()
        .update(
            state=State.RUNNING,
            owner=owner,
            lease_until=from_now(settings.JOB_LEASE_SECONDS),
            heartbeat=Now(),
            started=Coalesce(F("started"), Now()),
            attempts=F("attempts") + 1,
        )
    )
    return Job.objects.get(pk=number) if claimed else None


def move_on(number: int, owner: str, position: str) -> None:
    """Note how far a job of many steps has come. Raises LeaseLostError."""
    if not Job.objects.held(number, owner).update(position=position):
        raise LeaseLostError


def finish(number: int, owner: str, outcome: str, progress: Progress) -> None:
    """Mark a job done, within the transaction of its work. Raises LeaseLostError."""
    _end(number, owner, State.DONE, outcome=outcome, stop_wanted=False, **_shown(progress))


def fail(number: int, owner: str, words: str) -> None:
    """Mark a job failed, with the reason. Raises LeaseLostError."""
    _end(number, owner, State.FAILED, outcome=words)


def cancel_run(number: int, owner: str, by: int | None) -> None:
    """Mark a job cancelled that was stopped while it ran. Raises LeaseLostError."""
    _end(number, owner, State.CANCELLED, cancelled_by_id=by, stop_wanted=False)


def _end(number: int, owner: str, state: State, **words: Any) -> None:
    ended = Job.objects.held(number, owner)
    if state == State.DONE:
        # Whoever asked to stop has been told that nothing is kept.
        ended = ended.filter(stop_wanted=False)
    if not ended.update(state=state, finished=Now(), **_released(), **words):
        raise LeaseLostError


def give_back(number: int, owner: str, *, wait: float = 0, counts: bool = True) -> bool:
    """Let a job wait again, so many seconds at least. False where it was not ours any more."""
    spent = {} if counts else {"attempts": F("attempts") - 1}
    return bool(
        Job.objects.held(number, owner).update(
            state=State.WAITING, not_before=from_now(wait), **_released(), **spent
        )
    )


def take_back_expired() -> list[int]:
    """Let every job wait again whose owner gives no sign of life; return their numbers."""
    signs = pulse()
    expired = Job.objects.expired()
    return [job.pk for job in expired if not signs.is_alive(job) and _take_back(job, expired)]


def take_back_from(number: int, owner: str) -> bool:
    """Take a job from a process that is known to be dead, without waiting for its lease."""
    held = Job.objects.held(number, owner)
    job = held.first()
    return job is not None and _take_back(job, held)


def _take_back(job: Job, condition: JobQuerySet) -> bool:
    """Let a job wait again. False where it has ended, moved on or given a sign meanwhile."""
    signs = pulse()
    held = condition.filter(pk=job.pk, owner=job.owner).order_by()
    stopped_by = signs.who_stops(job.pk)
    if stopped_by is not None:
        after = {"state": State.CANCELLED, "finished": Now(), "cancelled_by_id": stopped_by}
    elif job.attempts >= MOST_ATTEMPTS:
        after = {"state": State.FAILED, "finished": Now(), "outcome": TOO_OFTEN}
    else:
        after = {"state": State.WAITING, "not_before": from_now(wait_after(job.attempts))}
    taken = bool(held.update(stop_wanted=False, **_released(), **after))
    if taken:
        signs.forget(job.pk, job.owner)
        log.warning("job_taken_back", job=job.pk, kind=job.kind, owner=job.owner)
    return taken


def wait_after(attempts: int) -> int:
    """Return the seconds before the next attempt: none for the first few, then ever more."""
    if attempts < PATIENT_ATTEMPTS:
        return 0
    return min(LONGEST_WAIT, 2 ** (attempts - PATIENT_ATTEMPTS))


def _released() -> dict[str, Any]:
    return {"owner": "", "lease_until": None}


def _shown(progress: Progress) -> dict[str, Any]:
    return {"done": progress.done, "total": progress.total, "message": progress.message}
