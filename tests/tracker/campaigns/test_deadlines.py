"""Last days: which one counts, and how far away it is, in words."""

import datetime as dt

import pytest
from django.utils import translation

from tracker.campaigns.deadlines import SOON, Due, last_days, say_due

TODAY = dt.date(2026, 11, 21)


def day(days):
    return TODAY + dt.timedelta(days=days)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_the_end_of_a_period_counts_and_of_several_the_latest():
    dates = [
        ("review", day(-9), day(3)),
        ("review", day(-5), None),
        ("entry", day(1), None),
        ("", day(40), None),
    ]

    assert last_days(dates, TODAY) == {
        "review": Due("review", day(3), TODAY),
        "entry": Due("entry", day(1), TODAY),
    }


@pytest.mark.parametrize(
    ("days", "overdue", "soon", "words"),
    [
        (-40, True, False, "was due on Oct. 12, 2026, 40 days ago"),
        (-1, True, False, "was due on Nov. 20, 2026, 1 day ago"),
        (0, False, True, "due today"),
        (1, False, True, "due on Nov. 22, 2026, in 1 day"),
        (SOON, False, True, "due on Dec. 5, 2026, in 14 days"),
        (SOON + 1, False, False, "due on Dec. 6, 2026, in 15 days"),
    ],
)
def test_a_last_day_is_due_due_soon_or_overdue(days, overdue, soon, words):
    due = Due("review", day(days), TODAY)

    assert (due.is_overdue, due.is_soon) == (overdue, soon)
    assert say_due(due.day, TODAY) == due.words == words
