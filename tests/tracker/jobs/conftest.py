"""Work that tests can look into, and people who ask for it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from tests.factories.people import UserFactory
from tracker.jobs import registry
from tracker.jobs.registry import task


class Desk:
    """What the sample work does when it is done: replaced by a test, and counted."""

    def __init__(self) -> None:
        self.calls: list[tuple[int, dict[str, Any]]] = []
        self.work: Any = lambda run, keys: None

    def do(self, run: Any, keys: dict[str, Any]) -> str | None:
        self.calls.append((run.number, keys))
        return self.work(run, keys)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def desk():
    """Two kinds of work, "sample.plain" and "sample.own", that do what a test says."""
    made = Desk()
    known = dict(registry.TASKS)
    task("sample.plain", title="Sample work")(made.do)
    task("sample.own", title="Own sample work", own_transactions=True)(made.do)
    yield made
    registry.TASKS.clear()
    registry.TASKS.update(known)


@pytest.fixture
def wang():
    return UserFactory(display_name="王五")


@pytest.fixture
def li():
    return UserFactory(display_name="李四")
