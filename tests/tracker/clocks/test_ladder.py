"""An overdue matter climbs by the clock, each rung on its own day, whenever somebody looks."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.clocks.deadlines import Clock
from tracker.clocks.ladder import climbed, due_between, rungs, stands_at, unwritten
from tracker.clocks.terms import RUNGS, Counting
from tracker.places.terms import Level

day = dt.date.fromisoformat
CALENDAR, WORKING = Clock(Counting.CALENDAR), Clock(Counting.WORKING)


@pytest.mark.parametrize(
    ("responsible", "due", "clock", "found"),
    [
        (Level.VILLAGE, "2023-06-20", CALENDAR,
         [("street", "2023-06-21"), ("county", "2023-06-24"), ("city", "2023-06-27")]),
        # 端午 lies between: the Sunday worked for it counts.
        (Level.VILLAGE, "2023-06-20", WORKING,
         [("street", "2023-06-21"), ("county", "2023-06-27"), ("city", "2023-06-30")]),
        (Level.STREET, "2024-02-28", CALENDAR, [("county", "2024-02-29"), ("city", "2024-03-03")]),
        (Level.COUNTY, "2023-12-31", CALENDAR, [("city", "2024-01-01")]),
        (Level.CITY, "2023-12-31", CALENDAR, []),
        (Level.PROVINCE, "2023-12-31", CALENDAR, []),
    ],
)  # fmt: skip
def test_the_rungs_and_their_days(responsible, due, clock, found):
    assert [(one.level, one.since) for one in rungs(responsible, day(due), clock)] == [
        (level, day(since)) for level, since in found
    ]


@pytest.mark.parametrize(
    ("today", "level"),
    [
        ("2023-06-20", "village"),  # its last day
        ("2023-06-21", "street"),
        ("2023-06-23", "street"),
        ("2023-06-24", "county"),
        ("2023-06-26", "county"),
        ("2023-06-27", "city"),
        ("2024-06-27", "city"),
    ],
)
def test_where_it_stands(today, level):
    assert stands_at(Level.VILLAGE, day("2023-06-20"), day(today), CALENDAR) == level


@given(
    st.sampled_from([CALENDAR, WORKING]),
    st.dates(dt.date(2023, 1, 1), dt.date(2027, 12, 31)),
    st.lists(st.integers(0, 40), min_size=1, max_size=5),
)
def test_looking_seldom_finds_the_same_rungs_as_looking_daily(clock, due, days):
    """However the looks lie, what was found up to the last one is the same: none is lost."""
    last = due + dt.timedelta(days=max(days))
    found = {}
    for number in sorted(days):
        for rung in climbed(Level.VILLAGE, due, due + dt.timedelta(days=number), clock):
            assert found.setdefault(rung.level, rung) == rung

    assert list(found.values()) == climbed(Level.VILLAGE, due, last, clock)


@pytest.mark.parametrize(
    ("written", "found"),
    [("", ["street", "county"]), ("street", ["county"]), ("county", []), ("city", [])],
)
def test_only_rungs_above_the_highest_written_one_are_missing(written, found):
    due, until = day("2023-06-20"), day("2023-06-24")

    missing = unwritten(Level.VILLAGE, due, until, CALENDAR, written)

    assert [rung.level for rung in missing] == found


@given(
    st.sampled_from(Counting),
    st.integers(1, 9),
    st.sampled_from(RUNGS),
    st.dates(dt.date(2023, 1, 1), dt.date(2027, 12, 31)),
    st.integers(1, 60),
)
def test_the_last_days_of_a_rung_are_those_of_what_stands_there(
    counting, climb_days, responsible, today, late
):
    """The two ways round agree: from a last day to its rung, from a rung to its last days."""
    clock = Clock(counting, climb_days=climb_days)
    due = today - dt.timedelta(days=late)
    spans = {level: due_between(responsible, level, today, clock) for level in RUNGS}

    there = [
        level
        for level, span in spans.items()
        if span and (span[0] is None or due > span[0]) and due <= span[1]
    ]

    assert there == [stands_at(responsible, due, today, clock)]


@pytest.mark.parametrize(
    ("responsible", "level"),
    [
        (Level.VILLAGE, Level.VILLAGE),  # overdue, it is the street's business at once
        (Level.COUNTY, Level.STREET),
        (Level.PROVINCE, Level.CITY),
        (Level.VILLAGE, Level.PROVINCE),
    ],
)
def test_nothing_overdue_stands_on_no_rung_of_its_own(responsible, level):
    assert due_between(responsible, level, day("2023-06-20"), CALENDAR) is None
