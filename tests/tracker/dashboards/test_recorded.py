"""What is on record stands beside what the papers say, and leads to the public list."""

import csv
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from tests.factories.figures import ReportedFigureFactory
from tests.tracker.dashboards import rows
from tests.tracker.dashboards.rows import (
    COMMUNITY,
    COUNTY,
    OTHER_VILLAGES,
    STREET,
    VILLAGES,
    YEAR,
    rated,
)
from tracker.campaigns.models import Campaign
from tracker.dashboards.recorded import Counts, beside, counted
from tracker.places.models import Area

FOUR = ["industry", "ecology", "safety", "civility"]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def records(db):
    """A four-star and a one-star village, a two-star community; one star is only confirmed."""
    rows.make_places()
    rows.make_year()
    rated(VILLAGES[0], dict.fromkeys(FOUR, "awarded"))
    rated(VILLAGES[1], {"safety": "awarded", "ecology": "confirmed"})
    rated(COMMUNITY, {"safety": "awarded", "sharing": "awarded"})
    rated(OTHER_VILLAGES[0], {"safety": "on_notice"})


def publish(level, value, nature):
    return ReportedFigureFactory(
        area=Area.objects.get(pk=COUNTY),
        campaign=Campaign.objects.get(pk=YEAR),
        level=level,
        value=value,
        nature=nature,
    )


def standing(client, code):
    answer = client.get(f"/areas/{code}/?campaign={YEAR}")
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.context["standing"], answer.content.decode()


def test_levels_on_record_stand_beside_plan_and_report_with_their_difference(
    client, english, records
):
    planned, reported = publish(4, 3, "planned"), publish(4, 1, "reported")

    found, text = standing(client, COUNTY)

    villages, communities = found.recorded
    assert (villages.unit_kind, villages.denominator, villages.total) == ("rural", 5, 2)
    assert (villages.three_or_more, villages.share) == (1, Decimal(20))
    four = villages.rows[1]
    assert (four.level, four.planned.figure, four.reported.figure, four.recorded) == (
        4,
        planned.key,
        reported.key,
        1,
    )
    assert (four.beyond_plan, four.beyond_report) == (-2, 0)
    assert (communities.unit_kind, [row.recorded for row in communities.rows]) == (
        "urban",
        [0, 0, 0, 1, 0],
    )
    assert "2 short" in text
    assert "three stars or more 1 / 5 = 20.0%" in text


def test_a_branch_on_record_that_has_ended_is_among_those_it_is_compared_with(
    client, english, records
):
    for code in (VILLAGES[0], VILLAGES[2]):  # the second has no record
        rows.end_branch(code)

    found, text = standing(client, STREET)

    [villages, communities] = found.recorded
    assert (villages.total, villages.denominator, villages.share) == (2, 2, Decimal(50))
    assert (communities.total, communities.denominator) == (1, 1)
    assert "2 of 2 have an awarded star" in text


def test_only_awarded_stars_are_counted(client, english, records):
    found, _text = standing(client, COUNTY)

    assert found.recorded_stars == {
        ("rural", "industry"): 1,
        ("rural", "ecology"): 1,
        ("rural", "safety"): 2,
        ("rural", "civility"): 1,
        ("urban", "safety"): 1,
        ("urban", "sharing"): 1,
    }


def test_numbers_on_record_lead_to_as_many_rows_of_the_public_list(client, english, records):
    found, text = standing(client, COUNTY)
    where = f"/stars/?area={COUNTY}&campaign={YEAR}"

    for query, number in [
        ("", found.on_record),
        ("&kind=rural&level=4", 1),
        ("&kind=urban&level=2", 1),
        ("&kind=rural&star=safety", 2),
    ]:
        address = f"{where}{query}"
        assert address.replace("&", "&amp;") in text
        assert client.get(address).context["matching"] == number
    assert [(child.area.code, child.recorded) for child in found.children] == [
        (STREET, 3),
        ("410822106", 0),
    ]


def test_where_nothing_is_on_record_it_is_said_in_words(client, english, records):
    found, text = standing(client, "410822106")

    assert found.recorded == []
    assert "Nothing is on record here in this campaign yet." in text


def test_a_village_shows_its_stars_on_record(client, english, records):
    found, text = standing(client, VILLAGES[1])
    other, nothing = standing(client, OTHER_VILLAGES[0])

    assert [one.star.key for one in found.record.on_record] == ["safety"]
    assert "On record for 2023: One-star" in text
    assert (other.record, "no record yet" in nothing) == (None, True)


def test_a_year_with_a_record_is_shown_first_even_where_no_paper_speaks_of_it(client, records):
    rows.make_year(2024)
    rows.make_year(2025)
    rated(VILLAGES[2], {"safety": "awarded"}, year=2024)

    for code in (COUNTY, VILLAGES[2]):
        assert client.get(f"/areas/{code}/").context["standing"].campaign.year == 2024


def test_json_carries_the_record(client, records):
    found = client.get(f"/api/v1/areas/{COUNTY}/dashboard/?campaign={YEAR}").json()

    villages = found["recorded"][0]
    assert (villages["unit_kind"], villages["denominator"], villages["branches"]) == ("rural", 5, 2)
    assert villages["levels"]["4"] == {
        "value": 1,
        "list": f"http://testserver/stars/?area={COUNTY}&campaign={YEAR}&kind=rural&level=4",
        "beyond_plan": None,
        "beyond_report": None,
    }
    assert [child["branches_on_record"] for child in found["children"]] == [3, 0]
    village = client.get(f"/api/v1/areas/{VILLAGES[1]}/dashboard/?campaign={YEAR}").json()
    assert (village["record"]["level"], village["record"]["passport"]) == (1, None)
    today = timezone.localdate().isoformat()
    assert {key: said for key, said in village["record"]["stars"].items() if said} == {
        "safety": {"awarded_on": today, "accepted_on": None}
    }


def test_csv_carries_what_is_published_and_what_is_on_record(client, english, records):
    figure = publish(4, 3, "planned")

    answer = client.get(f"/api/v1/areas/{COUNTY}/dashboard.csv?campaign={YEAR}")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert len(lines) == 11
    told = [[line[name] for name in ("Nature", "Level", "Branches", "Units")] for line in lines]
    assert told[:3] == [
        ["Planned", "Four-star", "3", "5"],
        ["Recorded", "Five-star", "0", "5"],
        ["Recorded", "Four-star", "1", "5"],
    ]
    assert lines[0]["source"] == f"http://testserver/figures/{figure.key}/"
    assert lines[2]["source"].endswith(f"/stars/?area={COUNTY}&campaign={YEAR}&kind=rural&level=4")


@pytest.mark.parametrize(("code", "status"), [("999999", 404), ("41.08", 404)])
def test_a_file_of_no_area_is_missing(client, records, code, status):
    assert client.get(f"/api/v1/areas/{code}/dashboard.csv").status_code == status


def test_a_dashboard_with_records_takes_as_many_queries_as_without(client, records):
    with CaptureQueriesContext(connection) as few:
        standing(client, STREET)
    for n in range(10, 20):
        rows.make_branch(f"{STREET}2{n}", "rural")
        rated(f"{STREET}2{n}", {"safety": "awarded"})
    with CaptureQueriesContext(connection) as many:
        standing(client, STREET)

    assert len(many) == len(few)


def test_what_is_not_public_is_never_counted():
    with pytest.raises(ValueError, match=r"not a public measure: star\.safety\.confirmed"):
        counted([("4108", "rural", "star.safety.confirmed", 1)])


def test_a_kind_without_a_record_is_left_out_and_a_missing_plan_is_no_zero():
    counts = Counts()
    counts.levels[5] += 2

    [villages] = beside([], {"rural": counts, "urban": Counts()}, {"rural": 0, "urban": 3})

    assert (villages.share, villages.rows[0].beyond_plan) == (None, None)
