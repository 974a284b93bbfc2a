"""Single changes: by the site's own actions, with the version that was read, done once."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.people import GrantFactory
from tests.tracker.api.programs import V1, Program, kind_of
from tests.tracker.dashboards import rows
from tests.tracker.dashboards.rows import COUNTY, STREET, VILLAGES, YEAR, declared, rated
from tracker.access.terms import Role
from tracker.api.models import KeptAnswer
from tracker.declarations.models import Declaration, Target
from tracker.history.models import Event
from tracker.ratings.models import StandardResult, StarRating

pytestmark = pytest.mark.django_db
DECLARATION = f"declarations/{YEAR}/{VILLAGES[0]}/"
MOVES = f"{DECLARATION}moves/"
STAR = f"ratings/{YEAR}/{VILLAGES[0]}/industry/"
TARGETS = f"targets/{YEAR}/{STREET}/"


@pytest.fixture(autouse=True)
def _year():
    rows.make_places()
    rows.make_year()


@pytest.fixture
def officer():
    return GrantFactory(code=STREET, role=Role.STREET_OFFICER).user


@pytest.fixture
def street(officer):
    return Program(officer)


@pytest.fixture
def office():
    return Program(GrantFactory(code=COUNTY, role=Role.COUNTY_OFFICE).user)


@pytest.fixture
def stranger():
    """Somebody of another county."""
    return Program(GrantFactory(code="410883001", role=Role.STREET_OFFICER).user)


# --- Declarations ---------------------------------------------------------------------


def test_a_branch_declares_from_nothing_to_submitted(street, officer):
    assert kind_of(street.get(DECLARATION)) == (404, "not-found")

    made = street("PUT", DECLARATION, {"stars": ["ecology", "industry"]}, if_none_match="*")

    assert (made.status_code, made["ETag"]) == (201, '"v1"')
    # In the order of the scheme, as a page would keep it.
    assert made.json()["stars"] == ["industry", "ecology"]
    again = street("PUT", DECLARATION, {"stars": ["safety"]}, if_match='"v1"')
    assert (again.status_code, again["ETag"]) == (200, '"v2"')
    moved = street("POST", MOVES, {"verb": "submit"}, if_match=again["ETag"])
    assert (moved.status_code, moved.json()["state"], moved["ETag"]) == (200, "submitted", '"v3"')
    told = Event.objects.filter(object_type="declaration").order_by("sequence")
    assert [event.action.partition(".")[2] for event in told] == ["fill_in", "fill_in", "submit"]
    assert {event.actor_id for event in told} == {officer.pk}


def test_a_change_without_the_version_that_was_read_is_not_made(street):
    declared(VILLAGES[0], "draft")
    for method, path, body in [
        ("PUT", DECLARATION, {"stars": []}),
        ("POST", MOVES, {"verb": "submit"}),
    ]:
        assert kind_of(street(method, path, body)) == (428, "version-missing")
        unclear = street(method, path, body, if_match="3")
        assert kind_of(unclear) == (400, "not-understood")

    assert Declaration.everything.get().version == 1


def test_a_lost_update_is_refused_with_both_values(street, officer):
    declared(VILLAGES[0], "draft", ["safety"])
    street("PUT", DECLARATION, {"stars": ["industry"]}, if_match='"v1"')
    events = Event.objects.count()

    late = street("PUT", DECLARATION, {"stars": ["ecology"]}, if_match='W/"v1"')

    assert kind_of(late) == (412, "overtaken")
    said = late.json()
    assert said["yours"] == {"stars": ["ecology"]}
    assert (said["current"]["stars"], said["current"]["changed_by"]) == (["industry"], str(officer))
    assert late["ETag"] == '"v2"'
    assert Event.objects.count() == events
    # With what stands now it is the program's own decision.
    assert street("PUT", DECLARATION, said["yours"], if_match=late["ETag"]).status_code == 200
    first = street("PUT", DECLARATION, {"stars": []}, if_none_match="*")
    assert kind_of(first) == (412, "overtaken")


def test_who_may_not_is_told_so_and_a_stranger_that_there_is_nothing(street, office, stranger):
    declared(VILLAGES[0], "submitted")
    review = {"verb": "review"}

    assert kind_of(street("POST", MOVES, review, if_match='"v1"')) == (403, "no-permission")
    assert kind_of(office("PUT", DECLARATION, {"stars": []}, if_match='"v1"'))[0] == 403
    missing = f"declarations/{YEAR}/{VILLAGES[0][:-1]}9/"
    for method, tail, body in [("GET", "", None), ("PUT", "", {}), ("POST", "moves/", review)]:
        answers = [
            stranger(method, path + tail, body, if_match='"v1"') for path in (DECLARATION, missing)
        ]
        assert [kind_of(answer) for answer in answers] == [(404, "not-found")] * 2
        assert answers[0].content == answers[1].content


def test_a_rule_that_forbids_is_named_and_nobody_confirms_their_own_entry(street, office):
    declared(VILLAGES[0], "draft", [])
    refused = street("POST", MOVES, {"verb": "submit"}, if_match='"v1"')
    assert kind_of(refused) == (409, "refused")
    assert "Choose at least one" in refused.json()["detail"]
    nothing = office("POST", MOVES, {"verb": "confirm"}, if_match='"v1"')
    assert kind_of(nothing) == (409, "refused")


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"stars": "industry"},
        {"stars": [3.5, None]},
        {"stars": ["x" * 17]},
        {"stars": [], "extra": 1},
        {"stars": ["\x00"]},
    ],
)
def test_a_body_that_is_not_understood_says_where(street, body):
    answer = street("PUT", DECLARATION, body, if_none_match="*")

    assert kind_of(answer) == (400, "not-understood")
    assert answer.json()["errors"]
    assert not Declaration.everything.exists()


@pytest.mark.parametrize(
    ("raw", "content_type", "kind"),
    [
        (b"{", "application/json", (400, "not-understood")),
        (b"\xff", "application/json", (400, "not-understood")),
        (b'{"stars": NaN}', "application/json", (400, "not-understood")),
        (b'{"stars": ["\\ud800"]}', "application/json", (400, "not-understood")),
        (b"[" * 100_000, "application/json", (400, "not-understood")),
        (b"9" * 6000, "application/json", (400, "not-understood")),
        (b" " * (2 * 2**20 + 1), "application/json", (413, "too-large")),
        (b"stars=industry", "application/x-www-form-urlencoded", (415, "media-type")),
        (b"<a/>", "text/xml", (415, "media-type")),
    ],
)
def test_what_is_no_json_of_ours_is_refused_and_breaks_nothing(street, raw, content_type, kind):
    headers = {**street.headers, "if-none-match": "*"}
    answer = street.client.put(V1 + DECLARATION, raw, content_type=content_type, headers=headers)

    assert kind_of(answer) == kind


# --- Once -----------------------------------------------------------------------------


def test_the_same_request_with_the_same_key_is_done_once_and_answered_alike(street):
    declared(VILLAGES[0], "draft")
    sent = ("POST", MOVES, {"verb": "submit"})

    first = street(*sent, if_match='"v1"', idempotency_key="a-1")
    again = street(*sent, if_match='"v1"', idempotency_key="a-1")

    assert (first.status_code, first.content) == (200, first.content)
    assert (again.status_code, again.json(), again["ETag"]) == (200, first.json(), first["ETag"])
    assert (first.get("Idempotency-Replayed"), again["Idempotency-Replayed"]) == (None, "true")
    assert Event.objects.filter(action="declarations.submit").count() == 1
    other = street("POST", MOVES, {"verb": "recall"}, if_match='"v1"', idempotency_key="a-1")
    assert kind_of(other) == (409, "repeated-differently")
    assert kind_of(street(*sent, if_match='"v1"', idempotency_key="x" * 101))[0] == 400


def test_a_key_is_each_persons_own_and_a_refusal_is_not_kept(street, office, officer):
    declared(VILLAGES[0], "draft", [])
    refused = street("POST", MOVES, {"verb": "submit"}, if_match='"v1"', idempotency_key="k")
    assert refused.status_code == 409
    assert not KeptAnswer.objects.exists()
    street("PUT", DECLARATION, {"stars": ["safety"]}, if_match='"v1"')
    done = street("POST", MOVES, {"verb": "submit"}, if_match='"v2"', idempotency_key="k")
    assert done.status_code == 200
    kept = KeptAnswer.objects.get()
    assert (kept.owner, kept.kept_on) == (officer, timezone.localdate())
    theirs = office("POST", MOVES, {"verb": "return", "reason": "x"}, idempotency_key="k")
    assert kind_of(theirs) == (428, "version-missing")


def test_an_answer_is_forgotten_after_its_day(street, officer):
    declared(VILLAGES[0], "draft")
    declared(VILLAGES[1], "draft")
    street("POST", MOVES, {"verb": "submit"}, if_match='"v1"', idempotency_key="old")
    KeptAnswer.objects.update(kept_on=timezone.localdate() - dt.timedelta(days=2))
    other = f"declarations/{YEAR}/{VILLAGES[1]}/moves/"
    street("POST", other, {"verb": "submit"}, if_match='"v1"', idempotency_key="new")

    assert [kept.key for kept in KeptAnswer.objects.filter(owner=officer)] == ["new"]


# --- Stars ----------------------------------------------------------------------------


@pytest.fixture
def _declared_star():
    declared(VILLAGES[0], "confirmed", ["industry"])
    rated(VILLAGES[0], {"industry": "declared"})


@pytest.mark.usefixtures("_declared_star")
def test_a_star_is_entered_and_submitted(street):
    read = street.get(STAR)
    [standard] = read.json()["results"]
    assert (standard["result"], read["ETag"]) == ("unchecked", '"v1"')

    said = {"proposal": "met", "results": [{"standard": standard["standard"], "result": "met"}]}
    filled = street("PATCH", STAR, said, if_match=read["ETag"])

    assert (filled.json()["proposal"], filled.json()["met"], filled["ETag"]) == ("met", 1, '"v2"')
    noted = {"results": [{"standard": standard["standard"], "result": "not_met", "note": "缺台账"}]}
    street("PATCH", STAR, noted, if_match='"v2"')
    # A note that is left out stays, and so does the statement.
    kept = {"results": [{"standard": standard["standard"], "result": "met"}]}
    now = street("PATCH", STAR, kept, if_match='"v3"').json()
    assert (now["proposal"], now["results"][0]["note"]) == ("met", "缺台账")
    moved = street("POST", f"{STAR}moves/", {"verb": "submit"}, if_match='"v4"')
    assert (moved.status_code, moved.json()["state"]) == (200, "entered")


@pytest.mark.usefixtures("_declared_star")
def test_a_star_that_somebody_moved_meanwhile_comes_back_with_both_values(street):
    street("PATCH", STAR, {"proposal": "met"}, if_match='"v1"')

    for method, path, body in [
        ("PATCH", STAR, {"proposal": "not_met"}),
        ("POST", f"{STAR}moves/", {"verb": "submit", "reason": "", "notice_ends_on": None}),
    ]:
        late = street(method, path, body, if_match='"v1"')
        assert kind_of(late) == (412, "overtaken"), late.content.decode()
        assert (late.json()["current"]["proposal"], late["ETag"]) == ("met", '"v2"')
    assert late.json()["yours"]["verb"] == "submit"


@pytest.mark.usefixtures("_declared_star")
@pytest.mark.parametrize(
    "body",
    [
        {"proposal": "perhaps"},
        {"results": [{"standard": 999, "result": "met"}]},
        {"results": [{"standard": 11, "result": "met"}] * 2},
        {"results": [{"standard": 11, "result": "met", "note": "x" * 201}]},
        {"results": [{"standard": 11, "result": "great"}]},
        {"results": {"standard": 11}},
    ],
)
def test_what_a_star_cannot_be_said_is_refused_by_name(street, body):
    answer = street("PATCH", STAR, body, if_match='"v1"')

    assert kind_of(answer) == (400, "not-understood")
    assert answer.json()["errors"]
    assert not StandardResult.objects.exists()


@pytest.mark.usefixtures("_declared_star")
def test_all_stars_of_a_branch_are_read_at_once(street, stranger):
    rating = f"ratings/{YEAR}/{VILLAGES[0]}/"
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as captured:
            said = street.get(rating).json()
        counts.append(len(captured))

    assert said["stars"][0]["star"] == "industry"
    assert len(said["stars"]) == 5
    assert counts[0] - counts[1] in (0, 1)  # the day of use is noted once
    assert kind_of(stranger.get(rating)) == (404, "not-found")
    assert kind_of(stranger.get(STAR)) == (404, "not-found")
    assert StarRating.everything.count() == 5


# --- Targets --------------------------------------------------------------------------


def test_targets_are_set_and_taken_back_together(office):
    read = office.get(TARGETS)
    assert read.json()["plans"] == []

    plans = [{"level": 5, "number": 1}, {"level": 4, "number": 3, "source": "文件〔2023〕4号"}]
    made = office("PATCH", TARGETS, {"plans": plans}, if_match=read["ETag"])

    assert [(one["level"], one["number"], one["declared"]) for one in made.json()["plans"]] == [
        (5, 1, 0),
        (4, 3, 0),
    ]
    less = {"plans": [{"level": 5, "number": None}]}
    left = office("PATCH", TARGETS, less, if_match=made["ETag"])
    assert [one["level"] for one in left.json()["plans"]] == [4]
    late = office("PATCH", TARGETS, {"plans": plans}, if_match=made["ETag"])
    assert kind_of(late) == (412, "overtaken")
    assert late.json()["yours"]["plans"][0]["number"] == 1
    assert [one["level"] for one in late.json()["current"]["plans"]] == [4]
    assert Target.everything.count() == 1


def test_targets_of_a_village_and_of_others_are_not_set(street, office, stranger):
    tag = office.get(TARGETS)["ETag"]
    plans = {"plans": [{"level": 5, "number": 1}]}

    assert kind_of(street("PATCH", TARGETS, plans, if_match=tag))[0] == 403
    assert kind_of(stranger("PATCH", TARGETS, plans, if_match=tag))[0] == 404
    assert kind_of(office("PATCH", TARGETS, plans))[0] == 428
    twice = {"plans": plans["plans"] * 2}
    assert kind_of(office("PATCH", TARGETS, twice, if_match=tag)) == (409, "refused")
    village = f"targets/{YEAR}/{VILLAGES[0]}/"
    tag = office.get(village)["ETag"]
    assert kind_of(office("PATCH", village, plans, if_match=tag)) == (409, "refused")
    assert not Target.everything.exists()


# --- Sessions -------------------------------------------------------------------------


def test_a_session_may_change_things_with_its_csrf_token_only(officer):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(officer)
    sent = {
        "path": V1 + DECLARATION,
        "data": json.dumps({"stars": ["safety"]}),
        "content_type": "application/json",
    }

    refused = browser.put(**sent, headers={"if-none-match": "*"})
    assert kind_of(refused) == (403, "no-permission")
    browser.get("/account/")
    token = browser.cookies["csrftoken"].value
    done = browser.put(**sent, headers={"if-none-match": "*", "x-csrftoken": token})
    assert done.status_code == 201
