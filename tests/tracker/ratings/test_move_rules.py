"""Moves that a rule forbids: levels, notices, reasons, years."""

import datetime as dt
from types import SimpleNamespace

import pytest

from tests.tracker.ratings.cast import (
    FIVE,
    FOUR,
    VILLAGE,
    bring,
    declare,
    do,
    illegal,
    miscounted,
    moves,
    put,
    rating,
    star,
    states,
)
from tracker.access.refusals import Refused
from tracker.campaigns.models import Campaign, LevelRule
from tracker.history.models import Event
from tracker.ratings.actions import NotAllRefused, judging, move_many, preview
from tracker.ratings.terms import State

pytestmark = pytest.mark.django_db
NOTICE_END = dt.date(2999, 1, 1)


# --- The rule of levels --------------------------------------------------------------


def test_the_branch_star_is_confirmed_with_the_four_others_or_after_them(cast):
    declare(VILLAGE, by=cast.county)
    bring(cast, *FIVE, to=State.VERIFIED)

    outlooks = preview(by=cast.county, moves=moves("safety", "party_branch"), verb="confirm")
    assert [one.will for one in outlooks] == [True, False]
    assert "Thriving industry star、Livable ecology star、Civility" in outlooks[1].why_not
    with pytest.raises(NotAllRefused) as refused:
        do(cast.county, "confirm", "safety", "party_branch")
    assert [one.will for one in refused.value.outlooks] == [True, False]
    assert set(states().values()) == {"verified"}

    do(cast.county, "confirm", "industry")
    do(cast.county, "confirm", "ecology", "safety", "civility", "party_branch")

    assert (rating().level, illegal(), miscounted()) == (5, [], [])


def test_a_star_on_which_the_branch_star_rests_is_not_taken_alone(cast):
    declare(VILLAGE, by=cast.county)
    bring(cast, *FIVE, to=State.AWARDED)

    with pytest.raises(Refused, match="Strong branch star"):
        do(cast.county, "withdraw", "industry")
    outlooks = preview(
        by=cast.county, moves=moves("industry", "ecology"), verb="withdraw", reason="否决"
    )
    assert [one.will for one in outlooks] == [False, False]
    do(cast.county, "withdraw", "industry", "party_branch")

    assert (rating().level, rating().awarded_level, illegal()) == (3, 3, [])
    do(cast.county, "withdraw", "ecology")
    assert (rating().awarded_level, miscounted()) == (2, [])


def test_a_held_star_is_not_returned_from_under_the_branch_star(cast):
    declare(VILLAGE, by=cast.county)
    bring(cast, *FIVE, to=State.CONFIRMED)

    with pytest.raises(Refused, match="Strong branch star"):
        do(cast.county, "return", "ecology")
    do(cast.county, "return", "party_branch")
    do(cast.county, "return", "ecology")

    assert (rating().level, star("ecology").confirmed_by) == (3, None)


def test_the_public_never_sees_the_branch_star_alone(cast):
    declare(VILLAGE, by=cast.county)
    bring(cast, *FIVE, to=State.ON_NOTICE)

    with pytest.raises(Refused, match="comes last"):
        do(cast.county, "award", "party_branch")
    do(cast.county, "award", *FOUR)
    do(cast.county, "award", "party_branch")

    assert (rating().awarded_level, illegal()) == (5, [])


def test_without_the_rule_the_branch_star_stands_alone(cast):
    LevelRule.objects.update(capstone=False)
    declare(VILLAGE, by=cast.county)

    bring(cast, "party_branch", to=State.CONFIRMED)

    assert rating().level == 1


# --- Notice, reason, year ------------------------------------------------------------


def test_a_notice_lasts_its_working_days_and_is_over_before_the_award(cast, monkeypatch):
    def today_is(day):
        monkeypatch.setattr(judging, "timezone", SimpleNamespace(localdate=lambda: day))

    put(State.CONFIRMED, cast)
    facts = {"by": cast.county, "moves": moves("industry"), "verb": "notice"}

    today_is(dt.date(2026, 11, 16))  # a Monday
    with pytest.raises(Refused, match="on which day"):
        move_many(**facts)
    with pytest.raises(Refused, match="at least 5 working days"):
        move_many(**facts, notice_ends_on=dt.date(2026, 11, 22))
    move_many(**facts, notice_ends_on=dt.date(2026, 11, 23))
    assert star().notice_ends_on == dt.date(2026, 11, 23)

    today_is(dt.date(2026, 11, 23))
    with pytest.raises(Refused, match="on the day after"):
        do(cast.county, "award", "industry")
    today_is(dt.date(2026, 11, 24))
    do(cast.county, "award", "industry")
    assert star().state == "awarded"


@pytest.mark.parametrize(
    ("verb", "state"), [("return", State.ENTERED), ("withdraw", State.AWARDED)]
)
def test_whoever_returns_or_withdraws_says_why(verb, state, cast):
    put(state, cast)
    who = cast.reviewer if verb == "return" else cast.county

    with pytest.raises(Refused, match="Say why"):
        do(who, verb, "industry", reason="  ")
    with pytest.raises(Refused, match="500"):
        do(who, verb, "industry", reason="长" * 501)
    do(who, verb, "industry", reason="材料不全")

    assert (star().reason, Event.objects.in_order().last().reason) == ("材料不全", "材料不全")


def test_a_year_that_is_over_only_takes_stars_away(cast):
    put(State.AWARDED, cast)
    bring(cast, "ecology", to=State.VERIFIED)
    Campaign.objects.update(state="closed")

    with pytest.raises(Refused, match="not running"):
        do(cast.county, "confirm", "ecology")
    do(cast.county, "withdraw", "industry")

    assert (star().state, star("ecology").state) == ("withdrawn", "verified")
