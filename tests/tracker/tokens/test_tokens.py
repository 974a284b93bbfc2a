"""A token is its owner, as far as the token goes, for as long as both last."""

import datetime as dt

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories.people import (
    GrantFactory,
    SecurityAdministratorFactory,
    UserFactory,
    area_with_code,
)
from tests.factories.tokens import TokenFactory, secret_for
from tracker.access.refusals import Denied, Refused
from tracker.access.terms import Role
from tracker.access.throttle import Places
from tracker.history.models import Event
from tracker.people.actions import accounts, grants, passwords
from tracker.tokens import actions, middleware
from tracker.tokens.models import Token
from tracker.tokens.secrets import digest_of

pytestmark = pytest.mark.django_db
COUNTY = "410871"
# Public, and for programs: answers to anybody, but not to a token that has ended.
OPEN = f"/api/v1/areas/{COUNTY}/dashboard/"


@pytest.fixture
def office():
    return GrantFactory(role=Role.COUNTY_OFFICE, code=COUNTY).user


@pytest.fixture(autouse=True)
def _places():
    area_with_code(COUNTY)


def ask(secret, path=OPEN, method="get", **more):
    return getattr(Client(), method)(path, HTTP_AUTHORIZATION=f"Bearer {secret}", **more)


def make(by, **more):
    day = timezone.localdate() + dt.timedelta(days=30)
    return actions.make(by=by, **{"name": "报表", "scope": "read", "expires_on": day} | more)


# --- Making -------------------------------------------------------------------------


def test_a_token_is_shown_once_and_kept_as_its_digest(client, office):
    client.force_login(office)
    day = timezone.localdate() + dt.timedelta(days=30)
    sent = {"name": "报表", "scope": "read", "expires_on": day.isoformat()}

    page = client.post(reverse("token-list"), sent)

    secret = page.context["secret"]
    token = Token.objects.get()
    assert (token.digest, token.scope, token.expires_on) == (digest_of(secret), "read", day)
    assert secret in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert secret not in client.get(reverse("token-list")).content.decode()
    kept = [*Token.objects.values_list(), *Event.objects.values_list()]
    assert secret not in repr(kept)
    event = Event.objects.get(object_type="token")
    assert (event.action, event.actor_id, event.new["scope"]) == ("tokens.make", office.pk, "read")


@pytest.mark.parametrize("days", [-1, 367])
def test_a_token_ends_within_a_year_or_is_not_made(office, days):
    with pytest.raises(Refused):
        make(office, expires_on=timezone.localdate() + dt.timedelta(days=days))

    assert not Token.objects.exists()


def test_nobody_has_tokens_without_number(office, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 2)
    first, _secret = make(office)
    make(office)
    with pytest.raises(Refused):
        make(office)
    actions.revoke(by=office, token=first)

    make(office)


# --- Using --------------------------------------------------------------------------


def test_a_working_token_is_its_owner_and_remembers_the_day_only(office):
    token, secret = make(office)

    answer = ask(secret)

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store, private"
    assert answer.wsgi_request.user == office
    events = Event.objects.count()
    ask(secret)
    token.refresh_from_db()
    assert token.last_used_on == timezone.localdate()
    assert Event.objects.count() == events


def end_grant(user):
    grants.end_grant(by=SecurityAdministratorFactory(), grant=user.grants.get())


def run_out(user):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    user.tokens.update(made_on=yesterday, expires_on=yesterday)


def past_password(user):
    user.must_change_password = True
    user.save()


ENDS = {
    "revoked": (lambda user: actions.revoke(by=user, token=user.tokens.get()), "who-are-you"),
    "run out": (run_out, "who-are-you"),
    "account disabled": (
        lambda user: accounts.disable(by=SecurityAdministratorFactory(), user=user, reason="x"),
        "who-are-you",
    ),
    "signed out everywhere": (
        lambda user: accounts.end_sessions(by=user, user=user),
        "who-are-you",
    ),
    "one-time password": (
        lambda user: passwords.reset_password(by=SecurityAdministratorFactory(), user=user),
        "who-are-you",
    ),
    "password to be changed": (past_password, "step-to-do"),
}


@pytest.mark.parametrize("ended", ENDS)
def test_what_ends_a_token_ends_it_at_the_next_request(office, ended):
    _token, secret = make(office)
    assert ask(secret).status_code == 200
    end, kind = ENDS[ended]

    end(office)

    answer = ask(secret)
    assert answer.json()["type"] == f"/interface/#{kind}"
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.status_code == {"who-are-you": 401, "step-to-do": 403}[kind]


def test_a_token_holds_no_longer_than_the_second_factor_of_its_owner(office, settings):
    settings.SECOND_FACTOR_ROLES = ["county_office"]
    secret = secret_for(office)

    assert ask(secret).status_code == 403
    TOTPDevice.objects.create(user=office, confirmed=True)
    assert ask(secret).status_code == 200


def test_a_token_that_may_only_read_changes_nothing(office):
    answers = [ask(secret_for(office), method=verb) for verb in ("post", "put", "patch", "delete")]

    assert {answer.status_code for answer in answers} == {403}
    assert answers[0].json()["type"].endswith("#read-only-token")
    # With the other scope it is the address that refuses.
    assert ask(secret_for(office, "write"), method="post").status_code == 405


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer fstar_wrong",
        "bearer x y",
        "Bearer \udce9",
        "Bearer " + "x" * 5000,
    ],
)
def test_a_token_that_never_was_is_refused_even_where_strangers_may_read(header):
    answer = Client().get(OPEN, HTTP_AUTHORIZATION=header)

    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]


def test_a_token_opens_no_page_and_another_scheme_is_no_token(office):
    secret = secret_for(office, "write")

    assert ask(secret, reverse("desk"))["Location"].startswith("/sign-in/")
    assert Client().get(OPEN, HTTP_AUTHORIZATION="Basic eDp5").status_code == 200


def test_one_token_is_answered_one_request_after_the_other(office, monkeypatch):
    places = Places(2)
    monkeypatch.setattr(middleware, "PLACES", places)
    token = TokenFactory(owner=office)
    secret = secret_for(office)
    with places.taken_by(f"token {token.pk}"):
        assert ask(secret).status_code == 200
        with places.taken_by("token 0"):
            full = ask(secret)

    assert (full.status_code, full["Retry-After"]) == (429, "3")
    assert ask(secret).status_code == 200


def test_a_database_that_takes_no_writes_keeps_nobody_from_reading(office, monkeypatch):
    def fail(_token):
        raise OperationalError("read-only")

    monkeypatch.setattr(middleware, "note_use", fail)

    assert ask(secret_for(office)).status_code == 200


def test_a_program_is_answered_in_the_language_it_asks_for():
    asked = {"en": "en", "en-US,en;q=0.9": "en", "zh-CN": "zh-hans", "fr": "zh-hans", "": "zh-hans"}

    got = {
        header: Client().get(OPEN, HTTP_ACCEPT_LANGUAGE=header)["Content-Language"]
        for header in asked
    }

    assert got == asked


# --- Revoking -----------------------------------------------------------------------


def test_a_security_administrator_revokes_in_their_own_areas_only(client, office):
    near = GrantFactory(role=Role.SECURITY_ADMIN, code=COUNTY).user
    far = GrantFactory(role=Role.SECURITY_ADMIN, code="410883").user
    token, secret = make(office)
    address = reverse("person-token-revoke", args=[office.pk, token.pk])

    client.force_login(far)
    assert client.post(address).status_code == 404
    assert client.get(reverse("person-tokens", args=[office.pk])).status_code == 404
    with pytest.raises(Denied):
        actions.revoke(by=far, token=token)
    client.force_login(near)
    assert "报表" in client.get(reverse("person-tokens", args=[office.pk])).content.decode()
    client.post(address)

    assert ask(secret).status_code == 401
    token.refresh_from_db()
    assert token.revoked_by == near
    with pytest.raises(Refused):
        actions.revoke(by=near, token=token)


def test_nobody_revokes_somebody_elses_by_the_own_page(client, office):
    token, _secret = make(office)
    client.force_login(UserFactory())

    for sent in (token.pk, token.pk + 1, "٣", ""):
        client.post(reverse("token-revoke"), {"token": sent})

    assert Token.objects.working().count() == 1
