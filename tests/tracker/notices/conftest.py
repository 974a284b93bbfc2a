"""English words, the cast of findings, travel in time, and what has been told."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from tests.tracker.findings.cast import Cast
from tests.tracker.notices.robots import a_robot


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def on(monkeypatch):
    """Return `on(day, hour)`: from then on it is that hour of that day."""

    def travel(day: str, hour: int = 12) -> dt.date:
        there = dt.datetime.fromisoformat(f"{day}T{hour:02}:00")
        there = there.replace(tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: there)
        return there.date()

    return travel


@pytest.fixture
def mail(settings):
    """A mail server that takes everything, into `django.core.mail.outbox`."""
    settings.EMAIL_URL = "memorymail://"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_URL = "https://tracker.example.gov.cn"


@pytest.fixture
def robot(monkeypatch, settings):
    """A robot whose host is on the list; without a certificate, so HTTP is let through."""
    monkeypatch.setattr("tracker.notices.hooks.SCHEMES", ["https", "http"])
    with a_robot() as found:
        settings.ROBOT_HOSTS = [found.host]
        yield found
