"""The table of moves of a project, and its money: plain values."""

from decimal import Decimal

import pytest
from django.utils import translation

from tracker.access.terms import Permission
from tracker.projects.money import Money, from_ten_thousands, in_ten_thousands, say_yuan
from tracker.projects.terms import State, Verb
from tracker.projects.workflow import MOVES, move_for, moves_from


def test_the_table_has_each_move_once_and_ends():
    assert len({(move.source, move.verb) for move in MOVES}) == len(MOVES)
    assert [state for state in State if not moves_from(state)] == [State.COMPLETED, State.DROPPED]


def test_nobody_lists_or_accepts_what_they_wrote():
    judging = {move.verb for move in MOVES if move.fresh_eyes}

    assert judging == {Verb.LIST, Verb.ACCEPT}
    assert all(
        move.permission == Permission.PROJECTS_CONFIRM for move in MOVES if move.verb in judging
    )


@pytest.mark.parametrize(
    ("state", "verb", "target"),
    [
        (State.PROPOSED, Verb.LIST, State.LISTED),
        (State.RETURNED, Verb.CHANGE, State.PROPOSED),
        (State.LISTED, Verb.BEGIN, State.UNDERWAY),
        (State.MATCHED, Verb.UNMATCH, State.LISTED),
        (State.FINISHED, Verb.RETURN, State.UNDERWAY),
        (State.FINISHED, Verb.ACCEPT, State.COMPLETED),
    ],
)
def test_a_verb_leads_on(state, verb, target):
    assert move_for(state, verb).target == target


def test_other_verbs_lead_nowhere():
    assert move_for(State.PROPOSED, Verb.MATCH) is None
    assert move_for(State.COMPLETED, Verb.DROP) is None


@pytest.mark.parametrize(
    ("planned", "received", "missing"),
    [("300000", "100000", "200000"), ("300000", "400000", "0"), (None, "5", None)],
)
def test_what_is_still_to_come(planned, received, missing):
    money = Money(planned and Decimal(planned), Decimal(received))

    assert money.missing == (missing and Decimal(missing))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (None, "not stated"),
        ("0", "0 yuan"),
        ("9999", "9999 yuan"),
        ("9999.5", "9999.5 yuan"),
        ("10000", "1 ten thousand yuan"),
        ("-125000", "-12.5 ten thousand yuan"),
    ],
)
def test_money_in_words(amount, words):

    with translation.override("en"):
        assert say_yuan(amount and Decimal(amount)) == words


def test_what_is_typed_in_ten_thousands_comes_back_as_typed():
    for typed in ("12.5", "0.0001", "300", "1e3"):
        assert in_ten_thousands(from_ten_thousands(Decimal(typed))) == Decimal(typed)
    assert from_ten_thousands(None) is in_ten_thousands(None) is None
