"""Work under 13710 is told as findings are: whose it is, due, overdue, climbed, each once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.people import GrantFactory, UserFactory
from tests.tracker.findings.cast import CITY, COUNTY, VILLAGE, day, person
from tests.tracker.notices.telling import kinds, look, told
from tracker.access.terms import Role
from tracker.clocks.standing import ClocksByYear
from tracker.notices.models import Notice
from tracker.notices.standing import tellings
from tracker.people.models import User
from tracker.places.models import Area
from tracker.worklist.actions import move_work, set_work
from tracker.worklist.inputs import Wish, Word
from tracker.worklist.models import WorkItem

pytestmark = pytest.mark.django_db


def a_piece(cast, by, area=VILLAGE, **more) -> WorkItem:
    """A piece of work of 21 June; under 13710 it is to be done by the 28th."""
    said = {"severity": "ordinary", "star": "ecology", **more}
    week = {"start_week": day("2023-06-21"), "due_week": day("2023-06-28")}
    wish = Wish(title="清理排水沟", responsible="村党支部书记", **week, **said)
    [item] = set_work(by=by, campaign=cast.campaign, areas=[Area.objects.get(pk=area)], wish=wish)
    return item


def moved(item, by, verb) -> WorkItem:
    row = WorkItem.everything.get(pk=item.pk)
    return move_work(by=by, item=row, verb=verb, seen=row.version, word=Word("已办"))


def test_work_is_told_to_the_area_that_does_it_and_to_nobody_else(cast, on):
    on("2023-06-21")
    item = a_piece(cast, cast.officer)

    for _time in range(2):
        look()

    assert told(cast.secretary) == [("work_set", f"{item.pk}:1")]
    row = Notice.objects.get()
    assert (row.area_id, row.number) == (VILLAGE, f"2023-{VILLAGE}-{item.pk}")
    assert row.path == f"/work/{item.pk}/"


def test_work_that_is_planned_by_weeks_is_not_told(cast, on):
    on("2023-06-21")
    a_piece(cast, cast.officer, severity="")
    on("2023-07-20")

    look()

    assert not Notice.objects.exists()


def test_who_sets_work_for_themselves_is_told_only_when_it_is_due(cast, on):
    on("2023-06-21")
    a_piece(cast, cast.secretary)
    look()
    assert kinds(cast.secretary) == []

    on("2023-06-26")
    look()
    assert kinds(cast.secretary) == ["work_due"]


LADDER = {
    "secretary": ["work_set", "work_overdue"],
    "officer": ["work_climbed"],
    "reviewer": ["work_climbed"],
    "county": ["work_climbed"],
    "city": ["work_climbed"],
    "inspector": [],
    "stranger": [],
}


@pytest.mark.parametrize(
    "looks",
    [
        [
            "2023-06-21",
            *(f"2023-06-{n}" for n in (29, 30)),
            *(f"2023-07-0{n}" for n in range(1, 9)),
        ],
        ["2023-06-21", "2023-07-06"],  # the scheduler was down for two weeks
        ["2023-07-06", "2023-07-06", "2023-07-20"],
    ],
)
def test_after_any_time_without_a_scheduler_each_step_is_told_exactly_once(cast, on, looks):
    city = person(Role.CITY_OFFICE, CITY, "city")
    on("2023-06-21")
    a_piece(cast, cast.officer)

    for one in looks:
        on(one)
        look()

    who = {name: getattr(cast, name, city) for name in LADDER}
    assert {name: kinds(one) for name, one in who.items()} == LADDER


def test_each_time_that_work_comes_back_is_told_and_what_is_done_is_not(cast, on):
    on("2023-06-21")
    item = a_piece(cast, cast.officer)
    look()
    for _round in range(2):
        moved(item, cast.secretary, "finish")
        look()
        moved(item, cast.reviewer, "return")
        look()
    moved(item, cast.secretary, "finish")
    on("2023-07-20")
    look()

    assert kinds(cast.secretary) == ["work_set", "work_returned", "work_returned"]
    assert kinds(cast.officer) == kinds(cast.county) == []


@pytest.mark.parametrize(("star", "expected"), [("ecology", ["work_climbed"]), ("industry", [])])
def test_a_task_force_is_told_of_its_own_star(cast, on, star, expected):
    force = UserFactory()
    held = {"role": Role.STAR_OFFICER, "code": COUNTY, "star": star}
    GrantFactory(user=force, starts_on=day("2020-01-01"), **held)
    on("2023-06-21")
    a_piece(cast, cast.officer)
    on("2023-07-06")

    look()

    assert kinds(force) == expected


def test_looking_for_one_person_costs_the_same_for_much_that_climbs(cast, on):
    counts = []
    for number in (1, 4):
        on("2023-06-21")
        for _time in range(number):
            a_piece(cast, cast.officer)
            cast.up_to("assigned")
        county = User.objects.get(pk=cast.county.pk)
        with CaptureQueriesContext(connection) as captured:
            found = tellings(county, day("2023-07-06"), ClocksByYear())
        counts.append(len(captured))

    assert len(found) == 10
    assert counts[0] == counts[1]
