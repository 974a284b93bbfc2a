"""Which kinds of work there are. Each room names its own in `tasks.py`; `tracker.tasks` gathers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from tracker.jobs.schedules import Schedule
from tracker.jobs.terms import LONGEST_RUN

# (run, arguments) -> the outcome in words (`wording.say`), or nothing.
Work = Callable[[Any, dict[str, Any]], str | None]
Surrounding = Callable[[int, str], AbstractContextManager[Any]]


@dataclass(frozen=True)
class Task:
    """One kind of work. It must be safe to do twice: see `running.run`.

    `title`: what a person reads, lazy. `own_transactions`: the task opens
    `run.writing()` (and `run.step()`) itself; otherwise all of it is one
    transaction. `limit`: seconds after which one attempt counts as stuck.
    """

    name: str
    work: Work
    title: Any
    own_transactions: bool = False
    limit: int = LONGEST_RUN
    schedule: Schedule | None = None


TASKS: dict[str, Task] = {}
_SURROUNDINGS: list[Surrounding] = []


def task(name: str, *, title: Any, **options: Any) -> Callable[[Work], Work]:
    """Make a function a kind of work, called "room.verb". Raises ValueError for a name taken."""

    def register(work: Work) -> Work:
        if name in TASKS:
            raise ValueError(f"two tasks are called {name}")
        TASKS[name] = Task(name, work, title, **options)
        return work

    return register


def surround_with(surrounding: Surrounding) -> Surrounding:
    """Let every attempt happen inside ``surrounding(number of the job, kind)``."""
    _SURROUNDINGS.append(surrounding)
    return surrounding


@contextmanager
def surroundings(number: int, kind: str) -> Iterator[None]:
    with ExitStack() as stack:
        for surrounding in _SURROUNDINGS:
            stack.enter_context(surrounding(number, kind))
        yield
