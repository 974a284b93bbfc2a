"""From the shell: the same moves by the same rules, and the proof that all is counted."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.tracker.ratings.cast import (
    STREET,
    VILLAGE,
    VILLAGES,
    YEAR,
    declare,
    everything_stored,
    miscounted,
    star,
    states,
    tallied,
    village,
)
from tracker.history.models import Event
from tracker.history.verify import verify
from tracker.management.commands import verify_tallies
from tracker.people.models import User
from tracker.ratings.models import Rating
from tracker.tallies.models import Tally
from tracker.tallies.wording import sentence

pytestmark = pytest.mark.django_db


def run(name, *arguments):
    said = io.StringIO()
    call_command(name, *arguments, stdout=said)
    return said.getvalue().splitlines()


def move(*arguments, name="officer", verb="submit", area=STREET):
    return run(
        "move_ratings",
        "--as",
        name,
        "--verb",
        verb,
        "--area",
        area,
        "--year",
        str(YEAR),
        *arguments,
    )


@pytest.fixture
def street(cast, monkeypatch):
    """Two villages that aim at three stars; one of them has submitted one already."""
    monkeypatch.setattr(verify_tallies, "RECOUNTS", verify_tallies.RECOUNTS[1:])
    village(VILLAGES[1])
    declare(VILLAGE, VILLAGES[1], stars=["industry", "ecology", "safety"], by=cast.county)
    return cast


def test_the_stars_of_an_area_are_moved_with_the_persons_rights(street):
    before = everything_stored()
    assert move("--star", "industry") == [
        "Stars that will be moved: 2 of 2.",
        "Nothing was changed. Add --commit to do it.",
    ]
    assert everything_stored() == before

    assert move("--star", "industry", "--commit") == [
        "Stars that will be moved: 2 of 2.",
        "Stars moved: 2.",
    ]
    assert move("--commit", area=VILLAGE)[-1] == "Stars moved: 2."
    assert states()["safety"] == states()["ecology"] == "entered"
    assert tallied()["star.industry.entered"] == 2
    event = Event.objects.in_order().last()
    assert (event.actor_name, event.origin.split()[0]) == ("officer", "move_ratings")
    assert (miscounted(), verify()[1]) == ([], None)


def test_what_will_not_move_is_left_and_said(street):
    move("--commit")
    reviewed_before = move("--commit", name="everyone", verb="review", area=VILLAGE)
    assert reviewed_before[-1] == "Stars moved: 3."

    said = move("--commit", name="everyone", verb="verify")

    assert said == [
        "Stars that will be moved: 0 of 3.",
        f"3 will not, the first is {VILLAGE} industry: You have entered, submitted or passed "
        "this star yourself; another person must approve it.",
        "Stars moved: 0.",
    ]
    assert star().state == "reviewed"


@pytest.mark.parametrize(
    ("arguments", "facts", "why"),
    [
        ((), {"name": "nobody"}, "no enabled account"),
        (("--commit",), {"name": "reviewer", "verb": "return"}, "Say why"),
        (("--commit",), {"name": "county", "verb": "notice"}, "which day"),
        (("--verb", "accept"), {}, "invalid choice"),
    ],
)
def test_what_cannot_be_asked_fails(arguments, facts, why, street):
    with pytest.raises(CommandError, match=why):
        move(*arguments, **facts)


def test_a_closed_account_moves_nothing(street):
    User.objects.filter(username="officer").update(is_active=False)

    with pytest.raises(CommandError, match="no enabled account"):
        move("--commit")


def test_the_county_next_door_sees_no_star_to_move(street):
    assert move("--commit", name="neighbour", verb="confirm") == [
        "Stars that will be moved: 0 of 0.",
        "Stars moved: 0.",
    ]


def test_right_tallies_pass(street):
    (said,) = run("verify_tallies")

    assert said == f"Tallies counted again: {Tally.objects.count()}; none differs."


def test_wrong_tallies_fail_and_are_put_right_with_an_event(street):
    Tally.objects.filter(area=STREET, measure="level.0").update(number=7)
    Tally.objects.filter(area="41", measure="level.0").delete()
    written = Event.objects.count()
    said = io.StringIO()

    with pytest.raises(CommandError, match="2 tallies, the levels of 0 ratings"):
        call_command("verify_tallies", stdout=said)
    assert said.getvalue().splitlines() == [
        f"{YEAR}-41-rural-level.0: stored 0, counted 2",
        f"{YEAR}-{STREET}-rural-level.0: stored 7, counted 2",
    ]
    with pytest.raises(CommandError):
        run("verify_tallies", "--repair")
    with pytest.raises(CommandError, match="goes with"):
        run("verify_tallies", "--commit")
    assert Event.objects.count() == written

    assert run("verify_tallies", "--repair", "--commit")[-2:] == [
        "Tallies put right: 2.",
        f"Tallies counted again: {Tally.objects.count()}; none differs.",
    ]
    event = Event.objects.in_order().last()
    assert (event.action, event.object_type, event.actor_id) == ("tallies.repair", "tally", None)
    assert event.new == {
        "changed": {f"{YEAR}-41-rural-level.0": 2, f"{YEAR}-{STREET}-rural-level.0": 2}
    }
    assert event.old["changed"][f"{YEAR}-{STREET}-rural-level.0"] == 7
    assert sentence(event.action, event.old, event.new) == "counted again and put 2 tallies right"
    assert sentence("tallies.other", {}, {}) == "tallies.other"
    run("verify_tallies", "--repair", "--commit")
    assert Event.objects.count() == written + 1


def test_a_level_that_is_not_what_the_stars_make_is_reported(street):
    Rating.everything.filter(branch=VILLAGE).update(level=3)

    with pytest.raises(CommandError, match="0 tallies, the levels of 1 ratings"):
        run("verify_tallies")
    with pytest.raises(CommandError):
        run("verify_tallies", "--repair", "--commit")


def test_a_repair_that_cannot_be_recorded_repairs_nothing(street, monkeypatch):
    Tally.objects.filter(area=STREET, measure="level.0").update(number=7)

    def fail(*_args, **_kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(verify_tallies, "record_all", fail)
    with pytest.raises(RuntimeError):
        run("verify_tallies", "--repair", "--commit")

    assert Tally.objects.get(area=STREET, measure="level.0").number == 7
