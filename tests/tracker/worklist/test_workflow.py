"""The table of moves of a piece of work."""

import pytest

from tracker.access.terms import Permission
from tracker.worklist.terms import ENDED, LIVE, State, Verb
from tracker.worklist.workflow import MOVES, is_live, move_for, moves_from


def test_the_table_has_each_move_once_and_no_way_back_from_the_end():
    assert len({(move.source, move.verb) for move in MOVES}) == len(MOVES)
    assert {move.source for move in MOVES} == set(LIVE)
    assert all(moves_from(state) == [] for state in ENDED)


def test_only_fresh_eyes_confirm_and_only_who_set_it_changes_it():
    assert [move.verb for move in MOVES if move.target == State.CONFIRMED] == [Verb.CONFIRM]
    assert all(move.fresh_eyes for move in MOVES if move.verb == Verb.CONFIRM)
    assert {move.verb for move in MOVES if move.of_setter} == {
        *(Verb.CHANGE, Verb.POSTPONE, Verb.DROP, Verb.CARRY)
    }
    assert all(move.of_setter == (move.permission == Permission.WORK_SET) for move in MOVES)


@pytest.mark.parametrize(
    ("state", "verb", "target"),
    [
        (State.OPEN, Verb.REPORT, State.UNDERWAY),
        (State.UNDERWAY, Verb.REPORT, State.UNDERWAY),
        (State.OPEN, Verb.FINISH, State.FINISHED),
        (State.FINISHED, Verb.RETURN, State.UNDERWAY),
        (State.FINISHED, Verb.CONFIRM, State.CONFIRMED),
        (State.UNDERWAY, Verb.POSTPONE, State.UNDERWAY),
        (State.OPEN, Verb.DROP, State.DROPPED),
    ],
)
def test_a_verb_leads_on(state, verb, target):
    assert move_for(state, verb).target == target
    assert is_live(state)


@pytest.mark.parametrize(
    ("state", "verb"),
    [(State.OPEN, Verb.CONFIRM), (State.FINISHED, Verb.DROP), (State.CONFIRMED, Verb.REPORT)],
)
def test_other_verbs_lead_nowhere(state, verb):
    assert move_for(state, verb) is None
