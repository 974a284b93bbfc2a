"""The written rules that choose the figure shown, in their fixed order."""

import datetime as dt
from decimal import Decimal

import pytest

from tests.tracker.figures.statements import STREET, by_key, compared, stated, villages
from tracker.figures.checks.arithmetic import UnitCounts
from tracker.figures.choosing import decide, gather, objection
from tracker.figures.terms import ChoiceRule

UNITS = {
    STREET: UnitCounts(rural=12, urban=2, street=0),
    "410871": UnitCounts(rural=104, urban=4, street=6),
}
PUBLISHED = {
    "002-a1": dt.date(2023, 6, 30),
    "003-a1": dt.date(2022, 9, 15),
    "004-a1": dt.date(2023, 6, 30),
}
EARLY, LATE, SAME_DAY = stated("003-001", 617), stated("002-001", 67), stated("004-001", 617)
PARTS = [stated("002-002", 31), stated("002-003", 36)]
ADDS_UP = compared("sum", "002-002", "002-003", total="002-001")
DISTRICT = stated("003-009", 693, area="410871")
NEIGHBOUR = stated("003-008", 626, area="410871062")


def evidence(*figures, checks=()):
    return gather(checks, by_key(*figures), UNITS, PUBLISHED)


CASES = {
    "the total whose parts add up, though another source is later": (
        [stated("003-001", 67), stated("002-001", 617)],
        [stated("003-002", 31), stated("003-003", 36)],
        [compared("sum", "003-002", "003-003", total="003-001")],
        (ChoiceRule.PARTS_ADD_UP, 67),
    ),
    "the gazetteer's count, though another source is later": (
        [villages("003-001", 12), villages("002-001", 13)],
        [],
        [],
        (ChoiceRule.MATCHES_GAZETTEER, 12),
    ),
    "the number that leaves room for the neighbours": (
        [stated("003-001", 67), stated("002-001", 617)],
        [DISTRICT, NEIGHBOUR],
        [],
        (ChoiceRule.FITS_DISTRICT_TOTAL, 67),
    ),
    "the later source when both stay within the total": (
        [EARLY, LATE],
        [DISTRICT],
        [],
        (ChoiceRule.LATER_SOURCE, 67),
    ),
    "the later source when nothing else is known": (
        [EARLY, LATE],
        [],
        [],
        (ChoiceRule.LATER_SOURCE, 67),
    ),
    "none when both are of one day": ([LATE, SAME_DAY], [], [], (ChoiceRule.NONE, None)),
    "parts that do not add up prove nothing": (
        [EARLY, LATE],
        [stated("003-002", 31), stated("003-003", 36)],
        [compared("sum", "003-002", "003-003", total="003-001")],
        (ChoiceRule.LATER_SOURCE, 67),
    ),
}


@pytest.mark.parametrize(("figures", "others", "checks", "expected"), CASES.values(), ids=CASES)
def test_the_first_rule_that_supports_one_number_decides(figures, others, checks, expected):
    rule, value = expected

    found = decide(figures, evidence(*figures, *others, checks=checks))

    assert found == (rule, None if value is None else Decimal(value))


def differ(**fields):
    return compared("differ", "003-001", "002-001", **fields)


def test_a_rule_that_yields_the_choice_is_accepted():
    known = evidence(EARLY, LATE, *PARTS, checks=[ADDS_UP])

    assert objection(differ(rule="parts_add_up", choice="002-001"), known) == ""


@pytest.mark.parametrize(
    "check",
    [
        differ(rule="parts_add_up", choice="003-001"),
        differ(rule="later_source", choice="002-001"),
        differ(rule="matches_gazetteer", choice="002-001"),
        differ(rule="none"),
    ],
    ids=["another choice", "a later rule", "a rule that does not apply", "no rule"],
)
def test_a_rule_that_does_not_yield_the_choice_is_refused(check):
    known = evidence(EARLY, LATE, *PARTS, checks=[ADDS_UP])

    assert "parts_add_up" in objection(check, known)


def test_figures_that_do_not_differ_are_refused():
    known = evidence(stated("003-001", 67), LATE)

    assert objection(differ(rule="later_source", choice="002-001"), known)


def test_figures_of_their_own_periods_are_told_apart():
    one, other = stated("003-001", 35, period="2022"), stated("002-001", 25)

    assert (
        objection(
            compared("distinct", "003-001", "002-001", rule="own_period"), evidence(one, other)
        )
        == ""
    )


def test_one_matter_and_period_under_two_numbers_is_no_matter_of_its_own():
    one, other = stated("003-001", 35, label="网格"), stated("002-001", 25, label="网格")

    assert objection(
        compared("distinct", "003-001", "002-001", rule="own_period"), evidence(one, other)
    )
