"""Moving declarations along the table, many at once."""

import pytest

from tests.tracker.declarations.conftest import (
    COUNTY,
    ELSEWHERE,
    STREET,
    VILLAGE,
    VILLAGES,
    YEAR,
    everything,
    miscounted,
    person,
    steps,
    stored,
    tallied,
    told,
)
from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.access.terms import Role
from tracker.campaigns.terms import State as CampaignState
from tracker.declarations import followers
from tracker.declarations.actions import (
    NotAllRefused,
    fill_in,
    fill_in_many,
    move_many,
    preview,
    turns,
)
from tracker.declarations.inputs import Item, Wish
from tracker.declarations.models import Declaration
from tracker.history.models import Event
from tracker.history.record import Change
from tracker.places.models import Branch

pytestmark = pytest.mark.django_db
THREE = ("industry", "ecology", "safety")
STARS = ",".join(THREE)


def items(codes=(VILLAGE,)):
    """Return the declarations of these branches as they are now."""
    rows = Declaration.everything.filter(branch__in=codes)
    return [Item(row.branch_id, row.campaign_id, row.version) for row in rows]


def move(by, verb, codes=(VILLAGE,), reason=""):
    return move_many(by=by, items=items(codes), verb=verb, reason=reason)


@pytest.fixture
def submitted(officer, villages, year):
    """Three declarations that wait for the street."""
    wishes = [Wish(code, THREE, 0) for code in VILLAGES]
    return fill_in_many(by=officer, campaign=year, wishes=wishes, submit=True)


def test_from_the_branch_to_the_county(secretary, branch, reviewer, county, year):
    fill_in(by=secretary, branch=branch, campaign=year, stars=THREE, seen=0)
    for by, verb in ((secretary, "submit"), (reviewer, "review"), (county, "confirm")):
        move(by, verb)

    assert stored() == ("confirmed", STARS, 3, 1, 4)
    assert [(verb, source, target) for _v, verb, source, target, *_rest in steps()] == [
        ("fill_in", "draft", "draft"),
        ("submit", "draft", "submitted"),
        ("review", "submitted", "reviewed"),
        ("confirm", "reviewed", "confirmed"),
    ]
    assert tallied(COUNTY) == {
        "declaration.confirmed": 1,
        "declared.level.3": 1,
        **{f"declared.star.{star}": 1 for star in THREE},
    }
    assert [action for action, _key, _who in told()] == [
        "declarations.fill_in",
        "declarations.submit",
        "declarations.review",
        "declarations.confirm",
    ]
    assert miscounted() == []


def test_many_are_moved_at_once_with_an_event_each(submitted, reviewer):
    rows = move(reviewer, "review", VILLAGES)

    assert [(row.branch_id, row.state, row.version) for row in rows] == [
        (code, "reviewed", 3) for code in VILLAGES
    ]
    assert told()[-3:] == [
        ("declarations.review", f"{YEAR}-{code}", str(reviewer)) for code in VILLAGES
    ]
    assert tallied(STREET)["declaration.reviewed"] == 3


def test_a_return_says_why_opens_a_round_and_counts_no_stars(submitted, reviewer, officer):
    move(reviewer, "return", reason="  产业不实  ")

    row = Declaration.everything.get(branch=VILLAGE)
    assert (row.state, row.round, row.reason) == ("returned", 2, "产业不实")
    assert steps()[-1] == (3, "return", "submitted", "returned", STARS, "产业不实", "reviewer")
    assert tallied(STREET)["declared.level.3"] == 2
    assert Event.objects.in_order().last().reason == "产业不实"

    move(officer, "submit")
    row.refresh_from_db()
    assert (row.state, row.round, row.reason) == ("submitted", 2, "")
    assert miscounted() == []


def test_a_return_without_a_reason_is_refused(submitted, reviewer):
    before = everything()
    for reason, words in (("  ", "Say why"), ("长" * 501, "at most 500 characters")):
        with pytest.raises(Refused, match=words):
            move(reviewer, "return", reason=reason)
    assert everything() == before


def test_what_was_submitted_is_taken_back_by_the_branch(submitted, officer):
    move(officer, "recall")

    assert stored() == ("draft", STARS, 3, 1, 3)
    assert miscounted() == []


@pytest.mark.parametrize("verb", ["review", "confirm", "submit", "recall", "return"])
@pytest.mark.parametrize("who", ["inspector", "city"])
def test_who_may_not_changes_nothing(submitted, request, who, verb):
    user = request.getfixturevalue(who)
    before = everything()

    with pytest.raises(Denied):
        move(user, verb, reason="不行")
    assert everything() == before


@pytest.mark.parametrize("verb", ["review", "confirm", "submit", "recall", "return"])
def test_a_declaration_out_of_reach_is_moved_as_little_as_a_missing_one(submitted, stranger, verb):
    before = everything()

    with pytest.raises(Refused, match="There is no such declaration"):
        move(stranger, verb, reason="不行")
    assert everything() == before


def test_each_verb_belongs_to_its_role(submitted, secretary, officer, reviewer, county):
    for by, verb in ((secretary, "review"), (officer, "return"), (county, "return")):
        with pytest.raises(Denied):
            move(by, verb, reason="理由")
    move(reviewer, "review", VILLAGES)
    for by, verb in ((reviewer, "confirm"), (reviewer, "return"), (officer, "recall")):
        with pytest.raises((Denied, Refused)):
            move(by, verb, reason="理由")
    assert [row.state for row in Declaration.everything.all()] == ["reviewed"] * 3


def test_a_verb_that_does_not_fit_the_state_is_refused_in_words(submitted, officer, county):
    with pytest.raises(Refused, match="“Submit” is not possible now: the state is “Submitted"):
        move(officer, "submit")
    with pytest.raises(Refused, match="“Confirm the declaration” is not possible now"):
        move(county, "confirm")


@pytest.mark.parametrize("verb", ["fill_in", "award", ""])
def test_a_verb_that_nobody_may_send_is_refused(submitted, reviewer, verb):
    with pytest.raises(Refused, match="There is no such step"):
        move(reviewer, verb)


def test_somebody_else_has_to_review(villages, year):
    both = person(Role.STREET_OFFICER, STREET, "both")
    person(Role.STREET_REVIEWER, STREET, "second")
    both.grants.create(role=Role.STREET_REVIEWER, area_id=STREET)
    fill_in(by=both, branch=villages[0], campaign=year, stars=THREE, seen=0)
    move(both, "submit")

    with pytest.raises(Refused, match="You had a hand in it yourself"):
        move(both, "review")
    [view] = preview(by=both, items=items(), verb="review")
    assert (view.will, view.against) == (
        False,
        "You had a hand in it yourself. Somebody else has to do this.",
    )
    move(both, "return", reason="更正")  # going back needs no other eyes
    assert stored()[0] == "returned"


def test_whoever_returned_it_reviews_the_next_round(submitted, reviewer, officer):
    move(reviewer, "return", reason="更正")
    move(officer, "submit")

    move(reviewer, "review")

    assert stored() == ("reviewed", STARS, 3, 2, 5)


def test_who_read_an_older_version_is_overtaken(submitted, reviewer):
    old = items(VILLAGES)
    move(reviewer, "review")
    before = everything()

    with pytest.raises(Overtaken) as refusal:
        move_many(by=reviewer, items=old, verb="review")
    assert [(row.branch_id, row.state, row.version) for row in refusal.value.rows] == [
        (VILLAGE, "reviewed", 3)
    ]
    assert everything() == before


def test_one_that_cannot_keeps_all_and_says_which(submitted, reviewer):
    move(reviewer, "return", VILLAGES[1:2], reason="更正")
    before = everything()

    with pytest.raises(NotAllRefused) as refusal:
        move(reviewer, "review", VILLAGES)

    assert [(one.item.branch, one.will) for one in refusal.value.outlooks] == [
        (VILLAGES[0], True),
        (VILLAGES[1], False),
        (VILLAGES[2], True),
    ]
    assert everything() == before


def test_a_preview_says_of_each_what_will_happen_and_writes_nothing(submitted, reviewer, officer):
    move(officer, "recall", VILLAGES[1:2])
    before = everything()
    asked = [
        Item(VILLAGES[0], YEAR, 2),
        Item(VILLAGES[1], YEAR, 3),
        Item(VILLAGES[2], YEAR, 1),
        Item(ELSEWHERE, YEAR, 1),
        Item("410899001201", YEAR, 1),
    ]

    views = preview(by=reviewer, items=asked, verb="review")

    assert [(one.item.branch, one.against) for one in views] == [
        (VILLAGES[0], ""),
        (
            VILLAGES[1],
            "“Pass to the county” is not possible now: the state is “Being filled in”.",
        ),
        (VILLAGES[2], "Somebody changed this after you had read it."),
        ("410883001201", "There is no such declaration."),
        ("410899001201", "There is no such declaration."),
    ]
    assert everything() == before
    assert [one.against for one in preview(by=officer, items=asked[:1], verb="review")] == [
        "Only a reviewer of the street does this."
    ]


def test_what_a_preview_promises_is_done(submitted, reviewer, officer):
    move(officer, "recall", VILLAGES[1:2])
    views = preview(by=reviewer, items=items(VILLAGES), verb="review")

    move_many(by=reviewer, items=[one.item for one in views if one.will], verb="review")

    assert [stored(code)[0] for code in VILLAGES] == ["reviewed", "draft", "reviewed"]


def test_a_declaration_that_no_longer_fits_goes_back_but_not_forward(submitted, reviewer):
    Branch.objects.filter(pk=VILLAGE).update(unit_kind="urban")

    with pytest.raises(Refused, match="The kind of the unit was corrected since"):
        move(reviewer, "review")
    move(reviewer, "return", reason="已改为社区")

    assert stored()[0] == "returned"


def test_a_closed_year_moves_nothing(submitted, reviewer, year):
    type(year).objects.update(state=CampaignState.CLOSED)

    for verb in ("review", "return"):
        with pytest.raises(Refused, match="2023 is closed"):
            move(reviewer, verb, reason="迟了")


def test_nothing_chosen_and_too_much_chosen_are_refused(submitted, reviewer, monkeypatch):
    with pytest.raises(Refused, match="Tick at least one row"):
        move_many(by=reviewer, items=[], verb="review")
    monkeypatch.setattr("tracker.declarations.actions.moving.MOST_AT_ONCE", 2)
    with pytest.raises(Refused, match="At most 2 declarations at once"):
        move(reviewer, "review", VILLAGES)


def test_a_failure_half_way_leaves_nothing(submitted, reviewer, monkeypatch):
    def break_off(_shifts):
        list(_shifts)
        raise RuntimeError("no tallies today")

    monkeypatch.setattr(turns, "shift", break_off)
    before = everything()
    with pytest.raises(RuntimeError):
        move(reviewer, "review", VILLAGES)
    assert everything() == before


def test_a_row_that_changes_under_the_hand_is_noticed(submitted, reviewer, monkeypatch):
    """Without the lock the condition of the update still stands."""
    held = turns.held

    def held_and_changed(conditions):
        rows = held(conditions)
        Declaration.everything.filter(branch=VILLAGE).update(version=9)
        return rows

    monkeypatch.setattr("tracker.declarations.actions.moving.held", held_and_changed)
    with pytest.raises(Overtaken):
        move(reviewer, "review", VILLAGES)
    assert [stored(code)[0] for code in VILLAGES] == ["submitted"] * 3


def test_followers_hear_of_what_is_confirmed_and_of_what_is_no_longer(submitted, reviewer, county):
    heard = []

    def follower(declarations, *, by):
        heard.append(([(row.branch_id, row.state) for row in declarations], by.username))
        return [Change("ratings.opened", "rating", row.branch_id) for row in declarations]

    followers.follow(follower)
    followers.follow(follower)
    move(reviewer, "review", VILLAGES)
    move(county, "confirm", VILLAGES[:2])
    move(county, "return", VILLAGES[:1], reason="更正")
    move(county, "return", VILLAGES[2:], reason="更正")

    assert heard == [
        ([(VILLAGES[0], "confirmed"), (VILLAGES[1], "confirmed")], "county"),
        ([(VILLAGES[0], "returned")], "county"),
    ]
    assert Event.objects.filter(action="ratings.opened").count() == 3


def test_a_follower_that_refuses_stops_the_declaration(submitted, reviewer, county):
    def follower(_declarations, *, by):
        raise Refused("star industry has gone further: return it first")

    move(reviewer, "review", VILLAGES)
    followers.follow(follower)
    before = everything()

    with pytest.raises(Refused, match="return it first"):
        move(county, "confirm", VILLAGES)
    assert everything() == before


def test_the_number_of_queries_does_not_grow_with_the_rows(
    submitted, reviewer, county, django_assert_max_num_queries
):
    with django_assert_max_num_queries(19):
        move(reviewer, "review", VILLAGES)
