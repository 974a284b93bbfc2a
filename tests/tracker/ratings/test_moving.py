"""Every move of the table is made by whoever may, and nothing else is made at all."""

import datetime as dt

import pytest

from tests.tracker.ratings.cast import (
    COUNTY,
    ELSEWHERE,
    FIVE,
    STREET,
    VILLAGE,
    VILLAGES,
    YEAR,
    bring,
    declare,
    do,
    everything_stored,
    miscounted,
    moves,
    person,
    put,
    rating,
    standards,
    star,
    states,
    steps,
    tallied,
    village,
)
from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.access.terms import Role
from tracker.history.models import Event
from tracker.history.verify import verify
from tracker.ratings.actions import NotAllRefused, StarMove, fill_in, move_many, preview
from tracker.ratings.models import Seal
from tracker.ratings.terms import State, Verb
from tracker.ratings.workflow import PEOPLE_VERBS, move_for

pytestmark = pytest.mark.django_db
NOTICE_END = dt.date(2999, 1, 1)


def given(verb):
    """Return what a verb needs besides its stars."""
    if verb == Verb.PUT_ON_NOTICE:
        return {"notice_ends_on": NOTICE_END}
    return {"reason": "材料不全"} if verb in (Verb.RETURN, Verb.WITHDRAW) else {}


@pytest.mark.parametrize("verb", sorted(PEOPLE_VERBS))
@pytest.mark.parametrize("state", State.values)
def test_the_table_says_what_is_done_in_which_state(state, verb, cast):
    row = put(state, cast)
    move = move_for(state, verb)
    before = everything_stored()
    # Whoever returns from a state is whoever would have moved it on.
    who = cast.who(verb)
    if verb == Verb.RETURN:
        who = {State.ENTERED: cast.reviewer, State.REVIEWED: cast.force}.get(state, cast.county)
    facts = {"by": who, "moves": moves("industry"), "verb": verb, **given(verb)}

    if move is None:
        with pytest.raises(Refused):
            move_many(**facts)
        assert [outlook.will for outlook in preview(**facts)] == [False]
        assert everything_stored() == before
        return
    assert [outlook.why_not for outlook in preview(**facts)] == [""]
    assert everything_stored() == before
    (moved,) = move_many(**facts)

    assert (moved.state, moved.version) == (move.target, row.version + 1)
    now = star()
    assert (now.state, now.version, now.round) == (
        move.target,
        row.version + 1,
        row.round + move.new_round,
    )
    assert steps(row)[-1] == (
        now.version,
        now.round,
        verb,
        state,
        move.target,
        who.username,
    )
    assert miscounted() == []


@pytest.mark.parametrize("verb", ["declare", "undeclare", "fill_in", "accept", "destroy", ""])
def test_verbs_that_follow_or_carry_more_are_no_moves_of_people(verb, cast):
    put(State.DECLARED, cast)

    with pytest.raises(Refused, match="cannot be done with stars by hand"):
        move_many(by=cast.everyone, moves=moves("industry"), verb=verb)
    with pytest.raises(Refused):
        preview(by=cast.everyone, moves=moves("industry"), verb=verb)


def test_a_move_is_written_whole(cast):
    put(State.VERIFIED, cast)

    (moved,) = move_many(by=cast.county, moves=moves("industry"), verb="confirm", reason=" 好 ")

    row, seal = star(), Seal.objects.get()
    assert (row.state, row.version, row.entered_by, row.confirmed_by, row.reason) == (
        "confirmed",
        6,
        cast.officer,
        cast.county,
        "好",
    )
    assert (rating().level, rating().awarded_level, moved.rating.level) == (1, 0, 1)
    assert (seal.star_rating_id, seal.version, seal.sealed_by) == (row.pk, 6, cast.county)
    event = Event.objects.in_order().last()
    assert (event.action, event.object_type, event.object_key, event.area_code) == (
        "ratings.confirm",
        "rating",
        f"{YEAR}-{VILLAGE}",
        VILLAGE,
    )
    assert (event.actor_id, event.reason, event.object_name) == (
        cast.county.pk,
        "好",
        "第201村党支部",
    )
    assert event.old == {"star": "industry", "state": "verified", "round": 1, "version": 5}
    assert event.new == {
        "star": "industry",
        "state": "confirmed",
        "round": 1,
        "version": 6,
        "seal": seal.digest,
    }
    undecided = {f"star.{key}.declared": 1 for key in FIVE if key != "industry"}
    for area in (STREET, COUNTY, "4108", "41"):
        assert tallied(area) == {"star.industry.confirmed": 1, "level.1": 1} | undecided
    assert verify()[1] is None


# --- Rights ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "verb", "name"),
    [
        (State.DECLARED, Verb.SUBMIT, "reviewer"),
        (State.ENTERED, Verb.REVIEW, "officer"),
        (State.ENTERED, Verb.RETURN, "force"),
        (State.REVIEWED, Verb.VERIFY, "county"),
        (State.REVIEWED, Verb.RETURN, "reviewer"),
        (State.VERIFIED, Verb.CONFIRM, "force"),
        (State.VERIFIED, Verb.RETURN, "reviewer"),
        (State.CONFIRMED, Verb.PUT_ON_NOTICE, "reviewer"),
        (State.ON_NOTICE, Verb.AWARD, "officer"),
        (State.AWARDED, Verb.WITHDRAW, "force"),
    ],
)
def test_without_the_right_nothing_moves(state, verb, name, cast):
    put(state, cast)
    before = everything_stored()
    facts = {"by": getattr(cast, name), "moves": moves("industry"), "verb": verb, **given(verb)}

    with pytest.raises(Denied):
        move_many(**facts)

    assert [(one.will, one.denied) for one in preview(**facts)] == [(False, True)]
    assert everything_stored() == before


def test_a_task_force_verifies_its_own_star_only(cast):
    declare(VILLAGE, by=cast.county)
    bring(cast, "industry", "ecology", to=State.REVIEWED)
    ecologist = person("ecologist", (Role.STAR_OFFICER, COUNTY, "ecology"))

    outlooks = preview(by=ecologist, moves=moves("industry", "ecology"), verb="verify")
    assert [(one.move.star_key, one.will, one.denied) for one in outlooks] == [
        ("industry", False, True),
        ("ecology", True, False),
    ]
    with pytest.raises(Denied):
        do(ecologist, "verify", "industry", "ecology")
    do(ecologist, "verify", "ecology")

    assert (states()["ecology"], states()["industry"]) == ("verified", "reviewed")


def test_a_foreign_star_answers_like_a_missing_one(cast):
    put(State.VERIFIED, cast)
    missing = StarMove(10**9, "industry", 1)

    told = []
    for one in (*moves("industry"), missing):
        with pytest.raises(Refused) as refused:
            move_many(by=cast.neighbour, moves=[one], verb="confirm")
        told.append((str(refused.value), type(refused.value)))
        told.append(
            [
                (found.row, found.why_not, found.denied, found.overtaken)
                for found in preview(by=cast.neighbour, moves=[one], verb="confirm")
            ]
        )

    assert told[:2] == told[2:]


# --- Four eyes ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "verb", "acted"),
    [
        (State.ENTERED, Verb.REVIEW, Verb.SUBMIT),
        (State.REVIEWED, Verb.VERIFY, Verb.SUBMIT),
        (State.REVIEWED, Verb.VERIFY, Verb.REVIEW),
        (State.VERIFIED, Verb.CONFIRM, Verb.SUBMIT),
        (State.VERIFIED, Verb.CONFIRM, Verb.REVIEW),
        (State.VERIFIED, Verb.CONFIRM, Verb.VERIFY),
    ],
)
def test_nobody_approves_what_went_through_the_own_hands(state, verb, acted, cast):
    declare(VILLAGE, by=cast.county)
    for one in (Verb.SUBMIT, Verb.REVIEW, Verb.VERIFY):
        if star().state == state:
            break
        do(cast.everyone if one == acted else cast.who(one), one, "industry")
    before = everything_stored()

    with pytest.raises(Refused, match="another person must approve"):
        do(cast.everyone, verb, "industry")

    assert everything_stored() == before
    do(cast.who(verb), verb, "industry")
    assert star().state == move_for(state, verb).target


def test_whoever_wrote_a_result_approves_it_in_no_later_round(cast):
    """Returned and submitted again by another, the entry still is whose it was."""
    declare(VILLAGE, by=cast.county)
    results = {one.pk: ("met", "") for one in standards_of_industry()}
    fill_in(by=cast.everyone, star_rating=star(), results=results, seen=star().version)
    do(cast.officer, Verb.SUBMIT, "industry")
    do(cast.reviewer, Verb.RETURN, "industry")
    do(cast.officer, Verb.SUBMIT, "industry")

    with pytest.raises(Refused, match="another person must approve"):
        do(cast.everyone, Verb.REVIEW, "industry")


def test_whoever_filled_in_a_returned_star_does_not_approve_it_in_the_round_after(cast):
    declare(VILLAGE, by=cast.county)
    bring(cast, "industry", to=State.ENTERED)
    do(cast.reviewer, Verb.RETURN, "industry")
    (first, _second) = standards_of_industry()
    fill_in(
        by=cast.everyone,
        star_rating=star(),
        results={first.pk: ("not_met", "")},
        seen=star().version,
    )
    fill_in(
        by=cast.officer, star_rating=star(), results={first.pk: ("met", "")}, seen=star().version
    )
    do(cast.officer, Verb.SUBMIT, "industry")

    with pytest.raises(Refused, match="another person must approve"):
        do(cast.everyone, Verb.REVIEW, "industry")


def test_a_returned_star_is_open_to_who_returned_it(cast):
    put(State.RETURNED, cast)
    do(cast.officer, Verb.SUBMIT, "industry")

    do(cast.reviewer, Verb.REVIEW, "industry")

    assert (star().state, star().round) == ("reviewed", 2)


def test_the_county_that_confirmed_the_declaration_confirms_the_star(cast):
    """Following a declaration is no act upon the star."""
    put(State.VERIFIED, cast)
    assert steps(star())[0][2:] == ("declare", "not_declared", "declared", "county")

    do(cast.county, Verb.CONFIRM, "industry")

    assert star().state == "confirmed"


def standards_of_industry():
    return standards("industry")


# --- Overtaken, half-way, many -------------------------------------------------------


def test_who_was_overtaken_overwrites_nothing_and_is_told_what_stands(cast):
    put(State.ENTERED, cast)
    read = moves("industry")
    do(cast.reviewer, "return", "industry", reason="缺照片")
    before = everything_stored()

    with pytest.raises(Overtaken) as overtaken:
        move_many(by=cast.reviewer, moves=read, verb="review")

    (now,) = overtaken.value.rows
    assert (now.state, now.version, now.reason, str(now.changed_by)) == (
        "returned",
        star().version,
        "缺照片",
        "reviewer",
    )
    assert everything_stored() == before
    assert [one.overtaken for one in preview(by=cast.reviewer, moves=read, verb="review")] == [True]


def test_one_who_was_overtaken_stops_all(cast):
    declare(VILLAGE, by=cast.county)
    read = moves("industry", "ecology")
    do(cast.officer, "submit", "ecology")

    with pytest.raises(Overtaken) as overtaken:
        move_many(by=cast.officer, moves=read, verb="submit")

    assert [row.star.key for row in overtaken.value.rows] == ["ecology"]
    assert states()["industry"] == "declared"


@pytest.mark.parametrize(
    "broken", ["shift", "tell", "seal", "writing.RatingStep.objects.bulk_create"]
)
def test_what_fails_half_way_leaves_nothing(broken, cast, monkeypatch):
    put(State.VERIFIED, cast)
    before = everything_stored()

    def fail(*_args, **_kwargs):
        raise RuntimeError("the disk is full")

    module = "tracker.ratings.actions."
    monkeypatch.setattr(module + (broken if "." in broken else f"moving.{broken}"), fail)
    with pytest.raises(RuntimeError):
        do(cast.county, "confirm", "industry")

    assert everything_stored() == before


def test_a_star_named_twice_moves_nothing(cast):
    put(State.DECLARED, cast)

    with pytest.raises(NotAllRefused):
        do(cast.officer, "submit", "industry", "industry")

    assert star().state == "declared"


def test_repeated_it_is_refused(cast):
    put(State.DECLARED, cast)
    do(cast.officer, "submit", "industry")
    before = everything_stored()

    with pytest.raises(Refused, match="stands at"):
        do(cast.officer, "submit", "industry")

    assert everything_stored() == before


def test_the_stars_of_a_whole_street_move_in_as_many_statements_as_those_of_three(
    cast, django_assert_max_num_queries
):
    codes = VILLAGES[1:37]
    for code in codes:
        village(code)
    declare(*codes, by=cast.county)
    all_moves = [one for code in codes for one in moves(*FIVE, code=code)]

    with django_assert_max_num_queries(30):
        moved = move_many(by=cast.officer, moves=all_moves, verb="submit")

    assert len(moved) == 180
    assert miscounted() == []
    assert tallied()["star.industry.entered"] == 36
    assert verify()[1] is None


def test_branches_elsewhere_are_none_of_ones_own(cast):
    village(ELSEWHERE)
    declare(ELSEWHERE, by=cast.neighbour)

    with pytest.raises(Refused, match="no such star"):
        do(cast.officer, "submit", "industry", code=ELSEWHERE)
