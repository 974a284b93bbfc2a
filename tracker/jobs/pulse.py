"""Signs of life and progress of a running job, written while its own transaction is open.

On a database server they go into the job's row, over a connection of their own. SQLite has
one writer at a time, and the job itself may be it for a while: there they lie in small files
beside the database, which then is on the same machine by nature. Decision 21.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import connection
from django.db.models.functions import Now

from tracker.jobs.models import Job
from tracker.jobs.querysets import from_now


@dataclass(frozen=True)
class Progress:
    """How much of how much is done; a total of 0 means that nobody knows yet."""

    done: int = 0
    total: int = 0
    message: str = ""


@dataclass(frozen=True)
class Answer:
    """What a sign of life brings back: whether the job is still ours, and whether to stop."""

    kept: bool = True
    stop: bool = False


class Pulse(Protocol):
    def beat(self, number: int, owner: str, progress: Progress) -> Answer:
        """Give a sign of life."""

    def is_alive(self, job: Job) -> bool:
        """Tell whether a job lives although the lease in its row has run out."""

    def progress_of(self, job: Job) -> Progress: ...

    def ask_to_stop(self, job: Job, by: Any) -> bool:
        """Leave word that a running job is to stop; False if it is no longer running."""

    def who_stops(self, number: int) -> int | None:
        """Return the account that wants a running job stopped."""

    def forget(self, number: int, owner: str) -> None:
        """Remove what is left of an attempt."""


class RowPulse:
    """In the job's row: for a server, where readers and writers do not wait for each other."""

    def beat(self, number: int, owner: str, progress: Progress) -> Answer:
        kept = Job.objects.held(number, owner).update(
            heartbeat=Now(),
            lease_until=from_now(settings.JOB_LEASE_SECONDS),
            done=progress.done,
            total=progress.total,
            message=progress.message,
        )
        return Answer(bool(kept), Job.objects.filter(pk=number, stop_wanted=True).exists())

    def is_alive(self, job: Job) -> bool:
        return False

    def progress_of(self, job: Job) -> Progress:
        return Progress(job.done, job.total, job.message)

    def ask_to_stop(self, job: Job, by: Any) -> bool:
        held = Job.objects.held(job.pk, job.owner)
        return bool(held.update(stop_wanted=True, cancelled_by=by))

    def who_stops(self, number: int) -> int | None:
        found = Job.objects.filter(pk=number, stop_wanted=True)
        return found.values_list("cancelled_by_id", flat=True).first()

    def forget(self, number: int, owner: str) -> None:
        return


class FilePulse:
    """In files below VAR_DIR: for SQLite. One file a run, and one where somebody wants it stopped.

    Nobody can take a job back while it writes: taking back needs the lock that it holds.
    """

    def __init__(self) -> None:
        self.folder = Path(settings.VAR_DIR) / "jobs"

    def beat(self, number: int, owner: str, progress: Progress) -> Answer:
        self._write(self._of_run(number, owner), [progress.done, progress.total, progress.message])
        return Answer(kept=True, stop=self.who_stops(number) is not None)

    def is_alive(self, job: Job) -> bool:
        try:
            beaten = self._of_run(job.pk, job.owner).stat().st_mtime
        except FileNotFoundError:
            return False
        return abs(time.time() - beaten) < settings.JOB_LEASE_SECONDS

    def progress_of(self, job: Job) -> Progress:
        stated = Progress(job.done, job.total, job.message)
        return Progress(*(self._read(self._of_run(job.pk, job.owner)) or _as_list(stated)))

    def ask_to_stop(self, job: Job, by: Any) -> bool:
        self._write(self._of_stop(job.pk), [by.pk])
        # Ended in the meantime: the word must not wait for a later attempt.
        if Job.objects.held(job.pk, job.owner).exists():
            return True
        self._of_stop(job.pk).unlink(missing_ok=True)
        return False

    def who_stops(self, number: int) -> int | None:
        found = self._read(self._of_stop(number))
        return found[0] if found else None

    def forget(self, number: int, owner: str) -> None:
        self._of_run(number, owner).unlink(missing_ok=True)
        self._of_stop(number).unlink(missing_ok=True)

    def _of_run(self, number: int, owner: str) -> Path:
        return self.folder / f"{number}.{owner}.json"

    def _of_stop(self, number: int) -> Path:
        return self.folder / f"{number}.stop.json"

    def _write(self, path: Path, values: list[Any]) -> None:
        """Write at once or not at all: a reader never sees half a file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(values), encoding="utf-8")
        fresh.replace(path)

    def _read(self, path: Path) -> list[Any] | None:
        try:
            return list(json.loads(path.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError):
            return None


def _as_list(progress: Progress) -> list[Any]:
    return [progress.done, progress.total, progress.message]


def pulse() -> Pulse:
    return FilePulse() if connection.vendor == "sqlite" else RowPulse()
