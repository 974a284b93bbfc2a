"""The dashboards as a newcomer, an official and a journalist read them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.figures import CrosscheckFactory, CrosscheckPartFactory
from tracker.figures.terms import CheckResult, PartRole
from tracker.places.models import Area, Succession

from .conftest import make_area

pytestmark = pytest.mark.django_db


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer


def standing(client, address):
    return page(client, address).context["standing"]


def test_the_first_page_is_the_dashboard_of_the_home_area(client, place, years):
    found = page(client, "/")
    assert found.context["area"] == place.city
    assert "焦作市" in found.content.decode()


def test_an_empty_installation_says_what_to_do_first(client):
    assert "load_areas" in page(client, "/").content.decode()


def test_planned_and_reported_levels_stand_apart_each_with_its_passport(client, place, states):
    reported = states(place.street, 2, year=2022, nature="reported")
    planned = states(place.street, 3, year=2023, nature="planned")
    own = standing(client, "/areas/410871061/").own
    assert [(row.campaign, row.nature, row.counts[4].figure) for row in own] == [
        (2022, "reported", reported.key),
        (2023, "planned", planned.key),
    ]
    text = page(client, "/areas/410871061/").content.decode()
    assert f'href="/figures/{reported.key}/"' in text
    assert f'href="/figures/{planned.key}/"' in text


def test_a_zero_that_no_paper_prints_is_explained_where_one_stands(client, place, states):
    """A single village has no zeros of this kind: it stands at one level."""
    states(place.villages[0], 1, level=5)
    reason = "0*："
    assert reason not in page(client, "/areas/410871061/").content.decode()

    states(place.street, 3, level=4)

    assert reason in page(client, "/areas/410871061/").content.decode()
    assert reason in page(client, "/areas/410871/").content.decode()


def test_a_village_is_called_a_village_and_a_community_a_community(client, place):
    village, community = place.villages[0], place.community

    assert '<p class="lead">村 · ' in page(client, f"/areas/{village.code}/").content.decode()
    assert '<p class="lead">社区 · ' in page(client, f"/areas/{community.code}/").content.decode()


def test_a_share_over_all_units_is_computed_and_the_printed_one_stands_beside(
    client, place, states
):
    states(place.street, 1, level=4)
    states(place.street, 2, level=2)
    states(place.street, 30, level=3, metric="share_at_least", unit="percent")
    [row] = standing(client, "/areas/410871061/").own
    assert (int(row.three_or_more), row.denominator) == (1, 3)
    assert round(row.computed_three_share, 1) == Decimal("33.3")
    text = page(client, "/areas/410871061/").content.decode()
    assert "33.3%" in text
    assert "30%" in text


def test_nothing_is_added_up_over_areas(client, place, states):
    states(place.street, 2)
    found = standing(client, "/")
    assert found.own == []
    assert [row.area for row in found.below] == ["410871061"]


def test_last_years_result_stands_beside_the_plan(client, place, states):
    states(place.street, 2, year=2022, nature="reported")
    states(place.street, 3, year=2023, nature="planned")
    assert [row.campaign for row in standing(client, "/?campaign=2023").below] == [2022, 2023]
    assert [row.campaign for row in standing(client, "/?campaign=2022").below] == [2022]


def test_the_newest_campaign_with_a_figure_is_shown_first(client, place, states):
    states(place.street, 2, year=2022)
    assert standing(client, "/").campaign.year == 2022
    states(place.street, 2, year=2023)
    assert standing(client, "/").campaign.year == 2023


def test_a_figure_kept_beside_another_is_not_shown_as_the_figure(client, place, states):
    shown = states(place.street, 2)
    beside = states(place.street, 9)
    check = CrosscheckFactory(area=place.street, result=CheckResult.CONTRADICTS)
    CrosscheckPartFactory(crosscheck=check, figure=shown, role=PartRole.CHOSEN)
    CrosscheckPartFactory(crosscheck=check, figure=beside, role=PartRole.OTHER)
    found = standing(client, "/areas/410871061/")
    assert found.own[0].counts[4].figure == shown.key
    assert found.crosschecks == [check]
    assert f'href="/contradictions/{check.key}/"' in page(client, "/").content.decode()


def test_other_work_on_the_page_is_counted_apart(client, place, states):
    states(place.street, 2)
    states(place.street, 5, bearing="context")
    found = standing(client, "/areas/410871061/")
    assert (found.coverage.figures, found.coverage.articles, found.other_work) == (1, 1, 1)


def test_units_with_a_figure_of_their_own_are_counted_once(client, place, states):
    states(place.villages[0], 1, metric="site_count", level=None, unit="place")
    states(place.villages[0], 2, metric="site_count", level=None, unit="place")
    found = standing(client, "/").coverage
    assert (found.units, found.out_of) == (1, 4)


def test_children_stand_in_code_order_with_what_is_published_below_them(client, place, states):
    states(place.street, 2)
    found = standing(client, "/").children
    assert [(child.area.code, child.figures) for child in found] == [("410803", 0), ("410871", 1)]


def test_areas_below_are_tiles_even_before_any_paper_speaks_of_them(client, place, years):
    street = page(client, "/areas/410871061/").context["tiles"]
    assert [row[0] for row in street.rows] == ["东方社区", "和屯村", "永兴屯村", "芦堡村"]
    assert {row[2] for row in street.rows} == {"暂无"}
    assert page(client, "/areas/410871061201/").context["tiles"] is None


def test_a_village_shows_its_stars_and_whatever_the_papers_say(client, place, states):
    states(place.villages[0], 1, metric="event", level=None, bearing="context", label="修了一条路")
    text = page(client, "/areas/410871061201/").content.decode()
    assert "产业兴旺星" in text
    assert "修了一条路" in text


def test_who_it_belongs_to_by_law_is_said(client, place, years):
    assert "中站区" in page(client, "/areas/410871061/").content.decode()


def test_an_area_that_became_one_other_leads_there_and_keeps_its_past(client, place, years):
    Area.objects.filter(pk="410871061203").update(valid_until=dt.date(2025, 1, 1))
    Succession.objects.create(
        predecessor=place.villages[2],
        successor=place.community,
        kind="converted",
        happened_on=dt.date(2025, 1, 1),
    )
    answer = client.get("/areas/410871061203/")
    assert (answer.status_code, answer["Location"]) == (302, "/areas/410871061001/")
    assert "芦堡村" in page(client, "/areas/410871061203/?campaign=2023").content.decode()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/areas/999999/", 404),
        ("/areas/41087/", 404),
        ("/areas/４１０８７１/", 404),
        ("/areas/41.08/", 404),
        ("/?campaign=1999", 404),
        ("/?campaign=abc", 400),
        ("/?campaign=２０２３", 400),
        ("/?campaign=2022&campaign=2023", 400),
        ("/?campaign=%00", 400),
        ("/api/v1/areas/999999/dashboard/", 404),
        ("/api/v1/areas/4108/dashboard/?campaign=abc", 400),
    ],
)
def test_a_bad_address_is_answered_and_never_fails(client, place, years, address, status):
    assert client.get(address).status_code == status


def test_parameters_that_chat_programs_add_to_a_shared_link_do_no_harm(client, place, years):
    assert page(client, "/?from=singlemessage&isappinstalled=0").context["area"] == place.city


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_dashboard_is_only_read(client, place, years, method):
    for address in ("/", "/areas/4108/", "/api/v1/areas/4108/dashboard/"):
        assert getattr(client, method)(address).status_code == 405


def test_json_says_the_same_with_addresses_of_the_passports(client, place, states):
    figure = states(place.street, 2, nature="planned")
    found = client.get("/api/v1/areas/410871061/dashboard/").json()
    assert found["area"]["units"] == {"rural": 3, "urban": 1, "rated": 4, "not_rated": 0}
    [said] = found["levels"]
    assert said["levels"] == {
        "4": {"value": 2, "passport": f"http://testserver/figures/{figure.key}/"}
    }
    assert (said["nature"], said["denominator"], said["computed_share_at_least_3"]) == (
        "planned",
        3,
        None,
    )


def test_json_errors_are_json(client, place, years):
    answer = client.get("/api/v1/areas/1/dashboard/")
    assert answer.status_code == 404
    assert answer.json()["type"] == "/interface/#not-found"


def test_a_dashboard_takes_the_same_queries_for_few_and_for_many_areas(client, place, states):
    states(place.street, 2)
    states(place.villages[0], 1)
    with CaptureQueriesContext(connection) as few:
        page(client, "/areas/410871061/")
    for n in range(10, 40):
        states(make_area(f"4108710612{n}", f"第{n}村", "rural", (1, 0, 0)), 1)
    with CaptureQueriesContext(connection) as many:
        page(client, "/areas/410871061/")
    assert len(many) == len(few)
    assert len(few) <= 26
