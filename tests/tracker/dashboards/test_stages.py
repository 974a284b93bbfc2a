"""Numbers of tallies by what they wait for: plain values in and out."""

import pytest

from tracker.dashboards.stages import (
    DECLARATION_STATES,
    DECLARATION_WAITS,
    STAR_STATES,
    WAITS,
    declarations,
    declared_stars,
    levels,
    not_begun,
    planned,
    slowest,
    stars,
    waiting,
)
from tracker.ratings.terms import State

NUMBERS = {
    "star.safety.declared": 3,
    "star.ecology.declared": 1,
    "star.safety.entered": 4,
    "star.safety.not_declared": 9,
    "star.safety.awarded": 2,
    "declaration.draft": 2,
    "declaration.confirmed": 5,
    "level.3": 1,
    "awarded.level.2": 1,
    "declared.level.4": 6,
    "declared.star.safety": 8,
}


def test_stars_of_all_keys_are_added_up_by_state_and_nothing_else_is():
    assert stars(NUMBERS) == {"declared": 4, "entered": 4, "not_declared": 9, "awarded": 2}
    assert declared_stars(stars(NUMBERS)) == 10


def test_every_state_but_not_declared_is_shown_once():
    assert sorted(STAR_STATES) == sorted(set(State) - {State.NOT_DECLARED})


def test_every_state_that_waits_waits_for_one_thing():
    waits = [state for wait in WAITS for state in wait.states]

    assert sorted(waits) == sorted(set(STAR_STATES) - {State.AWARDED, State.WITHDRAWN})


@pytest.mark.parametrize(
    ("states", "over", "expected"),
    [
        ({}, 0, None),
        ({"awarded": 7, "withdrawn": 1, "not_declared": 3}, 0, None),
        ({"entered": 2, "awarded": 7}, 0, ("review", 2, 9)),
        ({"declared": 1, "returned": 2, "entered": 2}, 0, ("entry", 3, 5)),
        # Of equal numbers the earlier step.
        ({"entered": 2, "verified": 2}, 0, ("review", 2, 4)),
        # Nobody can act on a notice that is not over.
        ({"on_notice": 5}, 0, None),
        ({"confirmed": 1, "on_notice": 5}, 0, ("notice", 1, 6)),
        ({"confirmed": 1, "on_notice": 5}, 2, ("award", 2, 6)),
    ],
)
def test_the_slowest_step_is_the_one_most_stars_wait_for(states, over, expected):
    found = slowest({f"star.safety.{state}": number for state, number in states.items()}, over)

    assert (found and (found.wait.key, found.number, found.total)) == expected


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ({"confirmed": 9}, ("entry", 3, 3)),
        ({"draft": 2, "returned": 2, "submitted": 3}, ("declaration-entry", 4, 7)),
        ({"submitted": 4, "reviewed": 4}, ("declaration-review", 4, 8)),
        ({"draft": 1, "reviewed": 5, "confirmed": 2}, ("declaration-confirmation", 5, 8)),
    ],
)
def test_declarations_that_wait_are_compared_with_the_stars(states, expected):
    numbers = {f"declaration.{state}": number for state, number in states.items()}
    found = slowest({"star.safety.declared": 3} | numbers)

    assert found
    assert (found.wait.key, found.number, found.total) == expected


def test_every_declaration_that_waits_waits_for_one_thing():
    waits = [state for wait in DECLARATION_WAITS for state in wait.states]

    assert sorted(waits) == sorted(set(DECLARATION_STATES) - {"confirmed"})


def test_what_waits_for_entry_is_declared_or_returned():
    assert waiting({"declared": 1, "returned": 2, "entered": 4}, WAITS[0]) == 3


def test_declarations_are_counted_and_those_not_begun_are_the_rest():
    assert declarations(NUMBERS)["draft"] == 2
    assert (not_begun(NUMBERS, 10), not_begun(NUMBERS, 3)) == (3, 0)


def test_levels_of_three_natures_do_not_mix():
    found = {name: levels(NUMBERS, name) for name in ("declared.level", "level", "awarded.level")}

    assert {name: {n for n in counts if counts[n]} for name, counts in found.items()} == {
        "declared.level": {4},
        "level": {3},
        "awarded.level": {2},
    }


@pytest.mark.parametrize(
    ("rows", "kind", "expected"),
    [
        ([], "", {}),
        ([("", 5, 2)], "", {5: 2}),
        ([("rural", 5, 2), ("urban", 5, 1)], "", {5: 3}),
        ([("", 5, 4), ("rural", 5, 2), ("rural", 4, 7)], "", {5: 4, 4: 7}),
        ([("", 5, 4), ("rural", 5, 2)], "rural", {5: 2}),
        ([("", 5, 4)], "urban", {}),
    ],
)
def test_a_plan_for_both_kinds_goes_before_the_sum_and_has_no_part_in_one_kind(
    rows, kind, expected
):
    assert planned(rows, kind) == expected
