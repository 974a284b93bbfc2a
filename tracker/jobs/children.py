"""Child processes of the relay: one for each job, so that a killed one takes nothing with it."""

from __future__ import annotations

import multiprocessing
import signal
import time
from multiprocessing.context import ForkProcess
from typing import Any

import structlog
from django.db import OperationalError, connections

from tracker.jobs.leases import take_back_from
from tracker.jobs.running import Interrupted, new_owner, run

log = structlog.get_logger(__name__)
# Forked, not begun anew: a child starts in milliseconds and knows what the relay has loaded.
# Safe because the relay has one thread and closes its connections first.
_PROCESSES = multiprocessing.get_context("fork")


class Children:
    """As many jobs at a time as there are places."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._running: dict[int, tuple[ForkProcess, str]] = {}

    @property
    def free(self) -> int:
        return self._places - len(self._running)

    @property
    def numbers(self) -> list[int]:
        return list(self._running)

    def start(self, number: int) -> None:
        """Do a job in a child process."""
        owner = new_owner()
        connections.close_all()
        child = _PROCESSES.Process(target=_do, args=(number, owner), name=f"job {number}")
        child.start()
        self._running[number] = (child, owner)

    def reap(self) -> None:
        """Forget children that have ended; what a killed one was doing waits again at once."""
        for number, (child, owner) in list(self._running.items()):
            if child.is_alive():
                continue
            child.join()
            del self._running[number]
            if child.exitcode:
                take_back_from(number, owner)

    def stop(self, patience: float) -> None:
        """Tell all children to give back what they are doing; end those that do not listen."""
        for child, _owner in self._running.values():
            child.terminate()
        deadline = time.monotonic() + patience
        for child, _owner in self._running.values():
            child.join(max(0.0, deadline - time.monotonic()))
            if child.is_alive():
                child.kill()
                child.join()
        self.reap()


def _do(number: int, owner: str) -> None:
    """What a child does. Its exit code is 0 also for a job that failed: that was noted."""
    signal.signal(signal.SIGTERM, _interrupt)
    # Ctrl-C reaches every process of the terminal; the relay tells its children itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        run(number, owner=owner)
    except Interrupted:
        log.info("job_given_back", job=number)
    except OperationalError:
        # Not even claimed, or the lease runs out: the relay sees it again.
        log.warning("job_database_failed", job=number, exc_info=True)
    finally:
        connections.close_all()


def _interrupt(_signal: int, _frame: Any) -> None:
    raise Interrupted
