"""What the city keeps is offered to its counties: seen, matched, and never promised twice."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tests.factories.places import AreaFactory
from tests.factories.projects import ProjectFactory
from tests.tracker.places.test_race import at_once
from tests.tracker.projects.conftest import (
    VILLAGE,
    YEAR,
    a_project,
    a_supply,
    everything,
    person,
    words,
)
from tracker.access.refusals import Denied, Refused
from tracker.access.terms import Role
from tracker.campaigns.models import Campaign
from tracker.history.models import Event
from tracker.places.models import Area
from tracker.projects.actions import match, move_project
from tracker.projects.inputs import Word
from tracker.projects.models import Project, Supply
from tracker.projects.terms import State, Verb

CITY, FAR_VILLAGE = "4108", "410883001201"
WAN = Decimal(10_000)


@pytest.fixture
def city(village):
    return person(Role.CITY_OFFICE, CITY, "city")


@pytest.fixture
def far_secretary(village):
    AreaFactory(code=FAR_VILLAGE, name="远村")
    return person(Role.BRANCH_SECRETARY, FAR_VILLAGE, "far")


@pytest.fixture
def supply(city, village, year):
    """A hundred 万元 that the city keeps: three projects of thirty, and not a fourth."""
    return a_supply(city, Area.objects.get(pk=CITY), year, title="市级资金", amount=100 * WAN)


def listed(by, county, code, title):
    area, year = Area.objects.get(pk=code), Campaign.objects.get(pk=YEAR)
    project = a_project(by, area, year, title=title)
    return move_project(by=county, project=project, verb=Verb.LIST, seen=project.version)


@pytest.mark.django_db
class TestOffered:
    def test_a_county_matches_its_project_with_what_the_city_keeps(
        self, browse, secretary, county, supply
    ):
        project = listed(secretary, county, VILLAGE, "冷库")
        browser, address = browse(county), reverse("project-match", args=[project.pk])
        assert "市级资金" in words(browser.get(address))

        sent = browser.post(address, {"supply": supply.pk, "seen": project.version})

        assert sent["Location"] == reverse("project-detail", args=[project.pk])
        project = Project.everything.get()
        assert (project.state, project.supply) == (State.MATCHED, supply)
        event = Event.objects.order_by("-sequence").first()
        assert (event.action, event.area_code) == ("projects.match", VILLAGE)

    def test_supplies_of_the_own_area_stand_before_those_from_above(
        self, browse, secretary, county, county_area, supply, year
    ):
        a_supply(county, county_area, year, title="县级资金")
        project = listed(secretary, county, VILLAGE, "冷库")

        page = browse(county).get(reverse("project-match", args=[project.pk]))

        assert [one.title for one in page.context["supplies"]] == ["县级资金", "市级资金"]

    @pytest.mark.parametrize("reader", ["secretary", "county", "stranger", "city"])
    def test_everybody_below_sees_what_is_offered(self, browse, request, supply, reader):
        browser = browse(request.getfixturevalue(reader))

        rows = browser.get(reverse("supply-list")).context["table"].data.data
        assert [row.title for row in rows] == ["市级资金"]
        page = browser.get(reverse("supply-detail", args=[supply.pk]))
        assert ("Correct" in words(page)) is (reader == "city")
        change = browser.get(reverse("supply-change", args=[supply.pk]))
        assert change.status_code == (200 if reader == "city" else 403)

    def test_what_a_county_keeps_is_missing_for_its_neighbour_and_for_no_village(
        self, browse, county, secretary, stranger, county_area, year
    ):
        own = a_supply(county, county_area, year)
        pages = ("supply-detail", "supply-change")

        assert browse(secretary).get(reverse("supply-detail", args=[own.pk])).status_code == 200
        browser = browse(stranger)
        for name in pages:
            foreign, missing = (
                browser.get(reverse(name, args=[key])) for key in (own.pk, own.pk + 1)
            )
            assert (foreign.status_code, missing.status_code) == (404, 404), name
        assert list(browser.get(reverse("supply-list")).context["table"].data.data) == []

    def test_who_is_offered_a_supply_learns_what_is_free_and_not_who_has_the_rest(
        self, browse, county, secretary, stranger, far_secretary, supply
    ):
        mine = listed(secretary, county, VILLAGE, "近处冷库")
        match(by=county, project=mine, supply=supply, seen=mine.version)
        far = listed(far_secretary, stranger, FAR_VILLAGE, "远处冷库")
        match(by=stranger, project=far, supply=supply, seen=far.version)
        browser = browse(county)

        [row] = browser.get(reverse("supply-list")).context["table"].data.data
        page = words(browser.get(reverse("supply-detail", args=[supply.pk])))

        assert (row.used, row.left, row.served) == (60 * WAN, 40 * WAN, 2)
        assert "近处冷库" in page
        assert "远" not in page
        assert "1 project outside your areas is matched with it." in page
        assert browser.get(reverse("project-detail", args=[far.pk])).status_code == 404

    def test_only_who_keeps_a_supply_promises_more_than_it_has(
        self, county, city, secretary, supply
    ):
        fill(supply, 3)
        late = listed(secretary, county, VILLAGE, "第四座")
        before = everything()

        with pytest.raises(Refused, match="10 ten thousand yuan is still free"):
            match(by=county, project=late, supply=supply, seen=late.version)

        assert everything() == before
        row = match(by=city, project=late, supply=supply, seen=late.version)
        assert row.state == State.MATCHED

    def test_a_refused_match_says_so_on_its_page(self, browse, county, secretary, supply):
        fill(supply, 4)  # one more than there is, promised by the city
        late = listed(secretary, county, VILLAGE, "第五座")
        address = reverse("project-match", args=[late.pk])

        answer = browse(county).post(address, {"supply": supply.pk, "seen": late.version})

        assert answer.status_code == 200
        assert "Of this supply 0 yuan is still free" in words(answer)

    def test_a_supply_or_a_project_without_a_sum_is_matched_by_anyone(
        self, county, city, secretary, supply, village, year
    ):
        fill(supply, 3)
        advice = a_supply(city, Area.objects.get(pk=CITY), year, title="技术指导", amount=None)
        first = listed(secretary, county, VILLAGE, "甲")
        second = listed(secretary, county, VILLAGE, "乙")
        Project.everything.filter(pk=second.pk).update(planned=None)

        for project, given in ((first, advice), (second, supply)):
            row = match(by=county, project=project, supply=given, seen=project.version)
            assert row.supply == given

    def test_a_match_taken_back_by_either_side_frees_the_supply_for_another_county(
        self, county, city, stranger, secretary, far_secretary, supply
    ):
        fill(supply, 2)
        mine = listed(secretary, county, VILLAGE, "近")
        mine = match(by=county, project=mine, supply=supply, seen=mine.version)
        far = listed(far_secretary, stranger, FAR_VILLAGE, "远")
        with pytest.raises(Refused):
            match(by=stranger, project=far, supply=supply, seen=far.version)

        with pytest.raises(Denied):
            move_project(
                by=stranger, project=mine, verb=Verb.UNMATCH, seen=mine.version, word=Word("换")
            )
        move_project(by=city, project=mine, verb=Verb.UNMATCH, seen=mine.version, word=Word("换"))

        row = match(by=stranger, project=far, supply=supply, seen=far.version)
        assert row.supply == supply

    def test_a_page_of_a_supply_leads_to_the_projects_that_wait_for_one(
        self, browse, county, secretary, stranger, far_secretary, supply
    ):
        listed(secretary, county, VILLAGE, "近处")
        listed(far_secretary, stranger, FAR_VILLAGE, "远处")
        ProjectFactory(area_id=VILLAGE, campaign_id=YEAR, state="listed", star="safety")
        browser = browse(county)

        page = browser.get(reverse("supply-detail", args=[supply.pk]))
        rows = browser.get(page.context["waiting"]).context["table"].data.data

        assert [row.title for row in rows] == ["近处"]
        assert browse(secretary).get(page.request["PATH_INFO"]).context["waiting"] == ""

    def test_the_pages_cost_the_same_for_more_projects_of_others(
        self, browse, county, supply, django_assert_num_queries
    ):
        browser, address = browse(county), reverse("supply-detail", args=[supply.pk])
        browser.get(address)
        fill(supply, 1)
        with django_assert_num_queries(QUERIES):
            browser.get(address)
        fill(supply, 3)
        with django_assert_num_queries(QUERIES):
            browser.get(address)


QUERIES = 5


def fill(supply, number):
    """Let projects of another county have thirty 万元 each of a supply."""
    AreaFactory(code="410802001201")
    for _n in range(number):
        ProjectFactory(
            area_id="410802001201",
            campaign_id=YEAR,
            supply=supply,
            state="matched",
            planned=30 * WAN,
        )


@pytest.mark.django_db(transaction=True)
def test_two_counties_do_not_both_promise_the_last_of_a_supply(
    county, secretary, stranger, far_secretary, supply
):
    Supply.everything.filter(pk=supply.pk).update(amount=40 * WAN)
    near = listed(secretary, county, VILLAGE, "近")
    far = listed(far_secretary, stranger, FAR_VILLAGE, "远")
    refused = []

    def promise(by, project):
        try:
            match(by=by, project=project, supply=supply, seen=project.version)
        except Refused as error:
            refused.append(str(error))

    at_once((promise, {"by": county, "project": near}), (promise, {"by": stranger, "project": far}))

    matched = Project.everything.filter(state=State.MATCHED)
    assert matched.count() == len(refused) == 1
    assert Event.objects.filter(action="projects.match").count() == 1
