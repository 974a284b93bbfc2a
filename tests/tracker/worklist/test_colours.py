"""Work in the weekly colours: told from its record, for any week that is over."""

import datetime as dt

import pytest

from tests.tracker.worklist.conftest import MONDAY, VILLAGE, YEAR, a_piece, moved
from tracker.clocks.standing import Clocks
from tracker.clocks.terms import Condition
from tracker.worklist.standing.colours import conditions
from tracker.worklist.terms import Verb

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(weeks=1)


def shown(number):
    """Return the conditions at the end of the week so many weeks after the first one."""
    sunday = MONDAY + number * WEEK + dt.timedelta(days=6)
    return [one for code, one in conditions(YEAR, sunday, Clocks(YEAR)) if code == VILLAGE]


def test_a_week_shows_what_was_so_by_its_sunday_whatever_came_later(
    officer, secretary, reviewer, village, year, travel
):
    item = a_piece(officer, village, year)  # to be done by the next week
    travel(MONDAY + 2 * WEEK)
    item = moved(secretary, item, Verb.FINISH, "清完")
    travel(MONDAY + 3 * WEEK)
    item = moved(reviewer, item, Verb.RETURN, "还堵")
    travel(MONDAY + 4 * WEEK)
    later = MONDAY + 6 * WEEK
    item = moved(officer, item, Verb.POSTPONE, "等雨停", due_week=later)
    item = moved(secretary, item, Verb.FINISH, "又清")
    travel(MONDAY + 5 * WEEK)
    moved(reviewer, item, Verb.CONFIRM)

    # Weeks later, in one go: each week as it was.
    travel(MONDAY + 20 * WEEK)
    assert [shown(number) for number in range(-1, 7)] == [
        [],
        [Condition.ON_COURSE],
        [Condition.DUE_SOON],
        [Condition.DONE_LATE],
        [Condition.OVERDUE],
        [Condition.DONE_IN_TIME],
        [Condition.DONE_IN_TIME],
        [],
    ]


def test_what_was_taken_off_has_no_colour_and_a_county_has_none(
    officer, county, village, year, travel
):
    item = a_piece(officer, village, year)
    a_piece(county, village.parent.parent, year)
    assert list(conditions(YEAR, MONDAY + dt.timedelta(days=6), Clocks(YEAR))) == [
        (VILLAGE, Condition.ON_COURSE)
    ]

    moved(officer, item, Verb.DROP, "不用了")

    assert shown(0) == []
