"""Security headers stand on every kind of answer."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests.house.addresses import LISTS, OWN, named

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def assert_guarded(answer):
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("address", OWN, ids=named)
def test_a_page_carries_the_security_headers(client, address):
    assert_guarded(client.get(address.example()))


@pytest.mark.parametrize("address", LISTS, ids=named)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_exported_file_carries_the_security_headers(client, address, kind):
    assert_guarded(client.get(reverse(address.name), {"export": kind}))


@pytest.mark.parametrize("path", ["/no/such/page/", "/areas/0/", "/figures/?page=x", "/?q=%00"])
def test_a_refusal_carries_the_security_headers(client, path):
    answer = client.get(path)

    assert answer.status_code in {400, 404}
    assert_guarded(answer)


def test_the_administration_carries_the_security_headers(client):
    assert_guarded(client.get(reverse("admin:login")))
    client.force_login(get_user_model().objects.create_superuser("officer", password="long enough"))
    assert_guarded(client.get(reverse("admin:index")))


def test_a_crash_says_nothing_about_itself_and_carries_the_security_headers(client, monkeypatch):
    def crash(*args, **kwargs):
        raise RuntimeError("a secret detail")

    monkeypatch.setattr("django.shortcuts.render", crash)
    monkeypatch.setattr("tracker.navigation._address", crash)
    client.raise_request_exception = False

    answer = client.get(reverse("home"))

    assert answer.status_code == 500
    assert "a secret detail" not in answer.content.decode()
    assert_guarded(answer)


def test_over_https_browsers_are_told_to_stay_there(client, settings):
    settings.SECURE_HSTS_SECONDS = 63072000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True

    answer = client.get(reverse("home"), secure=True)

    assert answer["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
