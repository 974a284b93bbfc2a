"""Weeks, months, occasions and timing: plain values, tables of cases."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.clocks.weeks import last_day_of, monday_of
from tracker.worklist.rhythms import slot_from_key, slot_of, slots
from tracker.worklist.terms import Frequency, Shade, State
from tracker.worklist.timing import say_timing, shade_of
from tracker.worklist.weeks import Month, say_week, weeks_left

DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2099, 12, 31))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("of", "monday"),
    [
        ("2023-06-12", "2023-06-12"),
        ("2023-06-18", "2023-06-12"),
        ("2024-12-31", "2024-12-30"),
        ("2025-01-01", "2024-12-30"),
    ],
)
def test_a_week_is_named_by_its_monday(of, monday):
    assert monday_of(day(of)) == day(monday)


def test_a_week_across_new_year_is_the_first_of_the_new_one():
    assert say_week(day("2024-12-30")) == "week 1 of 2025 (December 30 to January 5)"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("2023-04", "2023-04-01", "2023-04-30"),
    ],
)
def test_a_month_knows_its_days(text, first, last):
    month = Month.read(text)

    assert (month.first, month.last) == (day(first), day(last))
    assert month.after.before == month.before.after == month


@pytest.mark.parametrize("text", ["", "2023", "2023-13", "2023-6", "２０２３-06", "0001-01", "x"])
def test_what_is_no_month_is_not_read(text):
    assert Month.read(text) is None


@pytest.mark.parametrize(
    ("frequency", "of", "key", "first", "last"),
    [
        (Frequency.WEEK, "2025-01-01", "2025-W01", "2024-12-30", "2025-01-05"),
        (Frequency.WEEK, "2021-01-03", "2020-W53", "2020-12-28", "2021-01-03"),
        (Frequency.MONTH, "2024-02-10", "2024-02", "2024-02-01", "2024-02-29"),
        (Frequency.QUARTER, "2023-12-31", "2023-Q4", "2023-10-01", "2023-12-31"),
        (Frequency.QUARTER, "2024-02-29", "2024-Q1", "2024-01-01", "2024-03-31"),
    ],
)
def test_an_occasion_covers_its_days(frequency, of, key, first, last):
    slot = slot_of(frequency, day(of))

    assert (slot.key, slot.first, slot.last) == (key, day(first), day(last))


def test_a_month_holds_the_weeks_that_end_in_it_and_a_quarter_in_its_last_month_only():
    june, may = (day("2023-06-01"), day("2023-06-30")), (day("2023-05-01"), day("2023-05-31"))

    assert [one.key for one in slots(Frequency.WEEK, *june)] == [
        f"2023-W{number}" for number in (22, 23, 24, 25)
    ]
    assert [one.key for one in slots(Frequency.QUARTER, *june)] == ["2023-Q2"]
    assert list(slots(Frequency.QUARTER, *may)) == []


@given(st.sampled_from(Frequency.values), DAYS)
def test_every_day_lies_in_one_occasion_which_its_key_finds_again(frequency, of):
    slot = slot_of(frequency, of)

    assert slot.first <= of <= slot.last
    assert slot_from_key(frequency, slot.key) == slot
    assert slot_of(frequency, slot.last + dt.timedelta(days=1)).first == slot.last + dt.timedelta(1)


@given(st.sampled_from(Frequency.values), DAYS)
def test_the_months_of_a_year_hold_each_occasion_once(frequency, of):
    months = [Month(of.year, number) for number in range(1, 13)]
    found = [slot.key for month in months for slot in slots(frequency, month.first, month.last)]
    whole = slots(frequency, dt.date(of.year, 1, 1), dt.date(of.year, 12, 31))

    assert found == [slot.key for slot in whole]


@pytest.mark.parametrize(
    ("frequency", "key"),
    [
        (Frequency.WEEK, "2023-06"),
        (Frequency.WEEK, "2023-W54"),
        (Frequency.MONTH, "2023-Q1"),
        (Frequency.MONTH, "2023-6"),
        (Frequency.QUARTER, "2023-Q5"),
        (Frequency.QUARTER, ""),
        (Frequency.WEEK, "nonsense"),
    ],
)
def test_a_key_of_another_rhythm_finds_nothing(frequency, key):
    assert slot_from_key(frequency, key) is None


@pytest.mark.parametrize(
    ("state", "due", "shade", "words"),
    [
        (State.OPEN, "2023-06-05", Shade.OVERDUE, "1 week overdue"),
        (State.UNDERWAY, "2023-05-29", Shade.OVERDUE, "2 weeks overdue"),
        (State.OPEN, "2023-06-12", Shade.THIS_WEEK, "due this week"),
        (State.OPEN, "2023-06-19", Shade.IN_TIME, "1 week left"),
        (State.FINISHED, "2023-05-29", Shade.OVER, ""),
        (State.CONFIRMED, "2023-05-29", Shade.OVER, ""),
        (State.DROPPED, "2023-06-12", Shade.OVER, ""),
    ],
)
def test_work_stands_to_its_last_week(state, due, shade, words):
    # To the end of Sunday it is in time: nothing is overdue within its own week.
    for today in (day("2023-06-12"), day("2023-06-18")):
        assert shade_of(state, day(due), today) == shade
        assert say_timing(state, day(due), today) == words


@given(DAYS, st.integers(-60, 60))
def test_weeks_left_count_whole_weeks(of, number):
    due = monday_of(of) + dt.timedelta(weeks=number)

    assert weeks_left(due, of) == weeks_left(due, last_day_of(monday_of(of))) == number
