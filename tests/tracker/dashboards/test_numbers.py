"""Every number on a dashboard leads to as many rows as it says."""

import re

import pytest

from tests.factories.figures import ReportedFigureFactory

pytestmark = pytest.mark.django_db

CARD = re.compile(r'<a class="stat-value" href="(?P<address>[^"]+)">(?P<number>\d+)</a>', re.ASCII)


def cards(client, address):
    text = client.get(address).content.decode()
    return [(m["address"].replace("&amp;", "&"), int(m["number"])) for m in CARD.finditer(text)]


@pytest.fixture
def figures(place, states):
    """Figures of both years, both bearings, of areas and villages; one village named twice."""
    states(place.street, 2, year=2022)
    states(place.street, 3, level=3)
    states(place.city, 3, level=3, bearing="context")
    for value in (1, 2):
        states(place.villages[0], value, level=None, metric="site_count", unit="place")
    states(place.villages[1], 1, level=None, metric="site_count", unit="place", year=2022)
    ReportedFigureFactory(area=place.street, campaign=None, bearing="context")


@pytest.mark.parametrize("address", ["/?campaign=2023", "/?campaign=2022", "/areas/410871061/"])
def test_a_card_leads_to_what_it_counts(client, figures, address):
    (_branches, _all), (figures_list, said), (villages_list, named) = cards(client, address)
    assert client.get(figures_list).context["matching"] == said
    rows = client.get(villages_list).context["table"].paginated_rows
    assert len({row.record.area_id for row in rows}) == named


def test_the_tabs_count_what_the_cards_count(client, figures):
    for year in (2022, 2023):
        standing = client.get(f"/?campaign={year}").context["standing"]
        tabs = {tab.campaign.year: tab.figures for tab in standing.years}
        assert tabs[year] == standing.coverage.figures


def test_other_work_is_all_of_it(client, figures):
    standing = client.get("/").context["standing"]
    rows = client.get("/figures/?area=4108&bearing=context").context["matching"]
    assert standing.other_work == rows == 2


def test_targets_of_each_street_are_multiplied_in_sight(client, place, states):
    states(place.zone, 1, level=5, metric="target_per_unit", nature="planned")
    answer = client.get("/areas/410871/")
    assert [figure.level for figure in answer.context["standing"].targets] == [5]
    assert answer.context["standing"].streets == 1


def test_a_zero_that_follows_is_told_from_what_is_not_printed(client, place, states):
    states(place.street, 3, level=3)
    full = client.get("/areas/410871061/").context["standing"].own[0]
    assert (full.implied_zeros, int(full.missing)) == ([5, 4, 2, 1], 0)
    states(place.zone, 1, level=5)
    part = client.get("/areas/410871/").context["standing"].own[0]
    assert (part.implied_zeros, int(part.missing)) == ([], 2)


def test_both_affiliations_are_said_on_both_sides(client, place, years):
    standing = client.get("/areas/410871/").context["standing"]
    assert [(one.other, one.areas) for one in standing.managed_for] == [(place.other, 1)]
    standing = client.get("/areas/410803/").context["standing"]
    assert [(one.other, one.areas) for one in standing.managed_elsewhere] == [(place.zone, 1)]
