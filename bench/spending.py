"""What a piece of work takes: seconds by the clock and of processors, and memory of its own."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

PAUSE = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, of processors of this side, and the most memory of its own in MiB.

    Pages of a SQLite file that the system maps for everybody are no memory of its own: they
    are given back whenever somebody else needs the room.
    """

    clock: float
    processor: float
    peak: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            self.clock + other.clock,
            self.processor + other.processor,
            max(self.peak, other.peak),
        )


def spent_on(work: Callable[[], object]) -> Spent:
    """Do some work in this process; its children count with their processor seconds."""
    over, seen = Event(), [_own()]

    def watch() -> None:
        while not over.wait(PAUSE):
            seen.append(max(seen.pop(), _own()))

    watcher = Thread(target=watch)
    watcher.start()
    started, before = time.perf_counter(), _processor()
    try:
        work()
    finally:
        spent = time.perf_counter() - started, _processor() - before
        over.set()
        watcher.join()
    return Spent(*spent, max(seen.pop(), _own()))


def _own() -> float:
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"RssAnon:\s+([0-9]+)", status)[1]) / 1024


def _processor() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
