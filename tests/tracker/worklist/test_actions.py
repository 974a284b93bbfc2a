"""Work is set, reported on, confirmed, postponed, dropped, carried over: by whom, and by nobody."""

import datetime as dt

import pytest

from tests.factories.campaigns import CampaignFactory
from tests.tracker.worklist.conftest import (
    MONDAY,
    TODAY,
    VILLAGES,
    YEAR,
    a_piece,
    everything,
    record_of,
    wish,
)
from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.history.models import Event
from tracker.history.verify import verify
from tracker.worklist.actions import (
    begin_rhythm,
    carry_over,
    change_meeting,
    change_work,
    end_rhythm,
    hold_meeting,
    move_work,
    set_work,
    setting,
)
from tracker.worklist.inputs import Word
from tracker.worklist.models import WorkItem
from tracker.worklist.terms import State, Verb

pytestmark = pytest.mark.django_db


def report(by, item, text="动工了"):
    return move_work(by=by, item=item, verb=Verb.REPORT, seen=item.version, word=Word(text))


def finish(by, item, **more):
    said = Word("全部清完", **more)
    return move_work(by=by, item=item, verb=Verb.FINISH, seen=item.version, word=said)


def told() -> list[tuple]:
    rows = Event.objects.in_order().filter(action__startswith="worklist.")
    return [(row.action, row.object_key, row.actor_name, row.reason) for row in rows]


def refused(act, error=Refused):
    """Do what must be refused; return the words. Nothing is written."""
    before = everything()
    with pytest.raises(error) as raised:
        act()
    assert everything() == before
    return str(raised.value)


# --- Setting --------------------------------------------------------------------------


def test_the_street_sets_the_same_work_for_every_village_at_once(officer, villages, year):
    rows = set_work(by=officer, campaign=year, areas=reversed(villages), wish=wish())

    assert [row.area_id for row in rows] == VILLAGES
    assert {(row.set_in_id, row.start_week, row.due_week, row.state) for row in rows} == {
        ("410822105", MONDAY, MONDAY + dt.timedelta(weeks=1), State.OPEN)
    }
    assert record_of(rows[0]) == [(1, "set", "open", "open", "", "officer")]
    assert [one[:2] for one in told()] == [("worklist.set", str(row.pk)) for row in rows]
    assert verify()[1] is None


def test_one_village_out_of_reach_leaves_nothing_for_all(secretary, villages, year):
    def act():
        set_work(by=secretary, campaign=year, areas=villages, wish=wish())

    refused(act, Denied)


def test_a_failure_half_way_leaves_nothing(officer, villages, year, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError("the disk is full")

    def act():
        monkeypatch.setattr(setting, "note_step", broken)
        set_work(by=officer, campaign=year, areas=villages, wish=wish())

    refused(act, RuntimeError)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"title": " "}, "Say what is to be done"),
        ({"responsible": ""}, "Say what is to be done"),
        ({"due_week": TODAY - dt.timedelta(weeks=1)}, "The last week lies before the first."),
        ({"due_week": TODAY + dt.timedelta(weeks=200)}, "more than two years"),
    ],
)
def test_what_cannot_be_meant_is_not_set(officer, village, year, more, said):
    def act():
        set_work(by=officer, campaign=year, areas=[village], wish=wish(**more))

    assert said in refused(act)


def test_no_work_is_set_in_a_closed_year_or_for_what_takes_no_part(officer, village, year):
    def act():
        set_work(by=officer, campaign=year, areas=[village], wish=wish())

    village.valid_until = TODAY
    assert "no longer exists" in refused(act)
    village.valid_until, village.kind = None, "excluded"
    assert "takes no part" in refused(act)
    year.state = "closed"
    year.save()
    assert "2023 is not running" in refused(act)


def test_a_task_force_sets_work_for_its_own_star_only(force, village, year):
    assert a_piece(force, village, year, star="ecology").set_in_id == "410822"
    for star in ("industry", ""):
        refused(lambda star=star: a_piece(force, village, year, star=star), Denied)


# --- On the way -----------------------------------------------------------------------


def test_from_progress_to_confirmed_by_other_eyes(officer, secretary, reviewer, village, year):
    item = report(secretary, a_piece(officer, village, year))
    item = finish(secretary, item, evidence="村委档案柜")
    assert (item.state, item.result, item.evidence) == ("finished", "全部清完", "村委档案柜")
    assert item.ended_on is None

    item = move_work(by=reviewer, item=item, verb=Verb.CONFIRM, seen=3)

    item = WorkItem.everything.get(pk=item.pk)
    assert (item.state, item.ended_on, item.version) == ("confirmed", TODAY, 4)
    assert record_of(item) == [
        (1, "set", "open", "open", "", "officer"),
        (2, "report", "open", "underway", "动工了", "secretary"),
        (3, "finish", "underway", "finished", "全部清完", "secretary"),
        (4, "confirm", "finished", "confirmed", "", "reviewer"),
    ]
    assert [(action, who, why) for action, _key, who, why in told()] == [
        ("worklist.set", "officer", ""),
        ("worklist.report", "secretary", "动工了"),
        ("worklist.finish", "secretary", "全部清完"),
        ("worklist.confirm", "reviewer", ""),
    ]


def test_nobody_confirms_what_they_reported_on(county, secretary, reviewer, village, year):
    item = finish(county, report(county, a_piece(county, village, year)))

    def act(who):
        move_work(by=who, item=item, verb=Verb.CONFIRM, seen=item.version)

    assert "Somebody else has to confirm it." in refused(lambda: act(county))
    refused(lambda: act(secretary), Denied)
    act(reviewer)
    assert WorkItem.everything.get().state == State.CONFIRMED


def test_what_is_sent_back_says_why_and_goes_on(officer, secretary, reviewer, village, year):
    item = finish(secretary, a_piece(officer, village, year))

    def act(text):
        return move_work(
            by=reviewer, item=item, verb=Verb.RETURN, seen=item.version, word=Word(text)
        )

    assert "Say in words" in refused(lambda: act("  "))
    assert act("沟口还堵着").state == State.UNDERWAY


def test_a_village_does_not_change_what_the_street_set(officer, secretary, village, year):
    item = a_piece(officer, village, year)
    later = Word("等雨停", due_week=TODAY + dt.timedelta(weeks=3))

    for verb in (Verb.DROP, Verb.POSTPONE):
        refused(
            lambda verb=verb: move_work(by=secretary, item=item, verb=verb, seen=1, word=later),
            Denied,
        )
    refused(lambda: change_work(by=secretary, item=item, wish=wish(title="别的"), seen=1), Denied)

    row = move_work(by=officer, item=item, verb=Verb.POSTPONE, seen=1, word=later)
    assert (row.state, row.due_week) == (State.OPEN, MONDAY + dt.timedelta(weeks=3))


@pytest.mark.parametrize("due", [None, TODAY, TODAY + dt.timedelta(weeks=1)])
def test_more_time_ends_later_than_before(officer, village, year, due):
    item = a_piece(officer, village, year)

    refused(
        lambda: move_work(
            by=officer, item=item, verb=Verb.POSTPONE, seen=1, word=Word("等雨停", due_week=due)
        )
    )


def test_who_was_overtaken_writes_nothing_and_is_shown_the_row(officer, secretary, village, year):
    item = report(secretary, a_piece(officer, village, year))

    def act():
        move_work(by=officer, item=item, verb=Verb.DROP, seen=1, word=Word("不用了"))

    before = everything()
    with pytest.raises(Overtaken) as raised:
        act()
    assert everything() == before
    assert [row.version for row in raised.value.rows] == [2]


def test_done_twice_it_is_done_once(officer, reviewer, secretary, village, year):
    item = finish(secretary, a_piece(officer, village, year))
    move_work(by=reviewer, item=item, verb=Verb.CONFIRM, seen=2)

    def act():
        move_work(by=reviewer, item=item, verb=Verb.CONFIRM, seen=2)

    assert "is not possible now" in refused(act)


def test_correcting_what_was_set(officer, village, year):
    item = a_piece(officer, village, year)
    change_work(by=officer, item=item, wish=wish(title="清理两条沟", is_key=True), seen=1)
    before = everything()

    row = change_work(by=officer, item=item, wish=wish(title="清理两条沟", is_key=True), seen=2)

    assert (row.title, row.is_key, row.version) == ("清理两条沟", True, 2)
    assert everything() == before  # the same once more changes nothing
    said = Event.objects.in_order().last().new
    assert said.pop("changed_at").startswith("2023-06-14T")
    assert said == {"title": "清理两条沟", "is_key": True, "version": 2}


# --- A new year -----------------------------------------------------------------------


def test_what_is_left_goes_on_in_the_next_year_once(officer, secretary, street, villages, year):
    left = a_piece(officer, villages[0], year, is_key=True)
    done = finish(secretary, a_piece(officer, villages[0], year, title="已完"))
    own = a_piece(secretary, villages[0], year, title="村里自己定的")
    new_year = CampaignFactory(year=YEAR + 1)

    # A village carries its own, and leaves to the street what the street set.
    [first] = carry_over(by=secretary, area=villages[0], source=year, target=new_year)
    assert first.carried_from_id == own.pk
    [new] = carry_over(by=officer, area=street, source=year, target=new_year)

    assert (new.title, new.is_key, new.set_in_id, new.carried_from_id) == (
        "清理排水沟",
        True,
        left.set_in_id,
        left.pk,
    )
    assert new.start_week == dt.date(2024, 1, 1)
    states = dict(WorkItem.everything.filter(campaign=year).values_list("pk", "state"))
    assert states == {left.pk: "carried", done.pk: "finished", own.pk: "carried"}
    assert carry_over(by=officer, area=street, source=year, target=new_year) == []
    assert "later year" in refused(
        lambda: carry_over(by=officer, area=street, source=year, target=year)
    )


# --- Meetings and rhythms -------------------------------------------------------------


def minutes(by, area, **more):
    said = {"title": "周例会", "held_on": TODAY, "minutes": "议定清沟", **more}
    return hold_meeting(by=by, area=area, **said)


def test_an_occasion_has_its_minutes_once_and_its_decision_is_work(officer, street, year):
    rhythm = begin_rhythm(
        by=officer, area=street, name="周例会", frequency="week", purpose="meeting"
    )
    meeting = minutes(officer, street, rhythm=rhythm, slot="2023-W24")
    [item] = set_work(by=officer, campaign=year, areas=[street], wish=wish(), meeting=meeting)

    assert list(meeting.decisions.values_list("pk", flat=True)) == [item.pk]
    assert "already" in refused(
        lambda: minutes(officer, street, rhythm=rhythm, slot="2023-W24"), Overtaken
    )
    assert "no such occasion" in refused(
        lambda: minutes(officer, street, rhythm=rhythm, slot="2023-06")
    )
    assert "future" in refused(
        lambda: minutes(officer, street, held_on=TODAY + dt.timedelta(days=1))
    )
    assert [one[0] for one in told()] == [
        *("worklist.begin_rhythm", "worklist.hold_meeting", "worklist.set")
    ]


def test_minutes_are_corrected_on_what_was_read(officer, secretary, street):
    meeting = minutes(officer, street)
    said = {"title": "周例会", "held_on": TODAY, "minutes": "议定两件事"}

    row = change_meeting(by=officer, meeting=meeting, seen=1, **said)

    assert (row.minutes, row.version) == ("议定两件事", 2)
    assert change_meeting(by=officer, meeting=meeting, seen=1, **said).version == 2
    said["minutes"] = "另一版"
    refused(lambda: change_meeting(by=officer, meeting=meeting, seen=1, **said), Overtaken)
    refused(lambda: change_meeting(by=secretary, meeting=meeting, seen=2, **said), Denied)


def test_a_rhythm_ends_and_begins_anew(officer, secretary, street):
    said = {"name": "周例会", "frequency": "week", "purpose": "meeting"}
    refused(lambda: begin_rhythm(by=secretary, area=street, **said), Denied)
    rhythm = begin_rhythm(by=officer, area=street, **said)
    assert "already" in refused(lambda: begin_rhythm(by=officer, area=street, **said))

    assert end_rhythm(by=officer, rhythm=rhythm, seen=1).ended_on == TODAY
    assert "ended already" in refused(lambda: end_rhythm(by=officer, rhythm=rhythm, seen=2))

    again = begin_rhythm(by=officer, area=street, **{**said, "frequency": "month"})
    assert (again.pk, again.frequency, again.ended_on) == (rhythm.pk, "month", None)
