"""Asking for work, cancelling it, asking again."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.jobs.models import Job
from tracker.jobs.pulse import pulse
from tracker.jobs.registry import TASKS
from tracker.jobs.terms import LONGEST_ARGUMENTS, READY, State

_KEYS = (int, str, bool)


def ask_for(kind: str, arguments: dict[str, Any] | None = None, *, by: Any, key: str = "") -> Job:
    """Write a job into the caller's transaction; return it, or the one that ``key`` had made.

    ``arguments`` are keys of rows: the task reads the rows anew, with the rights of
    that moment. ``by`` is None for what a schedule asks for. Raises ValueError for a
    kind, an argument or a key that cannot be meant.
    """
    if kind not in TASKS:
        raise ValueError(f"no task is called {kind}")
    wanted = {"kind": kind, "arguments": _canonical(arguments or {}), "asked_by": by}
    job, made = Job.objects.get_or_create(key=key or uuid.uuid4().hex, defaults=wanted)
    if not made and (job.kind, job.arguments, job.asked_by_id) != (
        kind,
        wanted["arguments"],
        by.pk if by else None,
    ):
        raise ValueError(f"the key {key} belongs to another job")
    return job


def _canonical(arguments: dict[str, Any]) -> str:
    """Return arguments as JSON in one fixed spelling."""
    for value in arguments.values():
        parts = value if isinstance(value, list) else [value]
        if not all(isinstance(part, _KEYS) for part in parts):
            raise ValueError("a job is given keys of rows, nothing else")
    text = json.dumps(arguments, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if len(text) > LONGEST_ARGUMENTS:
        raise ValueError("a job is given keys of rows, not the rows")
    return text


def cancel(job: Job, *, by: Any) -> None:
    """Cancel a job: at once while it waits, soon when it runs. Raises Refused when it has ended.

    A running job is either stopped, and nothing of it is kept, or had just been finished.
    """
    _own(job, by)
    for _second_look in range(2):  # it may begin, or be taken back, between look and word
        job.refresh_from_db()
        # A running one writes, perhaps, and then SQLite has no place for another writer.
        if job.state == State.RUNNING and pulse().ask_to_stop(job, by):
            return
        waiting = Job.objects.filter(pk=job.pk, state__in=READY)
        if job.state in READY and waiting.update(
            state=State.CANCELLED, finished=Now(), cancelled_by=by
        ):
            return
    raise Refused(_("This work has ended already; it can no longer be cancelled."))


@transaction.atomic
def ask_again(job: Job, *, by: Any) -> None:
    """Let work that failed or was cancelled begin anew. Raises Refused in any other state."""
    _own(job, by)
    ended = Job.objects.filter(pk=job.pk, state__in=(State.FAILED, State.CANCELLED))
    fresh = {"finished": None, "outcome": "", "message": "", "attempts": 0, "cancelled_by": None}
    if not ended.update(state=State.WAITING, not_before=Now(), stop_wanted=False, done=0, **fresh):
        raise Refused(_("Only work that was not completed can be begun again."))
    # A process that was killed in its last moment may have left the word to stop behind.
    pulse().forget(job.pk, "")


def _own(job: Job, by: Any) -> None:
    if job.asked_by_id is None or job.asked_by_id != by.pk:
        raise Refused(_("Only the person who asked for this work can do that."))
