"""蓝黄红: conditions of a matter, what each legend makes of them, and the card of a unit."""

import datetime as dt
from dataclasses import replace

import pytest
from django.conf import settings

from tracker.clocks.colours import card, condition_of
from tracker.clocks.deadlines import Clock, Course
from tracker.clocks.reading import FaultyLegendsError, read_legends
from tracker.clocks.terms import Colour, Condition, Counting

day = dt.date.fromisoformat
SHIPPED = read_legends((settings.BASE_DIR / "data/clocks/legends.yaml").read_text("utf-8"))
DEADLINE, PRAISE = SHIPPED["deadline"].legend, SHIPPED["praise"].legend
FRESH = Course(day("2023-06-01"))
IN_HAND = replace(FRESH, assigned_on=day("2023-06-01"), feedback_on=day("2023-06-02"))


@pytest.mark.parametrize(
    ("course", "today", "more", "condition"),
    [
        (FRESH, "2023-06-01", {}, "on_course"),
        (FRESH, "2023-06-02", {}, "behind"),  # not assigned the same day
        (IN_HAND, "2023-06-05", {}, "on_course"),
        (IN_HAND, "2023-06-06", {}, "due_soon"),
        (IN_HAND, "2023-06-08", {}, "due_soon"),  # its last day
        (IN_HAND, "2023-06-09", {}, "overdue"),
        (IN_HAND, "2023-06-05", {"returned": True}, "behind"),
        (IN_HAND, "2023-06-05", {"progress": 50}, "on_course"),
        (IN_HAND, "2023-06-05", {"progress": 30}, "behind"),  # 4 of 7 days are 57 percent
        (replace(IN_HAND, solved_on=day("2023-06-08")), "2023-09-01", {}, "done_in_time"),
        (replace(IN_HAND, solved_on=day("2023-06-09")), "2023-09-01", {}, "done_late"),
    ],
)
def test_how_a_matter_stands(course, today, more, condition):
    assert condition_of(course, Clock(), DEADLINE, day(today), **more) == condition


def test_soon_is_counted_as_the_clock_counts():
    """端午 lies between: the last day but one is a working day before the holiday."""
    course = Course(day("2023-06-15"), assigned_on=day("2023-06-15"), feedback_on=day("2023-06-15"))

    by_work = Clock(Counting.WORKING)  # due on 27 June

    assert condition_of(course, by_work, DEADLINE, day("2023-06-21")) == Condition.ON_COURSE
    assert condition_of(course, by_work, DEADLINE, day("2023-06-25")) == Condition.DUE_SOON


@pytest.mark.parametrize(
    ("condition", "deadline", "praise"),
    [
        ("overdue", "red", "red"),
        ("done_late", "yellow", "yellow"),
        ("behind", "yellow", "yellow"),
        ("due_soon", "blue", "yellow"),
        ("on_course", "", ""),
        ("done_in_time", "", "blue"),
    ],
)
def test_both_readings_are_shipped(condition, deadline, praise):
    one = Condition(condition)

    assert (DEADLINE.line(one).colour, PRAISE.line(one).colour) == (deadline, praise)


def test_every_line_of_a_shipped_legend_has_words_in_both_languages():
    lines = [line for named in SHIPPED.values() for line in named.legend.lines]

    assert all(line.words and line.words_en for line in lines)


def test_a_card_stands_at_its_gravest_matter():
    week = [Condition.ON_COURSE, Condition.DUE_SOON, Condition.OVERDUE, Condition.DUE_SOON]

    found = card(week, DEADLINE)

    assert found.line.colour == Colour.RED
    assert found.counts == {
        Condition.OVERDUE: 1,
        Condition.DUE_SOON: 2,
        Condition.ON_COURSE: 1,
    }
    assert found.total == 4


def test_praise_needs_everything_solved_in_time():
    assert card([Condition.DONE_IN_TIME] * 2, PRAISE).line.colour == Colour.BLUE
    assert card([Condition.DONE_IN_TIME, Condition.ON_COURSE], PRAISE).line.colour == Colour.NONE


def test_a_week_without_matters_has_no_line():
    assert card([], DEADLINE).line is None


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("condition: overdue", "condition: late", "needs a condition"),
        ("colour: red", "colour: green", "needs a condition, a colour"),
        ("soon_days: 2", "soon_days: two", "soon_days is a whole number"),
        ("key: praise", "key: deadline", "the key deadline is taken"),
        ("  source: 宿迁市国资委 2025年6月\n", "", "source is missing"),
    ],
)
def test_a_faulty_file_of_legends_says_what_is_wrong(old, new, fault):
    text = (settings.BASE_DIR / "data/clocks/legends.yaml").read_text("utf-8")
    assert old in text

    with pytest.raises(FaultyLegendsError, match=fault):
        read_legends(text.replace(old, new, 1))


@pytest.mark.parametrize("text", ["", "words", "- [1]", "{a: [", "- {key: x}"])
def test_what_is_no_list_of_legends_is_refused(text):
    with pytest.raises(FaultyLegendsError):
        read_legends(text)
