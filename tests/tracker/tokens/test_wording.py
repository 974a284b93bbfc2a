"""Tokens that were made and revoked stand in the log in words, in both languages."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from tests.factories.people import GrantFactory
from tracker.access.terms import Role
from tracker.tokens.models import Token
from tracker.tokens.terms import Scope
from tracker.tokens.wording import sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return (timezone.localdate() + dt.timedelta(days=7)).isoformat()


@pytest.fixture
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def _made_and_revoked(client, day):
    """Somebody makes a token for each scope on their page, and revokes the first."""
    client.force_login(GrantFactory(role=Role.COUNTY_OFFICE, code="410871").user)
    for scope in ("read", "write"):
        client.post(reverse("token-list"), {"name": "报表", "scope": scope, "expires_on": day})
    client.post(reverse("token-revoke"), {"token": Token.objects.order_by("pk").first().pk})


def log(language):
    browser = Client()
    browser.force_login(GrantFactory(role=Role.AUDITOR, code="4108").user)
    browser.cookies["django_language"] = language
    return browser.get(reverse("log-list")).content.decode()


@pytest.mark.usefixtures("_made_and_revoked", "_english")
def test_the_log_says_what_a_token_may_and_until_when(day):
    shown = log("en")

    scopes = dict(Scope.choices)
    for scope in ("read", "write"):
        assert f"made a token that may {scopes[scope]} until {day}" in shown
    assert "revoked the token" in shown


@pytest.mark.usefixtures("_made_and_revoked")
def test_the_log_says_it_in_chinese(day):
    shown = log("zh-hans")

    assert shown.count("新建接口令牌（") == 2
    assert f"截至{day}）" in shown


@pytest.mark.parametrize(
    ("action", "after", "words"),
    [
        ("tokens.vanish", {}, "tokens.vanish"),
        ("tokens.revoke", {}, "revoked the token"),
        (
            "tokens.make",
            {"scope": "admin", "expires_on": "2023-06-30"},
            "made a token that may admin until 2023-06-30",
        ),
        ("tokens.make", {}, "made a token that may  until "),
    ],
)
def test_an_event_of_another_version_is_still_told(action, after, words):
    with translation.override("en"):
        assert sentence(action, {}, after) == words
