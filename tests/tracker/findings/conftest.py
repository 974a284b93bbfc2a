"""English words, the cast, and travel in time."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from tests.tracker.findings.cast import Cast


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def on(monkeypatch):
    """Return `on(day, hour)`: from then on it is that hour of that day, or noon."""

    def travel(day: str, hour: int = 12) -> dt.date:
        there = dt.datetime.fromisoformat(f"{day}T{hour:02}:00")
        there = there.replace(tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: there)
        return there.date()

    return travel


@pytest.fixture
def at(english):
    """Sign somebody in."""

    def sign_in(user):
        english.force_login(user)
        return english

    return sign_in
