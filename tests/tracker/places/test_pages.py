"""Lists of places and branches: filters, their refusals, columns, files, and one query for all."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.tracker.places.files import load, own_file, tree
from tracker.places.models import Area, Branch
from tracker.places.tiles import tile_positions

pytestmark = pytest.mark.django_db

STREET, TEMPLE, HEAD = "410822105", "410822105223", "410822105200"


@pytest.fixture(autouse=True)
def _tree(tmp_path):
    load(own_file(tmp_path, tree(_410822105223={"aliases": "press:关庙"})), commit=True)


def listed(client, name, **query):
    """Return the keys of the rows that a list shows."""
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    return [row.record.pk for row in answer.context["table"].rows]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"area": STREET}, [STREET, HEAD, TEMPLE]),
        ({"area": TEMPLE}, [TEMPLE]),
        ({"area": [TEMPLE, "410822001001"]}, ["410822001001", TEMPLE]),
        ({"area": STREET, "level": "village"}, [HEAD, TEMPLE]),
        ({"level": ["city", "county"]}, ["4108", "410822"]),
        ({"kind": "urban"}, ["410822001001"]),
        ({"kind": ["urban", "rural"], "area": "410822001"}, ["410822001001", "410822001205"]),
        ({"q": "关庙"}, [TEMPLE]),
        ({"q": "GWM"}, [TEMPLE]),
        ({"q": "guan wang"}, [TEMPLE]),
        ({"q": "磨"}, [STREET, HEAD]),
        ({"q": "magic"}, []),
    ],
)
def test_places_are_narrowed_by_area_level_kind_and_words(client, query, codes):
    assert listed(client, "area-list", **query) == codes


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({}, ["410822001001", "410822001205", HEAD, TEMPLE]),
        ({"area": STREET}, [HEAD, TEMPLE]),
        ({"unit_kind": "urban"}, ["410822001001"]),
        ({"q": "gwm"}, [TEMPLE]),
    ],
)
def test_branches_are_narrowed_by_area_kind_and_words(client, query, codes):
    assert listed(client, "branch-list", **query) == codes


@pytest.mark.parametrize("name", ["area-list", "branch-list"])
@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"area": "410899"}, "area"),
        ({"area": "41082"}, "area"),
        ({"area": "４１０８"}, "area"),
        ({"area": ["4108", "nowhere"]}, "area"),
        ({"level": "planet", "unit_kind": "planet"}, "level"),
        ({"page": "9999"}, "page"),
    ],
)
def test_a_value_no_list_knows_is_named_and_shows_nothing(client, name, query, parameter):
    answer = client.get(reverse(name), query)

    assert answer.status_code == 400
    assert parameter in {problem.parameter for problem in answer.context["problems"]}
    assert len(answer.context["table"].rows) == 0


def test_ended_places_and_branches_are_not_listed(client):
    Area.objects.filter(pk=TEMPLE).update(valid_until="2024-03-01")
    Branch.objects.filter(pk=TEMPLE).update(ended_on="2024-03-01")

    assert listed(client, "area-list", area=STREET) == [STREET, HEAD]
    assert listed(client, "branch-list", area=STREET) == [HEAD]


@pytest.mark.parametrize("name", ["area-list", "branch-list"])
def test_namesakes_stand_with_street_and_county(client, name):
    html = client.get(reverse(name), {"area": TEMPLE}).content.decode()

    assert "磨头镇" in html
    assert "博爱县" in html


@pytest.mark.parametrize("name", ["area-list", "branch-list"])
def test_names_of_the_areas_above_cost_no_query_of_their_own(client, name):
    with CaptureQueriesContext(connection) as one:
        listed(client, name, area=TEMPLE)
    with CaptureQueriesContext(connection) as many:
        listed(client, name, area="4108")

    assert len(many) == len(one)


def test_a_file_holds_what_the_list_shows(english):
    answer = english.get(
        reverse("area-list"), {"area": STREET, "level": "village", "export": "csv"}
    )
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    shown = [(row["Name"], row["Code"].strip(), row["Belongs to"], row["Villages"]) for row in rows]
    assert shown == [("磨头村", HEAD, "磨头镇", "1"), ("关王庙村", TEMPLE, "磨头镇", "1")]


def test_each_county_has_a_tile_of_its_own():
    positions = tile_positions()

    assert positions["410871"] == (2, 1)
    assert len(positions) == len(set(positions.values())) == 11
    assert {code[:4] for code in positions} == {"4108"}


def test_without_a_tile_file_no_area_has_a_position(tmp_path):
    assert tile_positions(tmp_path / "none.csv") == {}
