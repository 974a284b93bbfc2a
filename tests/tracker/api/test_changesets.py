"""Many changes of a program as one thing: staged, looked at, confirmed, followed, undone."""

import pytest

from tests.tracker.api.programs import Program, kind_of
from tests.tracker.changesets.conftest import KIND, THREE, County, again, work
from tests.tracker.ratings.cast import COUNTY, ELSEWHERE, YEAR, star
from tracker.changesets.models import Changeset
from tracker.ratings.actions import StarEntry, fill_in_many

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def county():
    return County()


@pytest.fixture
def clerk(county):
    return Program(county.clerk)


def sent(*rows, **more):
    rows = rows or tuple({"code": code, "industry": "met"} for code in THREE)
    return {"kind": KIND, "year": YEAR, "area": COUNTY, "rows": list(rows)} | more


def said():
    return [star("industry", code).proposal for code in THREE]


def stage(program, *rows, **more):
    answer = program("POST", "changesets/", sent(*rows, **more))
    assert answer.status_code == 201, answer.content.decode()
    return answer


def test_rows_are_staged_looked_at_confirmed_followed_and_undone(county, clerk):
    made = stage(clerk)
    address = made["Location"]
    assert (made.json()["state"], made.json()["rows_new"], said()) == ("staged", 3, [""] * 3)
    [first, *_rest] = clerk.get(f"{address}rows/?sort=number").json()["results"]
    assert (first["number"], first["key"], first["after"]) == (1, THREE[0], {"industry": "met"})
    assert (first["verdict"], first["faults"]) == ("new", [])

    asked = clerk("POST", f"{address}confirm/", if_match=made["ETag"])

    assert (asked.status_code, asked.json()["state"]) == (202, "applying")
    job = f"jobs/{asked.json()['job']}/"
    assert clerk.get(job).json()["state"] == "waiting"
    work(Changeset.everything.get())
    assert (clerk.get(job).json()["state"], clerk.get(job).json()["outcome"]) == (
        "done",
        "3 rows were written.",
    )
    assert (clerk.get(address).json()["rows_applied"], said()) == (3, ["met"] * 3)
    back = clerk("POST", f"{address}undo/")
    assert (back.status_code, back.json()["undoes"]) == (201, made.json()["id"])
    clerk("POST", f"{back['Location']}confirm/", if_match=back["ETag"])
    work(again(Changeset.everything.get(pk=back.json()["id"])))
    assert said() == [""] * 3
    assert [one["id"] for one in clerk.get("changesets/").json()["results"]] == [
        back.json()["id"],
        made.json()["id"],
    ]


def test_what_is_wrong_with_rows_stands_at_them_all_at_once(clerk):
    made = stage(
        clerk,
        {"code": THREE[0], "industry": "达标"},
        {"code": ELSEWHERE, "industry": "met"},
        {"code": "4108", "industry": "met"},
        {"code": THREE[1], "industry": "perhaps"},
    )

    wrong = clerk.get(f"{made['Location']}rows/?verdict=wrong").json()
    assert (made.json()["rows_new"], made.json()["rows_wrong"], wrong["count"]) == (1, 3, 3)
    assert [row["number"] for row in wrong["results"]] == [2, 3, 4]
    assert all(fault["detail"] for row in wrong["results"] for fault in row["faults"])
    assert wrong["results"][2]["faults"][0]["column"]
    assert wrong["results"][2]["sent"] == {"code": THREE[1], "industry": "perhaps"}


@pytest.mark.parametrize(
    ("change", "member"),
    [
        ({"kind": "ratings.secret"}, "kind"),
        ({"year": 2098}, "year"),
        ({"area": "410883"}, "area"),
        ({"area": "419999"}, "area"),
        ({"rows": []}, "rows"),
        ({"rows": [{"code": 3.5}, "x"]}, "rows"),
        ({"rows": [{"code": "x" * 501}]}, "rows"),
        ({"other": 1}, "other"),
    ],
)
def test_what_cannot_be_staged_is_named_and_nothing_is_kept(clerk, change, member):
    answer = clerk("POST", "changesets/", sent() | change)

    assert kind_of(answer) == (400, "not-understood")
    assert list(answer.json()["errors"]) == [member]
    assert not Changeset.everything.exists()


def test_a_column_that_is_none_is_refused_with_those_that_are(clerk):
    for row in ({"code": THREE[0], "colour": "red"}, {"industry": "met"}):
        answer = clerk("POST", "changesets/", sent(row))
        assert kind_of(answer) == (409, "refused")
        assert "code" in answer.json()["detail"]


def test_nobody_goes_on_with_a_changeset_of_somebody_else(county, clerk):
    made = stage(clerk)
    colleague = Program(county.colleague)
    address = made["Location"]

    assert colleague.get(address).status_code == 200
    for verb in ("confirm", "withdraw"):
        answer = colleague("POST", f"{address}{verb}/", if_match=made["ETag"])
        assert kind_of(answer) == (409, "refused")
    late = clerk("POST", f"{address}confirm/", if_match='"v9"')
    assert kind_of(late) == (412, "overtaken")
    assert late.json()["current"]["version"] == made.json()["version"]
    assert kind_of(clerk("POST", f"{address}confirm/")) == (428, "version-missing")
    assert (
        clerk("POST", f"{address}withdraw/", if_match=made["ETag"]).json()["state"] == "withdrawn"
    )


def test_a_row_that_somebody_changed_meanwhile_is_decided_by_its_id(county, clerk):
    made = stage(clerk)
    row = star("industry", THREE[1])
    entry = StarEntry(row.rating_id, "industry", row.version, proposal="not_met")
    fill_in_many(by=county.colleague, entries=[entry])
    address = made["Location"]
    clerk("POST", f"{address}confirm/", if_match=made["ETag"])
    work(again(Changeset.everything.get()))
    held = clerk.get(address)
    assert (held.json()["state"], held.json()["rows_disputed"]) == ("staged", 1)
    [disputed] = clerk.get(f"{address}rows/?verdict=disputed").json()["results"]
    assert (disputed["before"], disputed["after"]) == (
        {"industry": "not_met"},
        {"industry": "met"},
    )

    odd = clerk("POST", f"{address}choices/", {"choices": {"x": "mine"}}, if_match=held["ETag"])
    assert kind_of(odd) == (400, "not-understood")
    choice = {"choices": {str(disputed["id"]): "theirs"}}
    assert clerk("POST", f"{address}choices/", choice, if_match=held["ETag"]).status_code == 200
    clerk("POST", f"{address}confirm/", if_match=clerk.get(address)["ETag"])
    work(again(Changeset.everything.get()))
    assert said() == ["met", "not_met", "met"]


def test_the_same_staging_with_the_same_key_is_one_changeset(clerk):
    answers = [clerk("POST", "changesets/", sent(), idempotency_key="batch-1") for _n in range(2)]

    assert answers[0].json() == answers[1].json()
    assert Changeset.everything.count() == 1
