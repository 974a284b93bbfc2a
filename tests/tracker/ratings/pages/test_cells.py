"""What the grid's script sends: cell by cell what was saved, refused, or overtaken."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.tracker.ratings.pages.conftest import (
    STREET,
    VILLAGE,
    VILLAGES,
    YEAR,
    at,
    go,
    open_rating,
    star,
)
from tests.tracker.ratings.pages.test_grid import proposals, result
from tracker.history.models import Event
from tracker.ratings.terms import Verb

pytestmark = pytest.mark.django_db
CELLS = at("rating-cells", YEAR, STREET)


def sent(*cells: tuple[str, str, str], column: str = "") -> dict[str, str]:
    """Return what the script sends of cells, each (code, star, value), as they stand now."""
    seen = " ".join(f"{code}-{key}.{star(key, code).version}" for code, key, _value in cells)
    named = {f"{code}-{column or key}": value for code, key, value in cells}
    return {"star": cells[0][1] if column else "", "seen": seen, **named}


def answered(response) -> dict[str, tuple]:
    """Return {cell: (what became of it, what stands now)}."""
    assert response.status_code == 200
    return {one["name"]: (one["state"], one.get("value")) for one in response.json()["cells"]}


def test_each_cell_is_answered_with_what_stands_and_its_version(browse, officer):
    wanted = sent((VILLAGE, "industry", "met"), (VILLAGES[1], "ecology", "not_met"))

    answer = browse(officer).post(CELLS, wanted)

    assert answer.json() == {
        "cells": [
            {
                "name": f"{VILLAGE}-industry",
                "state": "saved",
                "why": "",
                "value": "met",
                "words": "√ Met",
                "seen": star().version,
                "whose": "",
            },
            {
                "name": f"{VILLAGES[1]}-ecology",
                "state": "saved",
                "why": "",
                "value": "not_met",
                "words": "× Not met",
                "seen": star("ecology", VILLAGES[1]).version,
                "whose": "",
            },
        ]
    }
    assert proposals(VILLAGE) == ["met", "", "", "", ""]


def test_standards_go_the_same_way(browse, officer):
    answer = browse(officer).post(CELLS, sent((VILLAGE, "industry", "n_a"), column="1"))

    assert answered(answer) == {f"{VILLAGE}-1": ("saved", "n_a")}
    assert result(1) == "n_a"


def test_one_refused_and_one_overtaken_cell_do_not_stop_the_third(browse, officer, colleague):
    late = sent((VILLAGE, "industry", "met"))
    browse(colleague).post(CELLS, sent((VILLAGE, "industry", "not_met")))
    go(officer, Verb.SUBMIT, "safety")
    fresh = sent((VILLAGE, "safety", "met"), (VILLAGE, "ecology", "met"))

    answer = browse(officer).post(CELLS, late | fresh | {"seen": f"{late['seen']} {fresh['seen']}"})

    assert answered(answer) == {
        f"{VILLAGE}-industry": ("overtaken", "not_met"),
        f"{VILLAGE}-safety": ("refused", ""),
        f"{VILLAGE}-ecology": ("saved", "met"),
    }
    told = {one["name"]: one for one in answer.json()["cells"]}
    assert told[f"{VILLAGE}-industry"]["whose"] == "colleague"
    assert told[f"{VILLAGE}-industry"]["seen"] == star().version
    assert told[f"{VILLAGE}-safety"]["why"]
    assert proposals(VILLAGE) == ["not_met", "met", "", "", ""]


def test_what_is_sent_twice_is_saved_once(browse, officer):
    wanted = sent((VILLAGE, "industry", "met"))
    browser = browse(officer)
    browser.post(CELLS, wanted)
    events = Event.objects.count()

    again = browser.post(CELLS, wanted)

    assert answered(again) == {f"{VILLAGE}-industry": ("saved", "met")}
    assert Event.objects.count() == events


@pytest.mark.parametrize("code", ["410883001201", "999999999999"])
def test_a_cell_elsewhere_is_a_cell_that_is_not_there(browse, officer, code):
    if code.startswith("41"):
        open_rating(code, by=officer)

    answer = browse(officer).post(
        CELLS, {"star": "", "seen": f"{code}-industry.1", f"{code}-industry": "met"}
    )

    assert answered(answer) == {f"{code}-industry": ("refused", None)}


def test_300_cells_are_taken_at_once_and_cost_hardly_more_queries_than_15(browse, officer):
    browser, counts = browse(officer), []
    for number in range(204, 261):
        open_rating(f"{STREET}{number}", by=officer)
    codes = [f"{STREET}{number}" for number in range(201, 261)]
    stars = ("industry", "ecology", "safety", "civility", "party_branch")
    browser.post(CELLS, sent((VILLAGE, "industry", "met")))
    for some in (codes[:3], codes):
        wanted = sent(*[(code, key, "not_met") for code in some for key in stars])
        with CaptureQueriesContext(connection) as captured:
            answer = browser.post(CELLS, wanted)
        assert set(answered(answer).values()) == {("saved", "not_met")}
        counts.append(len(captured))

    # Rows of two versions are written by two statements, and long inserts in batches.
    assert counts[1] - counts[0] <= 6
    assert set(proposals(*codes)) == {"not_met"}


def test_more_than_300_cells_and_nonsense_are_refused(browse, officer):
    many = {f"{STREET}{number}-industry": "met" for number in range(100, 401)}
    browser = browse(officer)

    assert browser.post(CELLS, many).status_code == 400
    assert browser.post(CELLS, {"seen": "nonsense"}).status_code == 400
    wrong = sent((VILLAGE, "industry", "perhaps"))
    assert browser.post(CELLS, wrong).status_code == 400
    assert browser.post(at("rating-cells", YEAR, VILLAGE), {}).status_code == 400
    assert browser.get(CELLS).status_code == 405
    assert proposals() == [""] * 15


def test_who_may_not_enter_there_changes_nothing(browse, reviewer, stranger, officer):
    wanted = sent((VILLAGE, "industry", "met"))

    assert browse(reviewer).post(CELLS, wanted).status_code == 403
    assert browse(stranger).post(CELLS, wanted).status_code == 404
    suspicious = Client(enforce_csrf_checks=True)
    suspicious.force_login(officer)
    assert suspicious.post(CELLS, wanted).status_code == 403
    assert proposals() == [""] * 15
