"""Every address has a row in the policy, and answers a stranger as its row says."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.people import UserFactory
from tests.house.addresses import ADMIN, ALL, OWN, ROWS, named
from tracker.access.policy import POLICY, rule_for
from tracker.people.models import Grant, User

pytestmark = pytest.mark.django_db

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
PUBLIC = [
    address for address in OWN if (rule := rule_for(address.name)) and rule.audience == "public"
]
STAFF = [
    address for address in ALL if (rule := rule_for(address.name)) and rule.audience == "staff"
]


def test_every_address_has_a_row():
    assert [address.route for address in ALL if rule_for(address.name) is None] == []


def test_every_row_has_an_address():
    names = {address.name for address in ALL}

    assert {name for name in POLICY if not name.endswith(":*")} <= names


def test_every_address_with_parameters_has_an_example():
    assert {address.name for address in OWN if address.parameters} == set(ROWS)


@pytest.mark.parametrize("address", PUBLIC, ids=named)
def test_a_stranger_may_read_a_public_address_and_use_no_method_but_its_own(client, address):
    path = address.example()
    allowed = rule_for(address.name).methods

    answered = {method: client.generic(method, path).status_code for method in METHODS}

    refused = {method for method, code in answered.items() if code == 405}
    assert refused == set(METHODS) - set(allowed)
    # A form sent empty may be refused, but not for its method or its sender.
    assert {code for method, code in answered.items() if method in allowed} <= {200, 302, 400}


@pytest.mark.parametrize("address", STAFF, ids=lambda address: address.route)
def test_a_stranger_is_sent_from_a_staff_address_to_the_door(client, address):
    path = "/" + re.sub(r"<[^>]+>|\(\?P<\w+>[^)]*\)\$?", "1", address.route).rstrip("$")

    for method in ("GET", "POST"):
        answer = client.generic(method, path)
        if address.is_for_programs:
            assert answer.status_code == 401, (method, path)
            assert answer["WWW-Authenticate"].startswith("Bearer")
            continue
        assert answer.status_code == 302, (method, path)
        assert answer["Location"].startswith("/sign-in/"), answer["Location"]


def test_a_signed_in_person_without_the_role_does_not_get_into_the_administration(client):
    client.force_login(get_user_model().objects.create_user("reader", password="a long one"))

    for address in ADMIN:
        if address.name.endswith("_changelist") or address.name == "admin:index":
            answer = client.get(address.example())
            assert answer.status_code == 403


@pytest.mark.parametrize(
    "address",
    [address for address in OWN if (rule := rule_for(address.name)) and rule.permission],
    ids=named,
)
def test_a_signed_in_person_without_the_right_is_refused_and_changes_nothing(client, address):
    client.force_login(UserFactory())
    path = address.example()
    people, grants = list(User.objects.values()), list(Grant.objects.values())

    answered = {method: client.generic(method, path).status_code for method in METHODS}

    assert set(answered.values()) == {403}
    assert (list(User.objects.values()), list(Grant.objects.values())) == (people, grants)


@pytest.mark.parametrize("address", PUBLIC, ids=named)
def test_reading_a_page_writes_nothing(client, address):
    path = address.example()

    with CaptureQueriesContext(connection) as captured:
        client.get(path)

    statements = [query["sql"] for query in captured.captured_queries]
    assert [sql for sql in statements if re.match(r"\s*(INSERT|UPDATE|DELETE)", sql)] == []
