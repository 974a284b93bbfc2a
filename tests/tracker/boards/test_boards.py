"""Boards: each number is that of the rows behind it, on the page and in a file."""

import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.http import urlencode
from openpyxl import load_workbook

from tests.factories.clocks import FrozenWeekFactory, WeeklyCardFactory
from tests.factories.findings import FindingFactory
from tests.factories.inspections import DraftFactory, InspectionFactory, PlannedVisitFactory
from tests.factories.people import GrantFactory, UserFactory
from tests.factories.places import AreaFactory, BranchFactory
from tests.factories.projects import ProjectFactory
from tests.factories.savedviews import SavedViewFactory
from tests.factories.worklist import WorkItemFactory
from tests.tracker.boards.conftest import YEAR
from tracker.access.terms import Role
from tracker.clocks.terms import Colour
from tracker.clocks.weeks import monday_of
from tracker.places.models import Area
from tracker.savedviews.actions import save

pytestmark = pytest.mark.django_db
CITY, COUNTY, STREET, OTHER = "4108", "410822", "410822105", "410822101"
VILLAGES = (f"{STREET}201", f"{STREET}202", f"{OTHER}201")
DAY = dt.timedelta(days=1)
CLOSED = {"state": "closed", "is_closed": True}
BOARDS = reverse_lazy("board")
TOGETHER = "Sum of all lines"


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


def board(code, **more):
    return f"{BOARDS}?{urlencode({'area': code, 'campaign': YEAR, **more}, doseq=True)}"


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

    answer = browser.get(board(code))

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
    answer = browse(Role.STREET_REVIEWER, STREET).get(board(STREET))

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
        assert browser.get(board(code)).status_code == 404, code
    assert browser.get(BOARDS).context["area"].pk == STREET
    village = browser.get(board(VILLAGES[0]))
    assert village["Location"] == reverse("work-village", args=[YEAR, VILLAGES[0]])


def test_areas_stand_in_code_order_also_those_with_nothing(browse, places):
    answer = browse(Role.COUNTY_OFFICE, COUNTY).get(board(COUNTY))

    lines = [line.code for line in answer.context["tables"][0].lines]
    assert lines == sorted([STREET, OTHER])
    assert [table.group.key for table in answer.context["tables"]] == [
        *("findings", "work", "visits", "projects")  # no week was frozen yet
    ]


def test_a_file_has_the_lines_and_columns_of_the_page(browse, work):
    browser = browse(Role.COUNTY_OFFICE, COUNTY)
    address = board(COUNTY)
    page = numbers(browser.get(address))

    xlsx = browser.get(f"{address}&export=xlsx")
    rows = list(
        load_workbook(
            io.BytesIO(b"".join(xlsx.streaming_content)), read_only=True
        ).active.iter_rows(values_only=True)
    )
    csv = b"".join(browser.get(f"{address}&export=csv").streaming_content).decode("utf-8-sig")

    flat = {name: [] for name in page["findings"]}
    for table in page.values():
        for name in flat:
            flat[name] += table.get(name, [None] * len(table[TOGETHER]))
    assert {row[1]: list(row[2:-2]) for row in rows[1:]} == flat
    assert len(csv.split("\r\n")) == len(rows) + 1
    assert browser.get(f"{address}&export=exe").status_code == 400


def test_a_board_costs_as_many_queries_for_more_areas(browse, work):
    browser = browse(Role.COUNTY_OFFICE, COUNTY)
    address = board(COUNTY)
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

    answer = browser.get(BOARDS)

    own = reverse("work-village", args=[YEAR, VILLAGES[0]])
    assert f'href="{own}"' in answer.content.decode()


# --- Some tables, and boards kept under a name --------------------------------------


def test_a_board_shows_the_tables_asked_for_and_leads_on_with_them(browse, work):
    browser = browse(Role.COUNTY_OFFICE, COUNTY)

    answer = browser.get(board(COUNTY, table=["work", "findings"]))

    assert [table.group.key for table in answer.context["tables"]] == ["findings", "work"]
    page = answer.content.decode()
    kept = board(STREET, table=["work", "findings"]).replace("&", "&amp;")
    assert f'href="{kept}"' in page
    file = b"".join(
        browser.get(board(COUNTY, table="projects", export="csv")).streaming_content
    ).decode("utf-8-sig")
    heading = file.split("\r\n", 1)[0]
    assert "Projects by state" in heading
    assert "Findings" not in heading
    # A table that is not theirs to read is left out, and the page says so.
    visits = browse(Role.BRANCH_SECRETARY, VILLAGES[0])
    assert visits.get(board(COUNTY, table="visits")).status_code == 404


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("table=people", "table"),
        ("color=red", "color"),
        (f"area={COUNTY}&area={STREET}", "area"),
        ("campaign=2023&campaign=2024", "campaign"),
        ("campaign=２０２３", "campaign"),
        ("export=exe", "export"),
        ("export=csv&export=xlsx", "export"),
        ("sort=area", "sort"),
    ],
)
def test_what_a_board_does_not_understand_is_refused_and_named(browse, work, asked, named):
    answer = browse(Role.COUNTY_OFFICE, COUNTY).get(f"{BOARDS}?{asked}")

    assert answer.status_code == 400
    assert [problem.parameter for problem in answer.context["problems"]] == [named]
    assert "tables" not in answer.context


@pytest.mark.parametrize(
    "asked", ["campaign=1999", "area=410822999", "area=410883", "area=博爱县", "area=4108229"]
)
def test_a_year_and_an_area_that_are_missing_or_foreign_are_not_found(browse, work, asked):
    browser = browse(Role.COUNTY_OFFICE, COUNTY)

    assert browser.get(f"{BOARDS}?{asked}").status_code == 404


def test_a_foreign_board_answers_like_a_missing_one(browse, work):
    browser = browse(Role.COUNTY_OFFICE, COUNTY)
    foreign, missing = "410883", "410999"

    answers = [browser.get(board(code)) for code in (foreign, missing)]
    pages = [
        re.sub(r'csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
        for answer in answers
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert pages[0].replace(foreign, missing) == pages[1]


def test_a_board_is_kept_under_a_name_and_opens_with_it(browse, work):
    browser = browse(Role.COUNTY_OFFICE, COUNTY)
    address = board(STREET, table="visits")
    link = browser.get(f"{address}&export=").content.decode()
    query = address.split("?")[1]
    assert (
        f"{reverse('saved-view-new')}?{urlencode({'list': 'board', 'state': query})}".replace(
            "&", "&amp;"
        )
        in link
    )

    sent = {"list": "board", "state": query, "name": "街道观摩", "is_opening": "on"}
    saved = browser.post(reverse("saved-view-new"), {**sent, "readers": COUNTY})

    assert saved["Location"] == address
    assert browser.get(BOARDS)["Location"] == address
    opened = browser.get(address)
    assert [table.group.key for table in opened.context["tables"]] == ["visits"]
    assert "View: 街道观摩" in opened.content.decode()
    # The whole board stays at hand.
    assert len(browser.get(f"{BOARDS}?sort=").context["tables"]) > 1
    assert "街道观摩" in browser.get(reverse("saved-view-list")).content.decode()


def test_a_shared_board_gives_nobody_a_right(browse, work):
    office = GrantFactory(role=Role.COUNTY_OFFICE, code=COUNTY).user
    for name, code in (("观摩", OTHER), ("全部", STREET)):
        save(
            by=office,
            list_name="board",
            state=board(code).split("?")[1],
            name=name,
            area=Area.objects.get(pk=COUNTY),
        )
    neighbour = browse(Role.STREET_REVIEWER, STREET)

    page = neighbour.get(board(STREET)).content.decode()

    assert f'href="{board(OTHER)}"'.replace("&", "&amp;") in page
    assert neighbour.get(board(OTHER)).status_code == 404
    assert neighbour.get(board(STREET)).status_code == 200
    far = browse(Role.COUNTY_OFFICE, "410883")
    assert "观摩" not in far.get(BOARDS).content.decode()


def test_saved_views_cost_a_board_one_query(browse, work):
    user = GrantFactory(role=Role.COUNTY_OFFICE, code=COUNTY).user
    counts = []
    browser = browse(Role.COUNTY_OFFICE, COUNTY)
    browser.force_login(user)
    for number in (0, 1, 4):
        SavedViewFactory.create_batch(number, owner=user, list_name="board", state="table=work")
        with CaptureQueriesContext(connection) as captured:
            browser.get(board(COUNTY))
        counts.append(len(captured))

    assert len(set(counts)) == 1
