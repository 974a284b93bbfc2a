"""Ties, weak branches, visits, help and training: what is done, by whom, and what is refused."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from tests.tracker.contacts.conftest import everything
from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.contacts.actions import (
    add_training,
    change_training,
    count_help,
    mark,
    move_weak,
    report_issue,
    tie,
    untie,
    visit,
)
from tracker.contacts.inputs import Counted, Course, Seen
from tracker.contacts.masking import stage_of, told
from tracker.contacts.models import HelpCount
from tracker.contacts.terms import Stage, WeakState, WeakVerb
from tracker.contacts.workflow import MOVES, move_for, moves_from
from tracker.findings.inputs import Report
from tracker.history.models import Event
from tracker.history.verify import verify

DAY = dt.date(2023, 6, 1)


def refused(act, error=Refused):
    """Do what must be refused; return the words. Nothing is written."""
    before = everything()
    with pytest.raises(error) as raised:
        act()
    assert everything() == before
    return str(raised.value)


# --- Plain rules ----------------------------------------------------------------------


def test_a_weak_branch_is_released_by_fresh_eyes_at_the_end_of_its_table():
    assert [move.verb for move in MOVES if move.fresh_eyes] == [WeakVerb.RELEASE]
    assert moves_from(WeakState.RELEASED) == []
    assert move_for(WeakState.MARKED, WeakVerb.RELEASE) is None
    assert move_for(WeakState.RECTIFIED, WeakVerb.RETURN).target == WeakState.MARKED


@pytest.mark.parametrize(
    ("number", "own", "words"),
    [
        (None, False, "none yet"),
        (0, False, "0"),
        (1, False, "fewer than 5"),
        (4, False, "fewer than 5"),
        (5, False, "5"),
        (3, True, "3"),
    ],
)
def test_small_numbers_are_told_to_the_own_area_alone(number, own, words):
    with translation.override("en"):
        assert told(number, is_own=own) == words


@pytest.mark.parametrize(
    ("planned", "held", "evaluation", "stage"),
    [
        (None, None, "", Stage.WANTED),
        (DAY, None, "", Stage.PLANNED),
        (DAY, DAY, " ", Stage.HELD),
        (None, DAY, "有用", Stage.JUDGED),
    ],
)
def test_a_training_stands_where_it_is_filled_in(planned, held, evaluation, stage):
    assert stage_of(planned, held, evaluation) == stage


# --- Ties and weak branches -----------------------------------------------------------


@pytest.mark.django_db
def test_a_department_is_tied_once_and_again_after_its_end(officer, stranger, village):
    said = {"area": village, "department": "县农业农村局", "post": "驻村第一书记"}
    refused(lambda: tie(by=stranger, starts_on=DAY, **said), Denied)
    row = tie(by=officer, starts_on=DAY, **said)
    assert "already" in refused(lambda: tie(by=officer, starts_on=DAY, **said))
    early = {"ended_on": DAY - dt.timedelta(days=1), "reason": "轮换", "seen": 1}
    assert "lies before" in refused(lambda: untie(by=officer, row=row, **early))

    ended = untie(by=officer, row=row, ended_on=DAY, reason="轮换", seen=1)

    assert (ended.ended_on, ended.reason) == (DAY, "轮换")
    assert "ended already" in refused(
        lambda: untie(by=officer, row=row, ended_on=DAY, reason="轮换", seen=2)
    )
    tie(by=officer, starts_on=DAY, **said)
    assert "no branch" in refused(lambda: tie(by=officer, starts_on=DAY, **{
        **said, "area": village.parent}))  # fmt: skip


@pytest.mark.django_db
def test_a_weak_branch_is_followed_until_somebody_else_releases_it(
    officer, county, second, village
):
    def marked():
        return mark(by=county, area=village, marked_on=DAY, why="班子不团结", measures="")

    refused(lambda: mark(by=officer, area=village, marked_on=DAY, why="x", measures=""), Denied)
    row = marked()
    assert "already" in refused(marked)

    def moved(by, verb, text=""):
        return move_weak(by=by, row=row, verb=verb, seen=row.version, text=text)

    assert "Say in words" in refused(lambda: moved(officer, WeakVerb.RECTIFY))
    row = moved(officer, WeakVerb.RECTIFY, "换届完成")
    refused(lambda: moved(officer, WeakVerb.RELEASE), Denied)
    assert "Somebody else releases it" in refused(lambda: moved(county, WeakVerb.RELEASE))
    row = moved(second, WeakVerb.RETURN, "制度未建")
    row = moved(officer, WeakVerb.RECTIFY, "制度已建")
    late = row
    row = moved(second, WeakVerb.RELEASE)

    assert (row.state, row.result, row.released_on) == (
        WeakState.RELEASED,
        "制度已建",
        timezone.localdate(),
    )
    assert "not possible now" in refused(
        lambda: move_weak(by=second, row=late, verb=WeakVerb.RELEASE, seen=late.version)
    )
    assert [event.action for event in Event.objects.in_order()] == [
        f"contacts.{verb}" for verb in ("mark", "rectify", "return", "rectify", "release")
    ]
    assert verify()[1] is None
    marked()  # a new weakness later is a new row


@pytest.mark.django_db
def test_who_was_overtaken_writes_nothing(officer, county, village):
    row = mark(by=county, area=village, marked_on=DAY, why="班子不团结", measures="")
    move_weak(by=officer, row=row, verb=WeakVerb.RECTIFY, seen=1, text="换届完成")

    refused(
        lambda: move_weak(by=county, row=row, verb=WeakVerb.RETURN, seen=1, text="未建"), Overtaken
    )


# --- Visits, help, training -----------------------------------------------------------


@pytest.mark.django_db
def test_an_issue_of_a_visit_becomes_a_finding_that_names_it(officer, village, year):
    row = visit(by=officer, area=village, said=Seen("县农业农村局", DAY, "灌溉渠淤塞"))

    finding = report_issue(
        by=officer, row=row, campaign=year, report=Report(village.pk, "灌溉渠淤塞", star="ecology")
    )

    assert (finding.origin, finding.origin_key, finding.area_id) == (
        "visit",
        f"visit:{row.pk}",
        village.pk,
    )
    future = timezone.localdate() + dt.timedelta(days=2)
    assert "future" in refused(
        lambda: visit(by=officer, area=village, said=Seen("局", future, "好"))
    )
    assert "empty" in refused(lambda: visit(by=officer, area=village, said=Seen("局", DAY, " ")))


@pytest.mark.django_db
def test_the_numbers_of_a_day_are_corrected_by_saying_them_again(officer, inspector, village):
    street = village.parent
    first = count_help(by=officer, area=street, said=Counted(DAY, 17, 24, 20))
    before = everything()
    count_help(by=officer, area=street, said=Counted(DAY, 17, 24, 20))
    assert everything() == before

    count_help(by=officer, area=street, said=Counted(DAY, 17, 24, 22))

    row = HelpCount.everything.get()
    assert (row.pk, row.solved, row.version) == (first.pk, 22, 2)
    assert "More problems are solved" in refused(
        lambda: count_help(by=officer, area=street, said=Counted(DAY, 1, 1, 2))
    )
    refused(lambda: count_help(by=inspector, area=street, said=Counted(DAY, 1, 1, 1)), Denied)


@pytest.mark.django_db
def test_a_training_goes_on_from_what_is_wanted(officer, village, year):
    wanted = Course("集体经济", "支部书记", 30, "6月问卷")
    row = add_training(by=officer, campaign=year, area=village.parent, said=wanted)
    early = Course("集体经济", "支部书记", people=20)
    assert "belong to a training that was held" in refused(
        lambda: change_training(by=officer, row=row, said=early, seen=1)
    )
    done = Course("集体经济", "支部书记", 30, "6月问卷", DAY, DAY, 28, "实用")

    row = change_training(by=officer, row=row, said=done, seen=1)

    assert (row.stage, row.people) == (Stage.JUDGED, 28)
    refused(lambda: change_training(by=officer, row=row, said=wanted, seen=1), Overtaken)
    year.state = "closed"
    year.save()
    assert "closed" in refused(
        lambda: add_training(by=officer, campaign=year, area=village.parent, said=wanted)
    )
