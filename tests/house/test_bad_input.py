"""Hostile and mistyped addresses: a clear refusal, never a crash, never a silent full list."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.people import SecurityAdministratorFactory, someone_who_may
from tests.house.addresses import ADMIN, LISTS, OWN, named
from tests.house.tree import factory_of
from tests.house.turns import cases_of
from tracker.access.policy import rule_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def insider(client, request):
    """Somebody who gets through the gate of the address under test."""
    address = request.node.callspec.params["address"]
    if rule_for(address.name).audience == "staff":
        right = rule_for(address.name).permission
        client.force_login(someone_who_may(right) if right else SecurityAdministratorFactory())
    return client


READ = [address for address in OWN if address.name not in {"choose-language", "choose-display"}]

HOSTILE = {
    "64 KiB": "q=" + "x" * 65536,
    "NUL": "q=%00",
    "NUL in a name": "a%00b=1",
    "broken UTF-8": "q=%ff%fe",
    "half a surrogate": "q=%ed%a0%80",
    "Chinese in GB18030": "q=%ce%c4",
}
ODD = {
    "page beyond the end": "page=9999",
    "level in letters": "level=abc",
    "unknown parameter": "no_such_parameter=1",
    "full-width digits": "area=４１０８８３",
    "Arabic digits": "page=٣",
    "huge number": "campaign=" + "9" * 400,
    "number beyond 32 bits": "campaign=99999999999",
    "a path": "sort=../../etc/passwd",
    "SQL": "area=410883' OR 1=1 --",
    "deep look-up": "area__parent__parent__code=41",
    "a thousand repetitions": "&".join(["campaign=2022"] * 1000),
    "control characters": "q=%1b%07",
    "an unknown campaign": "campaign=2098",
    "hundreds of words": "&".join(f"q=w{n}" for n in range(800)),
    "hundreds of areas": "&".join(f"area=41{n:04}" for n in range(500)),
    "hundreds of unknown parameters": "&".join(f"p{n}=1" for n in range(800)),
}


# One test an address, not one a case: most of a short test is its beginning and its end.
@pytest.mark.parametrize("address", READ, ids=named)
def test_a_hostile_address_is_refused_with_a_reason(client, address):
    path, cases = address.example(), cases_of(address, HOSTILE)

    answers = {case: client.get(f"{path}?{query}") for case, query in cases.items()}

    assert {case: answer.status_code for case, answer in answers.items()} == dict.fromkeys(
        cases, 400
    )
    assert [case for case, answer in answers.items() if len(answer.content) <= 20] == []


@pytest.mark.parametrize("query", ["q=文", "q=%E6%96%87"], ids=["typed raw", "encoded"])
def test_an_honest_chinese_address_is_answered(client, query):
    answer = client.get(f"{reverse('area-search')}?{query}")

    assert answer.status_code == 200
    assert "文" in answer.content.decode()


@pytest.mark.parametrize("address", READ, ids=named)
def test_an_odd_address_is_answered_and_never_breaks(client, address):
    path, cases = address.example(), cases_of(address, ODD)
    expected = {200, 302, 400, 401 if address.is_for_programs else 404, 404}

    codes = {case: client.get(f"{path}?{query}").status_code for case, query in cases.items()}

    assert {case: code for case, code in codes.items() if code not in expected} == {}


@pytest.mark.parametrize("address", LISTS, ids=named)
def test_a_list_never_answers_an_odd_address_with_all_its_rows(insider, address):
    table = address.view.view_class.table_class
    model = table._meta.model or address.view.view_class().get_queryset().model
    for _ in range(2):
        factory_of(model)()

    cases = cases_of(address, ODD)
    answers = {
        case: insider.get(f"{reverse(address.name)}?{query}") for case, query in cases.items()
    }

    assert [case for case, answer in answers.items() if not _is_honest(answer)] == []


def _is_honest(answer) -> bool:
    """It refused; or it knows the parameter: then it filtered, and says by what."""
    if answer.status_code != 200:
        return answer.status_code in {400, 404}
    return answer.context["chips"] and answer.context["matching"] < answer.context["total"]


CROWDED = {
    "words": ("q", [f"w{n}" for n in range(400)]),
    "areas": ("area", [f"41{n:04}" for n in range(400)]),
    "names of areas": ("area", [f"某{n}" for n in range(400)]),
}


@pytest.mark.parametrize(("name", "values"), CROWDED.values(), ids=CROWDED)
@pytest.mark.parametrize("address", LISTS, ids=named)
def test_hundreds_of_values_cost_no_more_queries_than_ten(insider, address, name, values):
    """Every value is free to whoever writes the address; the database must not pay for each."""
    if name not in address.view.view_class.filterset_class.base_filters:
        pytest.skip("it has no such filter")

    with CaptureQueriesContext(connection) as captured:
        answer = insider.get(reverse(address.name), {name: values})

    assert answer.status_code == 400
    assert name in [problem.parameter for problem in answer.context["problems"]]
    assert len(captured) < 40


BROKEN_ORIGINS = ["http://[::1", "http://[", "//", "http://a b", "\udcff", "x" * 5000]


@pytest.mark.parametrize("origin", BROKEN_ORIGINS)
@pytest.mark.parametrize("name", ["choose-language", "choose-display"])
def test_a_choice_does_not_break_on_an_odd_origin(client, name, origin):
    answer = client.post(reverse(name), {"next": "/"}, HTTP_ORIGIN=origin)

    assert answer.status_code == 403


@pytest.mark.parametrize(
    "wanted", ["//[", "/[::1", "/" + "x" * 9000, "/\r\nSet-Cookie: a=1", "\x00"]
)
@pytest.mark.parametrize(
    ("name", "choice"),
    [("choose-language", {"language": "en"}), ("choose-display", {"display": "large"})],
)
def test_a_choice_does_not_break_on_an_odd_way_back(client, name, choice, wanted):
    answer = client.post(reverse(name), {**choice, "next": wanted})

    assert answer.status_code in {302, 400}
    assert "\n" not in answer.get("Location", "")


NOTHING = {
    "zero": "0",
    "huge": "9" * 300,
    "full-width digits": "４１０８",
    "quote": "41'",
    "path": "..%2f..%2fetc",
    "turned direction": "%E2%80%AE4108",
    "negative": "-1",
    "long": "x" * 3000,
    "NUL": "41%00",
    "broken UTF-8": "%ff%fe",
}


@pytest.mark.parametrize("address", [a for a in OWN if a.parameters], ids=named)
def test_an_address_of_nothing_is_not_found(insider, address):
    send = insider.get if "GET" in rule_for(address.name).methods else insider.post

    codes = {
        case: send("/" + re.sub(r"<[^>]+>", value, address.route)).status_code
        for case, value in cases_of(address, NOTHING).items()
    }

    assert {case: code for case, code in codes.items() if code not in {400, 404}} == {}


@pytest.mark.parametrize("query", [*HOSTILE.values(), *ODD.values()], ids=[*HOSTILE, *ODD])
def test_the_administration_does_not_break_on_an_odd_address(client, query):
    officer = get_user_model().objects.create_superuser("officer", password="a long password")
    client.force_login(officer)
    lists = [a for a in ADMIN if a.name.endswith("_changelist")]

    codes = {
        address.name: client.get(f"{address.example()}?{query}").status_code
        for address in lists
        if query in cases_of(address, HOSTILE | ODD).values()
    }

    assert lists
    assert {name: code for name, code in codes.items() if code >= 500} == {}
