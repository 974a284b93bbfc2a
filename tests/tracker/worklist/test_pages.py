"""The pages of work: what each role sees, does, and is told."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.campaigns import SchemeFactory, StarFactory
from tests.factories.worklist import WorkItemFactory
from tests.tracker.worklist.conftest import (
    MONDAY,
    STREET,
    TODAY,
    VILLAGE,
    VILLAGES,
    YEAR,
    a_piece,
    moved,
    titles,
    wish,
    words,
)
from tracker.places.models import Area
from tracker.worklist.actions import set_work
from tracker.worklist.terms import State, Verb

pytestmark = pytest.mark.django_db
LIST = reverse("work-list")


def file_of(answer):
    """Return the rows of an XLSX answer."""
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)), read_only=True)
    return [list(row) for row in book.active.iter_rows(values_only=True)]


# --- One table, many lists ------------------------------------------------------------


def test_entered_once_it_stands_in_every_list_and_changes_in_all(
    browse, officer, secretary, village, year
):
    item = a_piece(officer, village, year, is_key=True)
    browser = browse(secretary)
    pages = {
        "list": LIST,
        "table": reverse("work-village", args=[YEAR, VILLAGE]),
        "month": reverse("work-month", args=[VILLAGE]),
    }
    for address in pages.values():
        page = words(browser.get(address))
        assert ("清理排水沟" in page, "Set, not begun" in page) == (True, True), address
    assert "村党支部书记" in words(browser.get(reverse("work-duties", args=[YEAR, VILLAGE])))

    moved(secretary, item, Verb.FINISH, "两条沟都清了")

    for name, address in pages.items():
        page = words(browser.get(address))
        assert "Reported as done, to be confirmed" in page, name
    assert "两条沟都清了" in words(browser.get(reverse("work-record")))
    assert "两条沟都清了" in words(browser.get(pages["table"]))


def test_the_list_shows_a_persons_own_areas_only(browse, officer, secretary, stranger, year):
    for code in VILLAGES:
        a_piece(officer, Area.objects.get(pk=code), year, title=f"给{code[-3:]}")

    assert titles(browse(secretary).get(LIST)) == ["给201"]
    assert titles(browse(officer).get(LIST)) == ["给201", "给202", "给203"]
    assert titles(browse(stranger).get(LIST)) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"due": "overdue"}, ["逾期"]),
        ({"due": "this_week"}, ["本周"]),
        ({"due": ["overdue", "later"]}, ["逾期", "以后"]),
        ({"state": "finished"}, ["报了"]),
        ({"level": "street"}, ["以后"]),
        ({"star": "none"}, ["本周"]),
        ({"key": "key"}, ["逾期"]),
        ({"responsible": "农业农村办"}, ["报了"]),
        ({"responsible": "农业"}, []),
        ({"q": "农业"}, ["报了"]),
        ({"campaign": "2023", "area": STREET}, ["逾期", "报了", "本周", "以后"]),
    ],
)
def test_the_list_is_narrowed(browse, officer, village, street, year, query, expected):
    def piece(title, weeks, **more):
        week = MONDAY + dt.timedelta(weeks=weeks)
        WorkItemFactory(
            **{"area": village, "campaign": year, "title": title, "due_week": week, **more}
        )

    piece("逾期", -1, is_key=True)
    piece("报了", -1, state=State.FINISHED, responsible="农业农村办")
    piece("本周", 0, star="")
    piece("以后", 3, area=street)

    assert titles(browse(officer).get(LIST, query)) == expected


def test_each_number_of_the_responsibilities_leads_to_as_many_rows(
    browse, officer, villages, street, year
):
    for number, area in enumerate(villages):
        week = MONDAY + dt.timedelta(weeks=number - 1)
        WorkItemFactory(area=area, campaign=year, due_week=week, responsible="支部书记")
    WorkItemFactory(area=street, campaign=year, state=State.FINISHED, responsible="支部书记")
    WorkItemFactory(area=street, campaign=year, responsible="另一部门")
    done = {"state": State.CONFIRMED, "ended_on": TODAY, "responsible": "支部书记"}
    WorkItemFactory(area=street, campaign=year, **done)
    browser = browse(officer)

    duties = browser.get(reverse("work-duties", args=[YEAR, STREET])).context["duties"]

    mine = next(one for one in duties if one["responsible"] == "支部书记")
    assert [number for number, _url in mine["numbers"]] == [5, 1, 1, 1, 1]
    for number, url in mine["numbers"]:
        assert browser.get(url).context["matching"] == number, url


# --- Month, table, files --------------------------------------------------------------


def test_what_is_left_of_a_month_stands_on_the_next_list_by_itself(
    browse, officer, village, year, travel
):
    left = a_piece(officer, village, year, title="没完")
    done = a_piece(officer, village, year, title="完了")
    travel(dt.date(2023, 7, 10))
    late = a_piece(officer, village, year, title="月中加的")
    moved(officer, done, Verb.FINISH, "清完")
    browser = browse(officer)

    def lists(month):
        found = browser.get(reverse("work-month", args=[VILLAGE]), {"month": month})
        return found.context["lists"]

    july = lists("2023-07")
    assert [(line.item.title, line.is_left_over) for line in july.planned] == [
        ("没完", True),
        ("完了", True),
    ]
    assert [line.item.pk for line in july.added] == [late.pk]
    assert [line.item.pk for line in july.undone] == [left.pk, late.pk]
    assert lists("2023-05").everything == []
    assert [line.item.title for line in lists("2023-06").everything] == ["没完", "完了"]


def test_the_month_of_a_street_holds_its_villages_only_if_asked(browse, officer, villages, year):
    set_work(by=officer, campaign=year, areas=villages, wish=wish())
    browser, address = browse(officer), reverse("work-month", args=[STREET])

    assert browser.get(address).context["lists"].everything == []
    assert len(browser.get(address, {"below": "1"}).context["lists"].everything) == 3
    assert browser.get(address, {"month": "2023-13"}).status_code == 404


def test_the_table_of_a_village_has_its_stars_in_their_order(browse, officer, village, year):
    scheme = SchemeFactory(campaign=year)
    for position, key in enumerate(("industry", "ecology"), 1):
        StarFactory(scheme=scheme, key=key, position=position, name=f"{key}星", name_en=key)
    a_piece(officer, village, year, star="ecology")
    a_piece(officer, village, year, star="", title="不限")

    answer = browse(officer).get(reverse("work-village", args=[YEAR, VILLAGE]))

    table = [(one.key, one.live, one.done) for one in answer.context["table"]]
    assert table == [("industry", 0, 0), ("ecology", 1, 0), ("", 1, 0)]
    street = browse(officer).get(reverse("work-village", args=[YEAR, STREET]))
    assert street.status_code == 404


@pytest.mark.parametrize("name", ["work-village", "work-month"])
def test_a_file_holds_the_rows_of_the_page_with_codes_as_text(browse, officer, village, year, name):
    a_piece(officer, village, year, title="=1+1")
    keys = [YEAR, VILLAGE] if name == "work-village" else [VILLAGE]

    rows = file_of(browse(officer).get(reverse(name, args=keys), {"export": "xlsx"}))

    assert rows[0][:4] == ["Area code", "For", "Star", "What is to be done"]
    assert rows[1][:4] == [VILLAGE, "第201村", "Livable ecology star", "=1+1"]
    assert [cell.date() for cell in rows[1][6:8]] == [MONDAY, dt.date(2023, 6, 25)]
    assert len(rows) == 2


def test_the_pages_of_an_area_cost_the_same_for_more_rows(browse, officer, village, year):
    browser = browse(officer)
    addresses = [
        reverse("work-month", args=[VILLAGE]),
        reverse("work-village", args=[YEAR, VILLAGE]),
        reverse("work-duties", args=[YEAR, VILLAGE]),
    ]

    def queries():
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                browser.get(address)
            found.append(len(captured))
        return found

    a_piece(officer, village, year, is_key=True)
    few = queries()
    for number in range(5):
        a_piece(officer, village, year, title=f"第{number}件", is_key=True)

    assert queries() == few


# --- The desk ------------------------------------------------------------------------


def test_the_desk_has_what_is_late_due_and_to_be_confirmed_each_with_its_rows(
    browse, officer, secretary, force, reviewer, village, street, year
):
    def piece(weeks, **more):
        week = MONDAY + dt.timedelta(weeks=weeks)
        said = {"start_week": MONDAY - dt.timedelta(weeks=9), "area": village, "campaign": year}
        return WorkItemFactory(**{**said, "due_week": week, **more})

    piece(-1, star="safety")
    piece(-2, star="ecology")
    piece(0, area=street, star="")
    piece(1)
    piece(-3, state=State.FINISHED)

    def piles(user):
        browser = browse(user)
        found = browser.get(reverse("desk")).context["desk"].piles
        mine = [pile for pile in found if pile.duty.subject == "work"]
        for pile in mine:
            assert browser.get(pile.url).context["matching"] == pile.number, pile.url
        return {pile.duty.key: pile.number for pile in mine}

    assert piles(officer) == {"work-overdue": 2, "work-this_week": 1}
    assert piles(secretary) == {"work-overdue": 2}
    assert piles(force) == {"work-overdue": 1}  # its own star
    assert piles(reviewer) == {"work-finished": 1}
