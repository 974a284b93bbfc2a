"""13710 in calendar and in working days, over holidays, month ends and leap years."""

import datetime as dt
from dataclasses import replace

import pytest

from tracker.clocks.deadlines import (
    Clock,
    Course,
    Deadline,
    days_between,
    last_days,
    missed,
    months_after,
    next_part,
    solve_by,
)
from tracker.clocks.terms import Counting, Part, Severity
from tracker.clocks.workdays import LAST_YEAR

day = dt.date.fromisoformat
CALENDAR, WORKING = Clock(Counting.CALENDAR), Clock(Counting.WORKING)


@pytest.mark.parametrize(
    ("reported", "clock", "assign", "feedback", "solve"),
    [
        ("2023-06-20", CALENDAR, "2023-06-20", "2023-06-23", "2023-06-27"),
        ("2023-06-20", WORKING, "2023-06-20", "2023-06-26", "2023-06-30"),  # 端午
        ("2023-06-24", CALENDAR, "2023-06-24", "2023-06-27", "2023-07-01"),  # a Saturday
        ("2023-06-24", WORKING, "2023-06-25", "2023-06-28", "2023-07-03"),  # a Sunday is worked
        ("2023-09-28", WORKING, "2023-09-28", "2023-10-09", "2023-10-13"),  # 国庆
        ("2024-02-27", CALENDAR, "2024-02-27", "2024-03-01", "2024-03-05"),  # leap day
        ("2023-02-27", CALENDAR, "2023-02-27", "2023-03-02", "2023-03-06"),
        ("2024-02-07", WORKING, "2024-02-07", "2024-02-18", "2024-02-22"),  # 春节
    ],
)
def test_an_ordinary_matter(reported, clock, assign, feedback, solve):
    last = last_days(Course(day(reported)), clock)

    assert {part: one.day for part, one in last.items()} == {
        Part.ASSIGN: day(assign),
        Part.FEEDBACK: day(feedback),
        Part.SOLVE: day(solve),
    }


@pytest.mark.parametrize(
    ("reported", "counting", "solve"),
    [
        ("2023-01-31", Counting.CALENDAR, "2023-02-28"),  # no 31 February
        ("2024-01-31", Counting.CALENDAR, "2024-02-29"),
        ("2023-11-30", Counting.CALENDAR, "2023-12-30"),
        ("2023-12-31", Counting.CALENDAR, "2024-01-31"),
        ("2023-05-22", Counting.CALENDAR, "2023-06-22"),  # 端午, and it stays
        ("2023-05-22", Counting.WORKING, "2023-06-25"),  # moves to the Sunday that is worked
        ("2023-09-01", Counting.WORKING, "2023-10-07"),  # over 国庆 to a Saturday that is worked
    ],
)
def test_a_major_matter_has_a_month(reported, counting, solve):
    course = Course(day(reported), Severity.MAJOR)

    assert solve_by(course, Clock(counting)) == Deadline(day(solve))


def test_a_day_of_its_own_goes_before_the_clock():
    planned = Course(day("2023-05-22"), Severity.MAJOR, due_on=day("2023-08-31"))

    assert solve_by(planned, WORKING) == Deadline(day("2023-08-31"))


def test_months_are_counted_over_the_end_of_a_year():
    assert months_after(day("2023-11-30"), 3, Counting.CALENDAR).day == day("2024-02-29")


def test_feedback_is_counted_from_the_assignment_and_the_solution_is_not():
    late = Course(day("2023-06-01"), assigned_on=day("2023-06-05"))

    last = last_days(late, CALENDAR)

    assert last[Part.FEEDBACK].day == day("2023-06-08")
    assert last[Part.SOLVE].day == day("2023-06-08")


def test_days_beyond_the_announced_years_are_marked():
    reported = dt.date(LAST_YEAR, 12, 30)

    last = last_days(Course(reported), WORKING)

    assert last[Part.ASSIGN].is_announced
    assert not last[Part.SOLVE].is_announced
    assert last_days(Course(reported), CALENDAR)[Part.SOLVE].is_announced


@pytest.mark.parametrize(
    ("done", "today", "parts"),
    [
        ({}, "2023-06-01", []),
        ({}, "2023-06-02", [Part.ASSIGN]),
        ({}, "2023-06-05", [Part.ASSIGN, Part.FEEDBACK]),
        ({"assigned_on": "2023-06-01"}, "2023-06-04", []),
        ({"assigned_on": "2023-06-01"}, "2023-06-05", [Part.FEEDBACK]),
        ({"assigned_on": "2023-06-01", "feedback_on": "2023-06-04"}, "2023-06-08", []),
        ({"assigned_on": "2023-06-01", "feedback_on": "2023-06-04"}, "2023-06-09", [Part.SOLVE]),
        # What is solved needs no more feedback, and a part that was late stays late.
        ({"assigned_on": "2023-06-01", "solved_on": "2023-06-03"}, "2023-09-01", []),
        ({"assigned_on": "2023-06-02", "solved_on": "2023-06-08"}, "2023-09-01",
         [Part.ASSIGN, Part.FEEDBACK]),
    ],
)  # fmt: skip
def test_parts_that_were_missed(done, today, parts):
    days = {name: day(one) for name, one in done.items()}

    assert missed(replace(Course(day("2023-06-01")), **days), CALENDAR, day(today)) == parts


@pytest.mark.parametrize(
    ("first", "last", "counting", "number"),
    [
        ("2023-06-21", "2023-06-25", Counting.CALENDAR, 4),
        ("2023-06-21", "2023-06-25", Counting.WORKING, 1),
        ("2023-06-25", "2023-06-21", Counting.WORKING, -1),
        ("2023-06-21", "2023-06-21", Counting.WORKING, 0),
    ],
)
def test_days_between(first, last, counting, number):
    assert days_between(day(first), day(last), counting) == number


@pytest.mark.parametrize(
    ("course", "found"),
    [
        (Course(day("2023-06-20")), (Part.ASSIGN, "2023-06-20")),
        (Course(day("2023-06-24")), (Part.ASSIGN, "2023-06-25")),  # a Saturday
        (
            Course(day("2023-06-20"), assigned_on=day("2023-06-20")),
            (Part.FEEDBACK, "2023-06-26"),  # 端午
        ),
        (
            Course(
                day("2023-09-01"),
                Severity.MAJOR,
                assigned_on=day("2023-09-01"),
                feedback_on=day("2023-09-04"),
            ),
            (Part.SOLVE, "2023-10-07"),  # 国庆
        ),
        (Course(day("2023-06-20"), solved_on=day("2023-06-21")), None),
    ],
)
def test_the_next_part_is_the_first_that_is_not_done(course, found):
    ahead = next_part(course, WORKING)

    assert ahead == (found and (found[0], Deadline(day(found[1]))))
