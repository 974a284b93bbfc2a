"""English words, the cast of findings, travel in time; a mail server and a robot."""

import pytest

from tests.tracker.findings.conftest import _english, cast, on
from tests.tracker.notices.robots import a_robot

__all__ = ["_english", "cast", "on"]


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
