"""The pages of projects and supplies: what each role sees, does, and is told."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tests.factories.figures import ReportedFigureFactory
from tests.factories.projects import PaymentFactory, ProjectFactory, SupplyFactory
from tests.tracker.projects.conftest import (
    COUNTY,
    STREET,
    VILLAGE,
    YEAR,
    a_project,
    a_supply,
    words,
)
from tracker.projects.actions import match, move_project
from tracker.projects.models import Milestone, Payment, Project, Supply

pytestmark = pytest.mark.django_db
SENT = {
    "title": "冷库",
    "responsible": "支部书记岗",
    "star": "industry",
    "detail": "",
    "planned": "30",
    "income_planned": "5.5",
    "seen": "0",
}


def titles(answer):
    return [row.title for row in answer.context["table"].data.data]


def listed(county, project):
    return move_project(by=county, project=project, verb="list", seen=project.version)


def test_a_village_proposes_and_follows_it_to_the_end(browse, secretary, county, village, year):
    browser = browse(secretary)
    answer = browser.post(reverse("project-new", args=[YEAR, VILLAGE]), SENT)
    project = Project.everything.get()
    assert (project.planned, project.income_planned) == (Decimal(300_000), Decimal(55_000))
    page = answer["Location"]
    assert "30 ten thousand yuan" in words(browser.get(page))
    move = reverse("project-move", args=[project.pk])
    assert browse(county).post(move, {"verb": "list", "seen": "1"}).status_code == 302

    browser = browse(secretary)
    step = {"title": "开工", "due_on": "2023-6-1"}
    browser.post(reverse("milestone-new", args=[project.pk]), step)
    [milestone] = Milestone.everything.all()
    reached = {"reached_on": "2023-6-2", "seen": "1"}
    browser.post(reverse("milestone-reach", args=[milestone.pk]), reached)
    paid = {"amount": "12.5", "received_on": "2023-6-2", "source": "县级衔接资金"}
    browser.post(reverse("payment-new", args=[project.pk]), paid)
    browser.post(move, {"verb": "begin", "seen": "2"})
    done = {"verb": "finish", "seen": "3", "text": "已投用", "income_reached": "6"}
    browser.post(move, done)

    assert Payment.everything.get().amount == Decimal(125_000)
    told = words(browser.get(page))
    for part in ("17.5 ten thousand yuan", "已投用", "6 ten thousand yuan", "reached on June 2"):
        assert part in told
    row = titles(browser.get(reverse("project-list"), {"state": "finished"}))
    assert row == ["冷库"]


def test_matching_offers_supplies_of_the_area_those_for_the_star_first(
    browse, secretary, county, village, county_area, year
):
    project = listed(county, a_project(secretary, village, year))
    for title, star in (("别的星", "safety"), ("不限星", ""), ("正好", "industry")):
        a_supply(county, county_area, year, title=title, star=star)
    SupplyFactory(area__code="410883", campaign=year, title="外县")
    browser, address = browse(county), reverse("project-match", args=[project.pk])

    found = [supply.title for supply in browser.get(address).context["supplies"]]

    assert found == ["正好", "不限星", "别的星"]
    best = Supply.everything.get(title="正好")
    far = Supply.everything.get(title="外县")
    assert browser.post(address, {"supply": far.pk, "seen": "2"}).status_code == 200
    assert browser.post(address, {"supply": best.pk, "seen": "1"}).status_code == 409
    assert browser.post(address, {"supply": best.pk, "seen": "2"}).status_code == 302
    assert Project.everything.get().supply_id == best.pk


def test_a_supply_says_how_much_of_it_is_promised(
    browse, secretary, county, village, county_area, year
):
    supply = a_supply(county, county_area, year, amount=Decimal(500_000))
    for title in ("一号", "二号"):
        project = listed(county, a_project(secretary, village, year, title=title))
        match(by=county, project=project, supply=supply, seen=2)
    ProjectFactory(supply=supply, state="dropped", area=village, campaign=year)

    browser = browse(county)
    [row] = browser.get(reverse("supply-list")).context["table"].data.data

    assert (row.used, row.left, row.served) == (Decimal(600_000), Decimal(-100_000), 2)
    page = words(browser.get(reverse("supply-detail", args=[supply.pk])))
    assert "More is planned by the projects matched with it than it has." in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"star": "none"}, ["无星"]),
        ({"star": ["industry", "none"]}, ["有星", "无星"]),
        ({"supply": "unsupplied"}, ["无星"]),
        ({"state": "matched"}, ["有星"]),
        ({"area": STREET, "campaign": "2023"}, ["有星", "无星"]),
        ({"q": "无"}, ["无星"]),
    ],
)
def test_the_list_is_narrowed(browse, county, village, county_area, year, query, expected):
    supply = SupplyFactory(area=county_area, campaign=year)
    common = {"area": village, "campaign": year}
    ProjectFactory(title="有星", supply=supply, state="matched", **common)
    ProjectFactory(title="无星", star="", **common)

    assert titles(browse(county).get(reverse("project-list"), query)) == expected


def test_a_stranger_sees_no_project_and_its_page_is_missing(
    browse, stranger, secretary, village, year
):
    project = a_project(secretary, village, year)
    browser = browse(stranger)

    assert titles(browser.get(reverse("project-list"))) == []
    assert browser.get(reverse("project-detail", args=[project.pk])).status_code == 404


def test_projects_by_star_lead_to_their_rows_and_stand_beside_the_papers_unmixed(
    browse, county, village, year
):
    common = {"area": village, "campaign": year}
    for state in ("listed", "underway", "underway"):
        project = ProjectFactory(star="ecology", state=state, planned=Decimal(10_000), **common)
    PaymentFactory(project=project, amount=Decimal(4_000))
    ProjectFactory(star="", state="completed", planned=None, **common)
    ProjectFactory(star="safety", state="proposed", **common)  # on no list yet
    figure = ReportedFigureFactory(
        area=village.parent, metric="project_count", unit="project", value=127, label="创星项目"
    )
    browser = browse(county)

    page = browser.get(reverse("project-stars", args=[YEAR, COUNTY]))

    rows = [*page.context["lines"], page.context["total"]]
    assert [(row["line"].key, row["all"][0]) for row in rows] == [("ecology", 3), ("", 1), ("", 4)]
    for row in rows:
        for number, url in [row["all"], *row["numbers"]]:
            assert browser.get(url).context["matching"] == number, url
    assert rows[0]["line"].money.planned == Decimal(30_000)
    assert rows[0]["line"].money.received == Decimal(4_000)
    assert page.context["reported"] == [figure]
    assert rows[-1]["line"].total == 4  # the papers' 127 are in no sum


def test_a_file_holds_yuan_and_words(browse, county, village, year):
    ProjectFactory(area=village, campaign=year, planned=Decimal("305000.00"), title="=冷库")

    answer = browse(county).get(reverse("project-list"), {"export": "csv"})

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").split("\r\n")
    assert lines[1].startswith("'=冷库,")
    assert ",305000," in lines[1]
    assert "Proposed, for the county to list" in lines[1]


def test_too_late_shows_what_stands_and_what_was_typed(browse, secretary, village, year):
    project = a_project(secretary, village, year)
    browser, address = browse(secretary), reverse("project-change", args=[project.pk])
    browser.post(address, SENT | {"title": "先改的", "seen": "1"})

    late = browser.post(address, SENT | {"title": "后改的", "seen": "1"})

    assert (late.status_code, "先改的" in words(late)) == (409, True)
    assert 'value="后改的"' in late.content.decode()
    assert Project.everything.get().title == "先改的"


def test_an_unknown_verb_is_no_button_of_the_page(browse, county, village, year):
    project = ProjectFactory(area=village, campaign=year)
    move = reverse("project-move", args=[project.pk])

    for verb in ("match", "change", "sell"):
        assert browse(county).post(move, {"verb": verb, "seen": "1"}).status_code == 400
    asked = browse(county).post(move, {"verb": "return", "seen": "1", "text": " "})
    assert "This field is required." in words(asked)
