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
    """Return `on(day)`: from then on it is noon of that day."""

    def travel(day: str) -> dt.date:
        noon = dt.datetime.fromisoformat(f"{day}T12:00")
        there = noon.replace(tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: there)
        return noon.date()

    return travel


@pytest.fixture
def at(english):
    """Sign somebody in."""

    def sign_in(user):
        english.force_login(user)
        return english

    return sign_in
