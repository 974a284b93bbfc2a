"""A program reads the claims of an article and has many accepted as one changeset."""

import pytest

from tests.factories.people import GrantFactory
from tests.tracker.api.programs import Program, kind_of
from tests.tracker.claims.pages import COUNTY, OTHER, STREET
from tests.tracker.claims.test_bulk import reread, states
from tracker.access.terms import Role
from tracker.changesets.models import Changeset
from tracker.claims.models import Claim
from tracker.jobs.running import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(county):
    return Program(county)


def sent(page, *numbers, **more):
    return {
        "kind": "claims.acceptances",
        "year": 2023,
        "area": COUNTY,
        "details": {"page": page.pk},
        "rows": [{"claim": str(number)} for number in numbers],
    } | more


def work(number):
    assert run(Changeset.everything.get(pk=number).job_id, beating=False)


def test_claims_are_read_staged_confirmed_and_undone(program, agreeing):
    article = agreeing[0].article_id
    found = program.get(f"papers/{article}/claims/?state=proposed&sort=start").json()
    numbers = [row["id"] for row in found["results"]][:2]
    assert numbers == [claim.pk for claim in agreeing]
    assert (found["results"][0]["metric"], found["results"][0]["value"]) == (
        "level_count",
        "2.0000",
    )

    made = program("POST", "changesets/", sent(agreeing[0].page, *numbers))

    assert made.status_code == 201, made.content.decode()
    assert (made.json()["rows_new"], made.json()["source"]) == (2, "api")
    assert states(agreeing) == ["proposed", "proposed"]
    rows = program.get(f"{made['Location']}rows/").json()["results"]
    assert [row["key"] for row in rows] == [f"{STREET}.{number}" for number in numbers]
    assert [row["after"]["state"] for row in rows] == ["accepted", "accepted"]

    asked = program("POST", f"{made['Location']}confirm/", if_match=made["ETag"])
    assert asked.status_code == 202
    work(made.json()["id"])
    assert states(agreeing) == ["accepted", "accepted"]

    undoing = program("POST", f"{made['Location']}undo/")
    program("POST", f"{undoing['Location']}confirm/", if_match=undoing["ETag"])
    work(undoing.json()["id"])
    assert states(agreeing) == ["proposed", "proposed"]


def test_the_same_request_with_the_same_key_is_one_changeset(program, agreeing):
    body = sent(agreeing[0].page, agreeing[0].pk)
    answers = [program("POST", "changesets/", body, idempotency_key="papers-1") for _n in "12"]

    assert answers[0].json() == answers[1].json()
    assert answers[1]["Idempotency-Replayed"] == "true"
    assert Changeset.everything.count() == 1
    other = sent(agreeing[0].page, agreeing[1].pk)
    differently = program("POST", "changesets/", other, idempotency_key="papers-1")
    assert kind_of(differently) == (409, "repeated-differently")


def test_what_cannot_be_accepted_stands_at_its_row(program, agreeing, claims):
    reread(agreeing[1], 9)
    elsewhere = claims[2]
    Claim.everything.filter(pk=elsewhere.pk).update(area=OTHER)
    numbers = [agreeing[0].pk, agreeing[1].pk, 999_999, "seven", agreeing[0].pk, elsewhere.pk]

    made = program("POST", "changesets/", sent(agreeing[0].page, *numbers, area=STREET))

    rows = program.get(f"{made['Location']}rows/").json()["results"]
    said = [(row["verdict"], " ".join(one["detail"] for one in row["faults"])) for row in rows]
    assert [verdict for verdict, _words in said] == ["wrong"] * 6
    assert said[0][1].startswith("The rows 1、5 name the same.")
    assert said[1][1] == "No figure at its place says the same any more."
    assert said[2][1] == "This page has no claim 999999 that you may see."
    assert said[3][1] == "This page has no claim seven that you may see."
    assert said[5][1].startswith("No figure at its place")
    assert said[5][1].endswith(f"The code {OTHER} does not lie in the area chosen, {STREET}.")
    assert rows[2]["sent"] == {"claim": "999999"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"details": {}}, "The details name the page"),
        ({"details": {"page": "999"}}, "No text of a page with this key"),
        ({"details": {"page": "", "star": "industry"}}, "The details name the page"),
        ({"year": 2022}, "are judged with the year 2023"),
        ({"rows": [{"claim": "1", "colour": "red"}]}, "There is no column colour here"),
        ({"rows": [{}]}, "A column is missing: claim"),
    ],
)
def test_what_says_nothing_is_refused_and_nothing_is_kept(program, page, change, words):
    answer = program("POST", "changesets/", sent(page, 1) | change)

    assert kind_of(answer) == (409, "refused")
    assert words in answer.json()["detail"]
    assert not Changeset.everything.exists()


def test_who_judges_elsewhere_or_only_reads_stages_nothing(page, agreeing, neighbour, officer):
    for person in (neighbour, officer):
        answer = Program(person)("POST", "changesets/", sent(page, agreeing[0].pk))
        assert answer.status_code in (400, 403)
        assert "errors" not in answer.json() or list(answer.json()["errors"]) == ["area"]
    assert not Changeset.everything.exists()


def test_a_token_that_only_reads_stages_nothing(county, page, agreeing):
    answer = Program(county, scope="read")("POST", "changesets/", sent(page, agreeing[0].pk))

    assert answer.status_code == 403
    assert not Changeset.everything.exists()


def test_claims_of_other_places_are_not_listed_and_of_no_article_not_found(
    page,
    agreeing,
    neighbour,
    django_assert_max_num_queries,
):
    address = f"papers/{agreeing[0].article_id}/claims/"
    assert Program(neighbour).get(address).json()["count"] == 0
    nobody = Program(GrantFactory(role=Role.COUNTY_OFFICE, code=COUNTY).user)
    with django_assert_max_num_queries(12):
        assert nobody.get(address).json()["count"] == Claim.everything.count()
    assert kind_of(nobody.get("papers/none/claims/")) == (404, "not-found")
    assert kind_of(nobody.get(f"{address}?colour=red")) == (400, "not-understood")
    assert kind_of(Program().get(address))[0] == 401


def test_details_of_a_kind_from_files_are_looked_at_too(program):
    county = GrantFactory(role=Role.COUNTY_CLERK, code=COUNTY).user
    for details in ({}, {"star": "none"}, {"page": "1"}):
        body = {"kind": "ratings.results", "year": 2023, "area": COUNTY, "details": details}
        answer = Program(county)("POST", "changesets/", body | {"rows": [{"code": STREET}]})
        assert kind_of(answer) == (409, "refused")
        assert "The details must be one of these" in answer.json()["detail"]
