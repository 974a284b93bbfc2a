"""Boards: each number is that of the rows behind it, on the page and in a file."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from tests.factories.campaigns import CampaignFactory
from tests.factories.clocks import FrozenWeekFactory, WeeklyCardFactory
from tests.factories.findings import FindingFactory
from tests.factories.inspections import DraftFactory, InspectionFactory, PlannedVisitFactory
from tests.factories.people import GrantFactory, UserFactory
from tests.factories.places import AreaFactory, BranchFactory
from tests.factories.projects import ProjectFactory
from tests.factories.worklist import WorkItemFactory
from tracker.access.terms import Role
from tracker.clocks.terms import Colour
from tracker.clocks.weeks import monday_of
from tracker.places.models import Area

pytestmark = pytest.mark.django_db
CITY, COUNTY, STREET, OTHER = "4108", "410822", "410822105", "410822101"
VILLAGES = (f"{STREET}201", f"{STREET}202", f"{OTHER}201")
YEAR = 2023
DAY = dt.timedelta(days=1)
CLOSED = {"state": "closed", "is_closed": True}
TOGETHER = "Sum of all lines"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def year():
    return CampaignFactory(year=YEAR)


@pytest.fixture
def places(year):
    for code in VILLAGES:
        BranchFactory(area=AreaFactory(code=code, name=f"第{code[-6:]}村"))
    BranchFactory(area=AreaFactory(code="410883001201"))


@pytest.fixture
def work(year, places):
    """Something of every kind in one village, some in the others, some in the street itself."""
    today, now = timezone.localdate(), timezone.now()
    monday = monday_of(today)
    first, second, far = (Area.objects.get(pk=code) for code in VILLAGES)
    for area, days, more in (
        (first, 1, {}),
        (first, 20, {"due_on": today - DAY}),
        (first, 90, CLOSED | {"closed_on": today}),
        (second, 45, {}),
        (far, 1, {}),
    ):
        said = {"due_on": today + 9 * DAY, "campaign": year, **more}
        if said.pop("is_closed", False):
            said |= {"rectified_by": UserFactory(), "verified_by": UserFactory()}
            said |= {"rectified_on": today}
        FindingFactory(area=area, reported_at=now - days * DAY, **said)
    for area, weeks, more in (
        (first, -1, {}),
        (first, 0, {}),
        (second, 1, {}),
        (second, 5, {}),
        (far, -1, {"state": "finished"}),
        (first.parent, -1, {}),
        (first, -1, {"state": "confirmed", "ended_on": today}),
    ):
        due = monday + weeks * 7 * DAY
        start = monday - 70 * DAY
        WorkItemFactory(area=area, campaign=year, start_week=start, due_week=due, **more)
    for area, state in ((first, "proposed"), (first, "listed"), (second, "underway")):
        ProjectFactory(area=area, campaign=year, state=state)
    for area, days, more in (
        (first, 9, {}),
        (first, -3, {}),
        (second, 9, {"state": "closed", "closed_at": now}),
        (far, 9, {}),
    ):
        last = {"starts_on": today - 30 * DAY, "ends_on": today + days * DAY}
        PlannedVisitFactory(area=area, round__campaign=year, **_of_round(last | more))
    made = PlannedVisitFactory(area=first, round__campaign=year)
    InspectionFactory(visit=made)
    begun = PlannedVisitFactory(area=second, round__campaign=year)
    DraftFactory(inspection__visit=begun)
    week = FrozenWeekFactory(campaign=year, starts_on=monday - 7 * DAY)
    for area, colour in ((first, Colour.RED), (second, Colour.BLUE), (first.parent, Colour.RED)):
        WeeklyCardFactory(week=week, area=area, colour=colour)


def _of_round(said):
    if said.get("state") == "closed":
        said["closed_by"] = UserFactory()
    return {f"round__{name}": value for name, value in said.items()}


@pytest.fixture
def browse(english):
    def signed_in(role, code):
        english.force_login(GrantFactory(role=role, code=code).user)
        return english

    return signed_in


def numbers(answer):
    """Return {table: {line: its numbers}}."""
    return {
        table.group.key: {
            line.name: [cell.number for cell in line.cells] for line in [*table.lines, table.total]
        }
        for table in answer.context["tables"]
    }


@pytest.mark.parametrize("code", [CITY, COUNTY, STREET])
def test_every_number_is_that_of_the_rows_behind_it(browse, work, code):
    browser = browse(Role.CITY_OFFICE, CITY)

    answer = browser.get(reverse("board", args=[YEAR, code]))

    checked = 0
    for table in answer.context["tables"]:
        for line in [*table.lines, table.total]:
            for cell in line.cells:
                if cell.number:
                    listed = browser.get(cell.url)
                    assert listed.status_code == 200, cell.url
                    assert listed.context["matching"] == cell.number, cell.url
                    checked += 1
    assert checked > 20


def test_a_street_has_a_line_for_each_village_for_itself_and_the_sum(browse, work):
    answer = browse(Role.STREET_REVIEWER, STREET).get(reverse("board", args=[YEAR, STREET]))

    found = numbers(answer)
    street = Area.objects.get(pk=STREET).title
    assert found["work"] == {
        f"{street} itself": [1, 0, 0, 0, 0, 0],
        Area.objects.get(pk=VILLAGES[0]).title: [1, 1, 0, 0, 0, 1],
        Area.objects.get(pk=VILLAGES[1]).title: [0, 0, 1, 1, 0, 0],
        TOGETHER: [2, 1, 1, 1, 0, 1],
    }
    assert found["findings"][TOGETHER] == [3, 1, 1, 1, 1, 1]
    assert found["projects"][TOGETHER] == [1, 1, 1, 0, 0]
    assert found["colours"][TOGETHER] == [1, 0, 1]
    assert found["visits"][TOGETHER] == [5, 0, 1, 2, 2]


def test_nobody_is_told_of_a_neighbour(browse, work):
    browser = browse(Role.STREET_REVIEWER, STREET)
    for code in (OTHER, COUNTY, CITY, "410883"):
        assert browser.get(reverse("board", args=[YEAR, code])).status_code == 404, code
    assert browser.get(reverse("board-home")).context["area"].pk == STREET
    village = browser.get(reverse("board", args=[YEAR, VILLAGES[0]]))
    assert village["Location"] == reverse("work-village", args=[YEAR, VILLAGES[0]])


def test_areas_stand_in_code_order_also_those_with_nothing(browse, places):
    answer = browse(Role.COUNTY_OFFICE, COUNTY).get(reverse("board", args=[YEAR, COUNTY]))

    lines = [line.code for line in answer.context["tables"][0].lines]
    assert lines == sorted([STREET, OTHER])
    assert [table.group.key for table in answer.context["tables"]] == [
        *("findings", "work", "visits", "projects")  # no week was frozen yet
    ]


def test_a_file_has_the_lines_and_columns_of_the_page(browse, work):
    browser = browse(Role.COUNTY_OFFICE, COUNTY)
    address = reverse("board", args=[YEAR, COUNTY])
    page = numbers(browser.get(address))

    xlsx = browser.get(address, {"export": "xlsx"})
    rows = list(
        load_workbook(
            io.BytesIO(b"".join(xlsx.streaming_content)), read_only=True
        ).active.iter_rows(values_only=True)
    )
    csv = b"".join(browser.get(address, {"export": "csv"}).streaming_content).decode("utf-8-sig")

    flat = {name: [] for name in page["findings"]}
    for table in page.values():
        for name in flat:
            flat[name] += table.get(name, [None] * len(table[TOGETHER]))
    assert {row[1]: list(row[2:-2]) for row in rows[1:]} == flat
    assert len(csv.split("\r\n")) == len(rows) + 1
    assert browser.get(address, {"export": "exe"}).status_code == 400


def test_a_board_costs_as_many_queries_for_more_areas(browse, work):
    browser = browse(Role.COUNTY_OFFICE, COUNTY)
    address = reverse("board", args=[YEAR, COUNTY])
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    for number in range(10, 15):
        WorkItemFactory(area=AreaFactory(code=f"4108221{number}"), campaign_id=YEAR)
    with CaptureQueriesContext(connection) as more:
        browser.get(address)

    assert len(more) == len(few)


def test_a_village_secretary_is_led_to_the_own_table(browse, places):
    browser = browse(Role.BRANCH_SECRETARY, VILLAGES[0])

    answer = browser.get(reverse("board-home"))

    own = reverse("work-village", args=[YEAR, VILLAGES[0]])
    assert f'href="{own}"' in answer.content.decode()
