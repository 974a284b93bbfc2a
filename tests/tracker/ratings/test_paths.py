"""Which star is nearest, which stars may be held together, and when a notice may end."""

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.campaigns.scoring import STARS_OF_KIND, LevelRule, allowed_sets
from tracker.ratings.holding import Objection, held, objections
from tracker.ratings.paths import Way, shortest_path
from tracker.ratings.terms import HELD, State
from tracker.ratings.workflow import earliest_end_of_notice

FIVE = STARS_OF_KIND["rural"]
WITH_RULE, WITHOUT = LevelRule(capstone=True), LevelRule(capstone=False)


def stand(*holding, rest="declared"):
    return {star: "confirmed" if star in holding else rest for star in FIVE}


def test_the_nearest_star_has_the_fewest_standards_not_met_then_not_checked():
    results = {
        "industry": {1: "not_met", 2: "unchecked", 3: "met"},
        "ecology": {10: "not_met", 4: "n_a", 9: "met"},
        "safety": {5: "unchecked", 6: "met"},
        "civility": {7: "not_met", 8: "not_met"},
        "party_branch": {20: "met"},
    }

    assert shortest_path(stand("safety"), results, WITH_RULE, "rural") == [
        Way("ecology", "declared", (10,)),
        Way("industry", "declared", (1,), (2,)),
        Way("civility", "declared", (7, 8)),
        Way("party_branch", "declared", (), (), ("industry", "ecology", "civility")),
    ]


def test_without_the_rule_the_branch_star_waits_for_no_other():
    nearest, *_rest = shortest_path(stand(), {"party_branch": {20: "met"}}, WITHOUT, "rural")

    # Nothing is known of the others, so the order of the scheme decides.
    assert nearest == Way("industry", "declared")
    ways = shortest_path(stand("industry"), {"ecology": {1: "not_met"}}, WITHOUT, "rural")
    assert [way.star for way in ways] == ["safety", "civility", "party_branch", "ecology"]


def test_declared_stars_come_first_and_the_farthest_of_those_that_are_alike():
    states = stand() | {
        "industry": "not_declared",
        "safety": "verified",
        "civility": "withdrawn",
        "party_branch": "entered",
    }

    found = shortest_path(states, {"ecology": {1: "not_met"}}, WITHOUT, "rural")

    assert [(way.star, way.must_be_declared) for way in found] == [
        ("safety", False),
        ("party_branch", False),
        ("ecology", False),
        ("industry", True),
    ]


def test_who_holds_all_stars_has_no_way_to_go():
    assert shortest_path(stand(*FIVE), {}, WITH_RULE, "rural") == []


def test_the_branch_star_is_next_once_the_four_are_held():
    assert shortest_path(stand(*FIVE[:4]), {}, WITH_RULE, "rural") == [
        Way("party_branch", "declared")
    ]


@pytest.mark.parametrize(
    ("holding", "targets", "expected"),
    [
        ((), {"industry": "confirmed"}, {}),
        (
            ("industry",),
            {"party_branch": "confirmed", "safety": "confirmed"},
            {"party_branch": Objection(lacks=("ecology", "civility"))},
        ),
        (FIVE[:4], {"party_branch": "confirmed"}, {}),
        (FIVE, {"industry": "returned"}, {"industry": Objection(bears=("party_branch",))}),
        (FIVE, {"industry": "withdrawn", "party_branch": "withdrawn"}, {}),
        (FIVE, {"industry": "on_notice"}, {}),
        # The rule came after the star: it must go before another one is added.
        (
            ("party_branch",),
            {"industry": "confirmed"},
            {"industry": Objection(bears=("party_branch",))},
        ),
        (("party_branch",), {"party_branch": "returned"}, {}),
        ((), {"sharing": "confirmed"}, {"sharing": Objection()}),
        (FIVE, {"party_branch": "awarded"}, {"party_branch": Objection(lacks=FIVE[:4])}),
    ],
)
def test_stars_that_move_together_are_judged_together(holding, targets, expected):
    assert objections(stand(*holding), targets, "rural", WITH_RULE) == expected


@given(
    before=st.sampled_from(allowed_sets("rural", WITH_RULE)),
    moved=st.sets(st.sampled_from(FIVE), min_size=1),
    gain=st.booleans(),
)
def test_what_is_left_after_objections_never_is_an_impossible_set(before, moved, gain):
    target = State.CONFIRMED if gain else State.WITHDRAWN
    targets = {star: str(target) for star in moved if (star in before) != gain}
    states = stand(*before)

    while against := objections(states, targets, "rural", WITH_RULE):
        assert set(against) <= set(targets)
        targets = {star: state for star, state in targets.items() if star not in against}

    assert held({**states, **targets}, HELD) in allowed_sets("rural", WITH_RULE)


def test_without_the_rule_nothing_is_objected_to():
    for size in range(6):
        for chosen in combinations(FIVE, size):
            targets = dict.fromkeys(chosen, "confirmed")
            assert objections(stand(), targets, "rural", WITHOUT) == {}


@pytest.mark.parametrize(
    ("begins", "days", "ends"),
    [
        ("2026-11-16", 5, "2026-11-23"),  # Monday to Monday: the first day does not count
        ("2026-11-20", 5, "2026-11-27"),
        ("2026-11-21", 5, "2026-11-27"),  # begun on a Saturday
        ("2026-11-16", 0, "2026-11-16"),
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-09-28", 5, "2026-10-10"),  # 国庆, and a Saturday that is worked for it
    ],
)
def test_a_notice_ends_after_its_working_days(begins, days, ends):
    day = dt.date.fromisoformat

    assert earliest_end_of_notice(day(begins), days) == day(ends)
