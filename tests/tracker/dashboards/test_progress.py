"""Progress pages: every number is that of its list, and nothing is read that the page need not."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from tests.factories.declarations import TargetFactory
from tests.tracker.dashboards import rows
from tests.tracker.dashboards.rows import (
    CITY,
    COMMUNITY,
    COUNTY,
    OTHER_STREET,
    OTHER_VILLAGES,
    STREET,
    VILLAGES,
    YEAR,
    declared,
    rated,
)
from tests.tracker.ratings.cast import person
from tracker.access.terms import Role
from tracker.campaigns.models import Campaign
from tracker.dashboards.stages import STAR_STATES
from tracker.places.models import Area
from tracker.ratings.standing.words import SHORT

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a class="figure" href="([^"]+)">(\d+)</a>', re.ASCII)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def year():
    rows.make_places()
    return rows.make_year()


@pytest.fixture
def work(year):
    """Six branches, each as far as another one."""
    declared(VILLAGES[0], "confirmed", ["industry", "ecology", "safety"])
    rated(VILLAGES[0], {"industry": "awarded", "ecology": "on_notice", "safety": "confirmed"})
    declared(VILLAGES[1], "confirmed", ["ecology", "safety"])
    rated(VILLAGES[1], {"ecology": "entered", "safety": "entered"})
    declared(VILLAGES[2], "submitted", ["safety"])
    declared(COMMUNITY, "confirmed", ["safety", "sharing"])
    rated(COMMUNITY, {"safety": "verified", "sharing": "reviewed"})
    declared(OTHER_VILLAGES[0], "confirmed", ["civility"])
    rated(OTHER_VILLAGES[0], {"civility": "returned"})


@pytest.fixture
def city(client, english):
    """Somebody who reads all of it, in English."""
    client.force_login(person("city", (Role.CITY_OFFICE, CITY)))
    return client


def page(client, code, query=""):
    answer = client.get(f"/areas/{code}/progress/{YEAR}/{query}")
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer


def numbers(grid):
    return {str(row.label): [cell.number for cell in row.cells] for row in grid.rows}


def test_stars_stand_by_state_below_a_county(city, work):
    found = page(city, COUNTY).context

    assert [str(header) for header in found["stars"].headers] == [
        *[str(SHORT[state]) for state in STAR_STATES],
        "All",
    ]
    assert [[cell.number for cell in row.cells] for row in found["stars"].rows] == [
        [0, 0, 2, 1, 1, 1, 1, 1, 0, 7],
        [0, 1, 0, 0, 0, 0, 0, 0, 0, 1],
        [0, 1, 2, 1, 1, 1, 1, 1, 0, 8],
    ]


def test_declarations_stand_by_state_and_those_not_begun_are_counted(city, work):
    found = page(city, COUNTY).context["declarations"]

    assert [[cell.number for cell in row.cells] for row in found.rows] == [
        [0, 0, 0, 1, 0, 3, 4],
        [1, 0, 0, 0, 0, 1, 2],
        [1, 0, 0, 1, 0, 4, 6],
    ]


def test_levels_are_planned_declared_confirmed_and_awarded(city, work):
    TargetFactory(area_id=COUNTY, area=Area.objects.get(pk=COUNTY), level=4, number=3)
    total = page(city, COUNTY).context["levels"][-1]

    assert {row.label: [cell.number for cell in row.cells] for row in total.rows} == {
        "Planned": [None, 3, None, None, None, 3],
        "Declared": [0, 0, 1, 2, 2, 5],
        "Confirmed": [0, 0, 1, 0, 0, 1],
        "Awarded": [0, 0, 0, 0, 1, 1],
    }


def test_what_the_streets_plan_stands_beside_the_plan_of_their_county(city, work):
    county, street, other = (Area.objects.get(pk=c) for c in (COUNTY, STREET, OTHER_STREET))
    TargetFactory(area=street, level=4, number=2)
    TargetFactory(area=street, level=4, number=5, unit_kind="rural")  # a part of the two
    TargetFactory(area=other, level=4, number=1)
    TargetFactory(area=other, level=5, number=1)
    without = page(city, COUNTY).context["levels"][-1].rows
    TargetFactory(area=county, level=4, number=9)

    group = page(city, COUNTY).context["levels"]
    above = page(city, CITY).context["levels"]

    summed = ["Planned, all streets together", [1, 3, None, None, None, 4]]
    assert [_row(row) for row in without[:2]] == [["Planned", [None] * 6], summed]
    assert [_row(row) for row in group[-1].rows[:2]] == [
        ["Planned", [None, 9, None, None, None, 9]],
        summed,
    ]
    assert [row.label for row in group[0].rows] == ["Planned", "Declared", "Confirmed", "Awarded"]
    assert [_row(one.rows[1]) for one in above] == [summed, summed]


def _row(row):
    return [row.label, [cell.number for cell in row.cells]]


def test_kinds_stand_together_and_apart(city, work):
    together, villages, communities = (
        page(city, STREET, query).context["stars"].rows[-1]
        for query in ("", "?kind=rural", "?kind=urban")
    )

    assert [row.cells[-1].number for row in (together, villages, communities)] == [7, 5, 2]


@pytest.mark.parametrize("code", [CITY, COUNTY, STREET, VILLAGES[0]])
@pytest.mark.parametrize("query", ["", "?kind=rural"])
def test_every_number_leads_to_as_many_rows(city, work, code, query):
    TargetFactory(area=Area.objects.get(pk=COUNTY), level=4, number=3)
    TargetFactory(area=Area.objects.get(pk=STREET), level=4, number=2)
    text = page(city, code, query).content.decode()
    counted = []

    for href, number in LINK.findall(text):
        address = href.replace("&amp;", "&")
        answer = city.get(address)
        assert answer.status_code == 200, address
        if "/targets/" in address:  # a number of its own, no count of rows
            continue
        rows_there = "missing" if "/sheet/" in address else "matching"
        assert answer.context[rows_there] == int(number), address
        counted.append(address)

    assert len(counted) > 10


def test_branches_that_have_not_begun_stand_on_the_sheet(city, work):
    text = page(city, OTHER_STREET).content.decode()
    address = next(href for href, _number in LINK.findall(text) if "/sheet/" in href)

    lines = [line for line, _state in city.get(address).context["lines"]]

    assert [line.code for line in lines if line.row is None] == [OTHER_VILLAGES[1]]


def test_a_declaration_of_an_ended_branch_begins_nothing_for_those_that_stand(city, work):
    rows.end_branch(OTHER_VILLAGES[0])

    county, street = page(city, COUNTY).context, page(city, OTHER_STREET).context

    assert county["declarations"].rows[1].cells[0].number == 1
    assert county["declarations"].rows[-1].cells[0].number == 1
    assert street["stages"][0].waiting.number == 1


def test_a_street_shows_its_branches_in_words_and_as_its_tally_counts_them(city, work):
    found = page(city, STREET).context
    counted = [row for row in found["stars"].rows if not row.is_total]
    total = found["stars"].rows[-1]

    assert [
        (row.state and str(row.state), row.declared, row.confirmed, row.awarded)
        for row in found["branches"]
    ] == [
        ("Declaration confirmed", "Two-star", None, None),
        ("Declaration confirmed", "Three-star", "Three-star", "One-star"),
        ("Declaration confirmed", "Two-star", None, None),
        ("Submitted to the street", "One-star", None, None),
    ]
    added = [
        sum(cells)
        for cells in zip(*[[c.number for c in row.cells] for row in counted], strict=True)
    ]
    assert added == [cell.number for cell in total.cells]


def test_the_slowest_step_is_named_with_its_number_and_since_when(city, work):
    long_ago = timezone.now() - dt.timedelta(days=70)
    rows.StarRating.everything.filter(rating__branch=VILLAGES[1], star__key="safety").update(
        changed_at=long_ago
    )

    street = page(city, STREET)

    slow = street.context["page"].slowest
    assert (slow.wait.key, slow.number, slow.total) == ("review", 2, 7)
    assert street.context["page"].oldest == long_ago
    assert "review by the street, 2 of 7 stars, the oldest since" in street.content.decode()


def test_a_notice_counts_as_slow_from_the_day_after_its_end(city, work):
    rows.declared(OTHER_VILLAGES[1], "confirmed", ["ecology", "safety"])
    rating = rated(OTHER_VILLAGES[1], {"ecology": "on_notice", "safety": "on_notice"})
    today = timezone.localdate()
    stars = rows.StarRating.everything.filter(rating=rating)
    stars.filter(state="on_notice").update(notice_ends_on=today)
    running = page(city, OTHER_STREET).context["page"]
    yesterday = today - dt.timedelta(days=1)
    stars.filter(state="on_notice").update(notice_ends_on=yesterday)
    over = page(city, OTHER_STREET).context["page"]

    assert (running.slowest.wait.key, running.slowest.number) == ("entry", 1)
    assert (over.slowest.wait.key, over.slowest.number, over.oldest) == ("award", 2, yesterday)


def test_declarations_stand_at_three_steps_and_only_the_first_has_the_last_day(city, year):
    rows.due("declaration", -2)
    for village, state in zip(VILLAGES, ["draft", "submitted", "reviewed"], strict=True):
        declared(village, state)
    declared(OTHER_VILLAGES[0], "returned")
    declared(OTHER_VILLAGES[1], "reviewed")

    found = page(city, COUNTY).context

    assert [
        (str(row.title), row.waiting.number, row.out_of, row.is_overdue, bool(row.due))
        for row in found["stages"]
        if row.is_of_branches
    ] == [
        ("beginning of the declaration", 1, 6, True, True),
        ("filling in and submitting of the declaration", 2, 6, True, True),
        ("review of the declaration by the street", 1, 6, False, False),
        ("confirmation of the declaration by the county", 2, 6, False, False),
    ]
    slow = found["page"].slowest
    assert (slow.wait.key, slow.number, slow.total) == ("declaration-entry", 2, 5)


def test_above_counties_the_area_with_most_of_them_is_named_instead(city, work):
    found = page(city, CITY).context["page"]

    assert (found.oldest, found.most_in.area.code) == (None, COUNTY)


def test_nothing_waits_where_nothing_was_declared(city, year):
    answer = page(city, COUNTY)

    assert answer.context["page"].slowest is None
    assert answer.context["bars"] is None
    assert "No declaration and no declared star waits for anybody." in answer.content.decode()


def test_last_days_are_said_in_words(city, work):
    rows.due("review", -3)
    rows.due("verification", 6)
    rows.due("entry", -1)
    rows.due("confirmation", 0)

    found = {str(row.title): row for row in page(city, STREET).context["stages"]}

    review = found["review by the street"]
    assert (review.is_overdue, review.waiting.number, review.out_of) == (True, 2, 7)
    assert review.due.endswith(", 3 days ago")
    assert found["verification by the task forces"].due.endswith(", in 6 days")
    assert found["confirmation by the county"].due == "due today"
    # Nothing waits for entry in this street, so nothing is late.
    assert found["entry by the street"].is_overdue is False
    assert found["public notice"].due == ""


def test_nothing_is_due_in_a_campaign_that_is_closed(city, work):
    rows.due("review", -3)
    Campaign.objects.filter(pk=YEAR).update(state="closed")

    answer = page(city, STREET)

    assert {row.due for row in answer.context["stages"]} == {""}
    assert "nothing is due" in answer.content.decode()


def test_the_newest_running_campaign_comes_first(city, work):
    rows.make_year(2024, state="preparing")

    assert city.get(f"/areas/{COUNTY}/progress/").context["page"].campaign.year == YEAR


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/areas/{COUNTY}/progress/1999/", 404),
        (f"/areas/{COUNTY}/progress/99999999999999999999/", 404),
        (f"/areas/{COUNTY}/progress/{YEAR}/?kind=excluded", 400),
        (f"/areas/{COUNTY}/progress/{YEAR}/?kind=rural&kind=urban", 400),
        ("/areas/999999/progress/", 404),
        ("/areas/4108%20/progress/", 404),
    ],
)
def test_a_bad_address_is_answered(city, work, address, status):
    assert city.get(address).status_code == status


def test_a_foreign_area_answers_like_a_missing_one(client, english, work):
    client.force_login(person("street", (Role.STREET_OFFICER, STREET)))

    own, foreign, above, missing = (
        client.get(f"/areas/{code}/progress/") for code in (STREET, OTHER_STREET, COUNTY, "999999")
    )

    assert own.status_code == 200
    assert {one.status_code for one in (foreign, above, missing)} == {404}
    bodies = [
        re.sub(r'value="[^"]{40,}"|/areas/\d+/', "", one.content.decode())
        for one in (foreign, above, missing)
    ]
    assert bodies[0] == bodies[1] == bodies[2]


def test_people_without_the_right_are_refused(client, work):
    client.force_login(person("guard", (Role.SECURITY_ADMIN, CITY)))

    assert client.get(f"/areas/{COUNTY}/progress/").status_code == 403


def test_a_page_costs_the_same_for_few_and_for_many_villages_below(city, work):
    page(city, COUNTY)
    with CaptureQueriesContext(connection) as few:
        page(city, COUNTY)
    for n in range(10, 40):
        rows.make_branch(f"{OTHER_STREET}2{n}", "rural")
        declared(f"{OTHER_STREET}2{n}", "confirmed")
        rated(f"{OTHER_STREET}2{n}", {"safety": "entered"})
    with CaptureQueriesContext(connection) as many:
        page(city, COUNTY)

    assert len(many) == len(few)
    assert len(few) <= 19
    # Above the street nothing reads the rows of branches, but for notices and the oldest.
    read = [one["sql"].upper() for one in many if "tracker_starrating" in one["sql"]]
    assert [("COUNT(" in sql, "MIN(" in sql) for sql in read] == [(True, False), (False, True)]
