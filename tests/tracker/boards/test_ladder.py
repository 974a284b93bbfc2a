"""The ladder: what is overdue, findings and work, at the level whose business it is today."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse_lazy
from django.utils import timezone

from tests.factories.campaigns import CampaignFactory
from tests.factories.clocks import ClockRuleFactory
from tests.factories.findings import FindingFactory
from tests.factories.places import AreaFactory, BranchFactory
from tests.factories.worklist import WorkItemFactory
from tests.tracker.boards.conftest import YEAR
from tracker.access.terms import Role
from tracker.boards.standing import ladder as standing
from tracker.clocks.ladder import stands_at
from tracker.clocks.standing import Clocks
from tracker.clocks.weeks import monday_of
from tracker.findings.models import Finding
from tracker.places.models import Area
from tracker.places.terms import Level
from tracker.worklist.models import WorkItem

pytestmark = pytest.mark.django_db
CITY, COUNTY, STREET, VILLAGE = "4108", "410822", "410822105", "410822105201"
FAR_COUNTY, FAR_VILLAGE = "410883", "410883001201"
LADDER = reverse_lazy("ladder")
DAY = dt.timedelta(days=1)


@pytest.fixture
def places(year):
    for code in (VILLAGE, FAR_VILLAGE):
        BranchFactory(area=AreaFactory(code=code, name=f"第{code[-6:]}村"))


def finding(late, code=VILLAGE, **more):
    """Make a finding that is so many days late; one that is not yet, with a minus."""
    due_on = timezone.localdate() - late * DAY
    said = {"area": Area.objects.get(pk=code), "campaign_id": YEAR, "due_on": due_on}
    return FindingFactory(**{**said, **more})


def work(late, code=VILLAGE, **more):
    due_on = timezone.localdate() - late * DAY
    week = monday_of(due_on)
    said = {"severity": "ordinary", "clock_on": due_on - 7 * DAY, "due_on": due_on}
    weeks = {"start_week": week - 14 * DAY, "due_week": week}
    area = Area.objects.get(pk=code)
    return WorkItemFactory(**{"area": area, "campaign_id": YEAR, **said, **weeks, **more})


def numbers(answer):
    """Return {rung: (findings, work)}."""
    return {
        step.level.value: tuple(part.number for part in step.parts)
        for step in answer.context["steps"]
    }


def test_findings_and_work_stand_at_the_level_whose_business_they_are(browse, places):
    for late in (-3, 0, 1, 3, 4, 7, 30):
        finding(late)
        work(late)
    street = Area.objects.get(pk=STREET)
    monday = monday_of(timezone.localdate())
    work(1, code=STREET)
    finding(1, area=street, responsible_level="street")
    # What is done, and what is planned by weeks alone, does not climb.
    work(9, state="finished")
    weeks = {"start_week": monday - 77 * DAY, "due_week": monday - 70 * DAY}
    WorkItemFactory(area=street, campaign_id=YEAR, **weeks)

    page = browse(Role.COUNTY_OFFICE, COUNTY).get(LADDER)

    assert numbers(page) == {"city": (2, 2), "county": (2, 2), "street": (2, 2)}
    assert "12 matters are overdue by the clock" in page.content.decode()


def test_every_number_leads_to_its_rows_by_whatever_clock(browse, places):
    """The county counts working days and climbs slowly, the city otherwise, others by default."""
    rules = {COUNTY: ("working", 2), CITY: ("calendar", 5)}
    for code, (counting, days) in rules.items():
        ClockRuleFactory(
            campaign_id=YEAR, area=Area.objects.get(pk=code), counting=counting, climb_days=days
        )
    old = CampaignFactory(year=2022)
    for late in range(1, 15):
        for code in (VILLAGE, FAR_VILLAGE):
            finding(late, code)
            work(late, code)
        finding(late, campaign_id=old.pk)
        work(late, FAR_COUNTY)
    browser = browse(Role.CITY_OFFICE, CITY)

    page = browser.get(LADDER)

    assert numbers(page) == expected()
    for step in page.context["steps"]:
        for part in step.parts:
            listed = browser.get(part.url)
            assert listed.context["matching"] == part.number, part.url


def expected():
    """Count by the rule that puts one matter on its rung."""
    today, found = timezone.localdate(), {}
    matters = [
        *((row, row.responsible_level, 0) for row in Finding.everything.select_related("area")),
        *((row, row.area.level, 1) for row in WorkItem.everything.select_related("area")),
    ]
    for row, responsible, place in matters:
        clock = Clocks(row.campaign_id).of(row.area_id).clock
        level = stands_at(Level(responsible), row.due_on, today, clock)
        found.setdefault(level.value, [0, 0])[place] += 1
    return {level: tuple(found[level]) for level in ("city", "county", "street")}


def test_a_list_is_narrowed_to_several_rungs_and_refuses_one_that_is_none(browse, places):
    for late in (1, 4, 7):
        finding(late)
    browser = browse(Role.COUNTY_OFFICE, COUNTY)

    both = browser.get("/findings/?rung=city&rung=street")

    assert both.context["matching"] == 2
    assert browser.get("/findings/?rung=village").status_code == 400
    assert browser.get("/work/?rung=moon").status_code == 400


def test_a_rung_shows_what_is_longest_overdue_and_how_much_more_there_is(
    browse, places, monkeypatch
):
    monkeypatch.setattr(standing, "SHOWN", 2)
    items = [work(late, title=f"迟{late}天") for late in (8, 30, 9)]
    shown = browse(Role.COUNTY_OFFICE, COUNTY).get(LADDER).content.decode()

    assert items[1].title in shown
    assert items[2].title in shown
    assert items[0].title not in shown
    assert "and 1 more" in shown
    assert f"/work/?area={COUNTY}&amp;rung=city" in shown


def test_nobody_is_told_of_a_neighbour(browse, places):
    finding(9, FAR_VILLAGE)
    work(9, FAR_VILLAGE)
    browser = browse(Role.COUNTY_OFFICE, COUNTY)

    assert set(numbers(browser.get(LADDER)).values()) == {(0, 0)}
    assert browser.get(f"{LADDER}?area={FAR_COUNTY}").status_code == 404
    assert browser.get(f"{LADDER}?area=410999").status_code == 404
    assert browser.get(f"{LADDER}?area={STREET}").status_code == 200
    assert browser.get(f"{LADDER}?export=csv").status_code == 400


def test_a_village_secretary_sees_the_own_village(browse, places):
    finding(2)

    page = browse(Role.BRANCH_SECRETARY, VILLAGE).get(LADDER)

    assert page.context["area"].pk == VILLAGE
    assert numbers(page)["street"] == (1, 0)


def test_the_ladder_costs_the_same_for_more_matters_and_rules(browse, places):
    browser = browse(Role.COUNTY_OFFICE, COUNTY)
    counts = []
    for number in (1, 4):
        for late in (1, 4, 7):
            for _n in range(number):
                finding(late)
                work(late)
        with CaptureQueriesContext(connection) as captured:
            browser.get(LADDER)
        counts.append(len(captured))
        ClockRuleFactory(campaign_id=YEAR, area=Area.objects.get(pk=(COUNTY, CITY)[number > 1]))

    assert counts[0] == counts[1]
