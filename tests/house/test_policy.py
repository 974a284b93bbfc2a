"""Every address has a row in the policy, and answers a stranger as its row says."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.house.addresses import ALL, OWN, ROWS, named
from tracker.access.policy import POLICY, rule_for

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


def _is_sent_to_the_door(address, answer):
    if address.is_for_programs:
        return answer.status_code == 401 and answer["WWW-Authenticate"].startswith("Bearer")
    return answer.status_code == 302 and answer["Location"].startswith("/sign-in/")


# One test, not one an address: most of a short test is its beginning and its end.
def test_a_stranger_is_sent_from_every_staff_address_to_the_door(client):
    open_doors = []
    for address in STAFF:
        path = "/" + re.sub(r"<[^>]+>|\(\?P<\w+>[^)]*\)\$?", "1", address.route).rstrip("$")
        for method in ("GET", "POST"):
            answer = client.generic(method, path)
            if not _is_sent_to_the_door(address, answer):
                open_doors.append((method, path, answer.status_code))

    assert STAFF
    assert open_doors == []


@pytest.mark.parametrize("address", PUBLIC, ids=named)
def test_reading_a_page_writes_nothing(client, address):
    path = address.example()

    with CaptureQueriesContext(connection) as captured:
        client.get(path)

    statements = [query["sql"] for query in captured.captured_queries]
    assert [sql for sql in statements if re.match(r"\s*(INSERT|UPDATE|DELETE)", sql)] == []
