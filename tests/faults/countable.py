"""Work whose result shows at once whether it was done twice or not at all: numbered rows."""

from __future__ import annotations

import time
from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db import connection

TABLE = "countable"
STEP = 10  # rows in one step
MADE = f"CREATE TABLE {TABLE} (job integer NOT NULL, number integer NOT NULL)"
INSERTED = f"INSERT INTO {TABLE} (job, number) VALUES (%s, %s)"  # noqa: S608


class CountableConfig(AppConfig):
    """An app without models; its table has no key, so that a second copy of a row would stay."""

    name = "tests.faults"
    label = "countable"

    def ready(self) -> None:
        register()


def register() -> None:
    """Make two kinds of work known: in one transaction, and in steps."""
    registry = import_module("tracker.jobs.registry")
    registry.task("countable.insert", title="Insert rows")(insert)
    registry.task("countable.steps", title="Insert rows in steps", own_transactions=True)(steps)


def _insert(number: int, row: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(INSERTED, [number, row])


def _note(number: int) -> None:
    """Write one event. Models are loaded after this module."""
    history = import_module("tracker.history.record")
    change = history.Change("countable.insert", "countable", str(number))
    history.record(change, by=None)


def insert(run: Any, keys: dict[str, Any]) -> None:
    """Insert `rows` rows and one event, with a pause of `pause` ms before each row."""
    for row in range(keys["rows"]):
        time.sleep(keys["pause"] / 1000)
        _insert(run.number, row)
        run.progress(row + 1, keys["rows"])
    _note(run.number)


def steps(run: Any, keys: dict[str, Any]) -> None:
    """The same, ten rows in each transaction; goes on where it was broken off."""
    for first in range(int(run.position or 0), keys["rows"], STEP):
        last = min(first + STEP, keys["rows"])
        with run.step(str(last)):
            for row in range(first, last):
                time.sleep(keys["pause"] / 1000)
                _insert(run.number, row)
        run.progress(last, keys["rows"])
    with run.writing():
        _note(run.number)
