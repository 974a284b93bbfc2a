"""The arithmetic over figures: what agrees, what contradicts, what cannot be proven."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.figures.statements import (
    STREET,
    at_level,
    by_key,
    compared,
    stated,
    villages,
)
from tracker.figures.checks.arithmetic import Outcome, UnitCounts, evaluate, round_as
from tracker.figures.checks.automatic import level_sums, unexplained
from tracker.figures.terms import CheckResult

AGREES, CONTRADICTS, UNPROVEN = (
    CheckResult.AGREES,
    CheckResult.CONTRADICTS,
    CheckResult.UNPROVEN,
)
UNITS = {STREET: UnitCounts(rural=12, urban=2, street=6)}


def outcome(check, *figures):
    return evaluate(check, by_key(*figures), UNITS)


def of(result, expected=None, found=None, arithmetic=""):
    numbers = [None if number is None else Decimal(number) for number in (expected, found)]
    return Outcome(result, *numbers, arithmetic)


PARTS = (stated("900-001", 31), stated("900-002", 36))
SUM = compared("sum", "900-001", "900-002", total="900-003")
SUMS = {
    "the parts add up": (stated("900-003", 67), of(AGREES, 67, 67, "31 + 36 = 67")),
    "they do not": (stated("900-003", 617), of(CONTRADICTS, 617, 67, "31 + 36 = 67 ≠ 617")),
    "an inexact total proves nothing": (
        stated("900-003", 60, precision="over"),
        of(UNPROVEN, 60, 67, "31 + 36 = 67 ≠ 60"),
    ),
    "an inexact total may still agree": (
        stated("900-003", 67, precision="about"),
        of(AGREES, 67, 67, "31 + 36 = 67"),
    ),
}


@pytest.mark.parametrize(("total", "expected"), SUMS.values(), ids=SUMS)
def test_parts_are_held_against_a_printed_total(total, expected):
    assert outcome(SUM, *PARTS, total) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        ("rural", of(CONTRADICTS, 12, 67, "31 + 36 = 67 ≠ 12")),
        ("urban", of(CONTRADICTS, 2, 67, "31 + 36 = 67 ≠ 2")),
        ("unit", of(CONTRADICTS, 14, 67, "31 + 36 = 67 ≠ 14")),
        ("street", of(CONTRADICTS, 6, 67, "31 + 36 = 67 ≠ 6")),
    ],
)
def test_parts_are_held_against_the_gazetteer(count, expected):
    check = compared("sum", "900-001", "900-002", gazetteer=count)

    assert outcome(check, *PARTS) == expected


@pytest.mark.parametrize(
    ("total", "expected"),
    [(31, of(AGREES, 31, 31, "31 = 31")), (32, of(CONTRADICTS, 32, 31, "31 ≠ 32"))],
)
def test_one_part_stands_beside_its_total(total, expected):
    check = compared("sum", "900-001", total="900-003")

    assert outcome(check, PARTS[0], stated("900-003", total)) == expected


@given(
    parts=st.lists(st.integers(0, 10**9), min_size=1, max_size=8),
    total=st.integers(0, 10**10),
    exact=st.booleans(),
)
def test_a_sum_agrees_exactly_when_it_is_the_total(parts, total, exact):
    if exact:
        total = sum(parts)
    figures = [stated(f"900-{n:03d}", value) for n, value in enumerate(parts, start=1)]
    check = compared("sum", *(figure.key for figure in figures), total="900-999")

    result = outcome(check, *figures, stated("900-999", total)).result

    assert (result == AGREES) == (sum(parts) == total)
    assert (result == CONTRADICTS) == (sum(parts) != total)


LEVELS = (at_level("900-001", 4, 2), at_level("900-002", 3, 5))
SHARES = {
    "rounded as printed": (58, "rural", of(AGREES, 58, "58.3333", "(2 + 5) ÷ 12 = 58.3%")),
    "with the decimals printed": (
        "58.3",
        "rural",
        of(AGREES, "58.3", "58.3333", "(2 + 5) ÷ 12 = 58.3%"),
    ),
    "cut off instead of rounded": (
        "58.4",
        "rural",
        of(CONTRADICTS, "58.4", "58.3333", "(2 + 5) ÷ 12 = 58.3%"),
    ),
    "of half": (50, "unit", of(AGREES, 50, 50, "(2 + 5) ÷ 14 = 50%")),
    "without a denominator": (76, "", of(UNPROVEN, 76)),
}


@pytest.mark.parametrize(("printed", "whole", "expected"), SHARES.values(), ids=SHARES)
def test_a_share_follows_from_its_parts(printed, whole, expected):
    share = stated("900-003", printed, metric="share_at_least", unit="percent", level=3)
    check = compared("share", "900-001", "900-002", share="900-003", gazetteer=whole)

    assert outcome(check, *LEVELS, share) == expected


@pytest.mark.parametrize(
    ("value", "printed", "expected"),
    [
        ("91.666", "92", "92"),
        ("12.25", "12.3", "12.3"),
        ("12.5", "13", "13"),
        ("100", "100", "100"),
    ],
)
def test_shares_are_rounded_half_up_to_the_decimals_printed(value, printed, expected):
    assert round_as(Decimal(value), Decimal(printed)) == Decimal(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(12, of(AGREES, 12, 12, "12 = 12")), (13, of(CONTRADICTS, 12, 13, "13 ≠ 12"))],
)
def test_a_number_of_units_is_held_against_the_gazetteer(value, expected):
    check = compared("unit_count", "900-001", gazetteer="rural")

    assert outcome(check, villages("900-001", value)) == expected


def test_figures_that_differ_contradict_the_one_shown():
    check = compared("differ", "003-001", "002-001", choice="002-001", rule="parts_add_up")

    found = outcome(check, stated("003-001", 617), stated("002-001", 67))

    assert found == of(CONTRADICTS, 67, 617, "617 ≠ 67")


DISTINCT = {
    "each of its own period": (
        compared("distinct", "900-001", "900-002", rule="own_period"),
        [stated("900-001", 25), stated("900-002", 35, period="2022")],
        of(AGREES),
    ),
    "the same number twice": (
        compared("distinct", "900-001", "900-002", rule=""),
        [stated("900-001", 25), stated("900-002", 25)],
        of(AGREES),
    ),
    "as many as are counted": (
        compared("distinct", "900-001", "900-002", "900-003", rule=""),
        [stated("900-001", 2), stated("900-002", None), stated("900-003", None)],
        of(AGREES),
    ),
    "fewer than are counted": (
        compared("distinct", "900-001", "900-002", rule=""),
        [stated("900-001", 2), stated("900-002", None)],
        of(UNPROVEN),
    ),
    "two numbers nobody explains": (
        compared("distinct", "900-001", "900-002", rule=""),
        [stated("900-001", 55), stated("900-002", 45)],
        of(UNPROVEN),
    ),
    "another number than the gazetteer's": (
        compared("distinct", "900-001", rule="own_period", gazetteer="rural"),
        [villages("900-001", 13)],
        of(AGREES, 12, 13, "13 ≠ 12"),
    ),
}


@pytest.mark.parametrize(("check", "figures", "expected"), DISTINCT.values(), ids=DISTINCT)
def test_what_looks_like_a_contradiction_is_settled_or_left_open(check, figures, expected):
    assert outcome(check, *figures) == expected


def test_a_misprint_is_kept_as_printed_and_calculates_nothing():
    check = compared("misprint", "900-001")

    assert outcome(check, stated("900-001", 7)) == of(CheckResult.AS_PRINTED)


def test_two_numbers_of_one_subject_need_an_explanation():
    one, other = stated("900-001", 617), stated("900-002", 67)

    assert unexplained([one, other], []) == [(one, other)]
    assert unexplained([one, other], [compared("differ", "900-001", "900-002")]) == []
    assert unexplained([one, other], [compared("sum", "900-001")]) == [(one, other)]


@pytest.mark.parametrize(
    "fields",
    [
        {"period": "2022"},
        {"area": "410871062"},
        {"term": "村级"},
        {"unit_kind": "rural"},
        {"nature": "planned"},
        {"value": Decimal(617)},
        {"value": None},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_figures_of_different_subjects_or_of_one_number_need_none(fields):
    one, other = stated("900-001", 617), stated("900-002", 67)
    changed = {name: getattr(other, name) for name in other.__slots__} | fields

    assert unexplained([one, type(other)(**changed)], []) == []


def test_levels_that_account_for_all_units_are_held_against_the_gazetteer():
    figures = [at_level("900-001", 3, 5), at_level("900-002", 4, 2), at_level("900-003", 2, 5)]

    (check,) = level_sums(figures, UNITS, [])

    assert check.key == "levels-410871061-2023-rural-reported"
    assert check.parts == ("900-002", "900-001", "900-003")
    assert evaluate(check, by_key(*figures), UNITS) == of(AGREES, 12, 12, "2 + 5 + 5 = 12")
    assert check.title != check.title_en


def test_levels_of_more_branches_than_there_are_units_contradict():
    figures = [at_level("900-001", 3, 9), at_level("900-002", 4, 9)]

    (check,) = level_sums(figures, UNITS, [])

    assert evaluate(check, by_key(*figures), UNITS).result == CONTRADICTS


@pytest.mark.parametrize(
    ("figures", "checks"),
    [
        ([at_level("900-001", 5, 6), at_level("900-002", 4, 5)], []),
        ([at_level("900-001", 5, 12)], []),
        ([at_level("900-001", 5, 6), at_level("900-002", 5, 6)], []),
        ([at_level("900-001", 5, 6), at_level("900-002", 4, 6, nature="planned")], []),
        ([at_level("900-001", 5, 6), at_level("900-002", 4, 6, precision="over")], []),
        (
            [at_level("900-001", 5, 6), at_level("900-002", 4, 6)],
            [compared("sum", "900-002", "900-001", gazetteer="rural")],
        ),
        (
            [at_level("900-001", 5, 6), at_level("900-002", 4, 6)],
            [compared("sum", "900-001", "900-002", total="900-003")],
        ),
    ],
    ids=[
        "levels of some units only",
        "one level",
        "one level twice",
        "plan and result",
        "an inexact number",
        "compared by the editors",
        "added up by the editors to a printed total",
    ],
)
def test_other_levels_are_not_added_up(figures, checks):
    assert level_sums(figures, UNITS, checks) == []
