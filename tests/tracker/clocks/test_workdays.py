"""Working days: official holidays, weekends worked for them, years not announced yet."""

import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tracker.clocks.wording import mark_of
from tracker.clocks.workdays import (
    LAST_YEAR,
    is_announced,
    is_workday,
    workday_from,
    workdays_after,
    workdays_between,
)

day = dt.date.fromisoformat
DAYS = st.dates(dt.date(2022, 1, 1), dt.date(LAST_YEAR + 3, 12, 31))


@pytest.mark.parametrize(
    ("which", "works"),
    [
        ("2023-06-21", True),  # a Wednesday, the day before 端午
        ("2023-06-22", False),  # 端午
        ("2023-06-25", True),  # a Sunday worked for it
        ("2023-10-07", True),  # a Saturday worked for 国庆
        ("2023-10-06", False),
        ("2024-02-04", True),  # a Sunday worked for 春节
        ("2024-02-29", True),
        ("2026-11-27", True),
        ("2026-11-28", False),
    ],
)
def test_offices_work_as_announced(which, works):
    assert is_workday(day(which)) is works


@pytest.mark.parametrize(
    ("begins", "number", "ends"),
    [
        ("2023-06-21", 1, "2023-06-25"),  # over 端午, to the Sunday that is worked
        ("2023-06-21", 3, "2023-06-27"),
        ("2023-09-28", 3, "2023-10-09"),  # 国庆 and 中秋 lie between
        ("2024-02-08", 5, "2024-02-21"),  # 春节 and the Sunday worked for it
        ("2024-02-28", 2, "2024-03-01"),  # leap day
        ("2026-11-21", 1, "2026-11-23"),  # from a Saturday
        ("2026-11-21", 0, "2026-11-21"),
    ],
)
def test_so_many_working_days_after(begins, number, ends):
    assert workdays_after(day(begins), number) == day(ends)


def test_a_day_of_rest_moves_to_the_next_working_day():
    assert workday_from(day("2023-06-22")) == day("2023-06-25")
    assert workday_from(day("2023-06-26")) == day("2023-06-26")


def test_a_year_that_is_not_announced_counts_monday_to_friday_and_says_so():
    new_year = dt.date(LAST_YEAR + 1, 1, 1)

    assert not is_announced(new_year)
    assert not is_announced(dt.date(LAST_YEAR, 12, 31), new_year)
    assert is_announced(dt.date(LAST_YEAR, 12, 31))
    assert is_workday(new_year) is (new_year.weekday() < 5)


def test_a_day_that_rests_on_unknown_holidays_is_marked_in_words():
    with translation.override("en"):
        assert mark_of(dt.date(LAST_YEAR, 12, 30), dt.date(LAST_YEAR + 1, 1, 5)) == (
            f"The official holidays of {LAST_YEAR + 1} are not known here yet: "
            "Monday to Friday were counted."
        )
        assert mark_of(dt.date(LAST_YEAR, 12, 30)) == ""


@given(DAYS, st.integers(0, 40))
def test_counting_back_gives_the_number_again(begins, number):
    ends = workdays_after(begins, number)

    assert workdays_between(begins, ends) == number
    assert number == 0 or is_workday(ends)
