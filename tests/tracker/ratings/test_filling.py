"""Entering how the standards of a star are met."""

import pytest
from django.core.exceptions import ValidationError

from tests.tracker.ratings.cast import (
    VILLAGE,
    YEAR,
    bring,
    declare,
    do,
    everything_stored,
    miscounted,
    put,
    standards,
    star,
    steps,
    tallied,
)
from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.campaigns.models import Campaign
from tracker.history.models import Event
from tracker.history.verify import verify
from tracker.ratings.actions import fill_in
from tracker.ratings.models import StandardResult
from tracker.ratings.terms import State
from tracker.ratings.wording import sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def declared(cast):
    declare(VILLAGE, by=cast.county)
    return star()


def results():
    rows = StandardResult.objects.order_by("standard__number")
    return list(rows.values_list("standard__number", "result", "note", "changed_by__username"))


def test_results_are_kept_with_their_step_and_event(cast, declared):
    one, two = standards()

    row = fill_in(
        by=cast.officer,
        star_rating=declared,
        results={one.pk: ("met", " 有台账 "), two.pk: ("unchecked", "")},
        seen=2,
    )

    assert results() == [(11, "met", "有台账", "officer")]
    assert (row.version, star().version, star().state) == (3, 3, "declared")
    assert steps(declared)[-1] == (3, 1, "fill_in", "declared", "declared", "officer")
    event = Event.objects.in_order().last()
    assert (event.action, event.old, event.new) == (
        "ratings.fill_in",
        {
            "star": "industry",
            "state": "declared",
            "round": 1,
            "version": 2,
            "standards": {"11": ["unchecked", ""]},
        },
        {
            "star": "industry",
            "state": "declared",
            "round": 1,
            "version": 3,
            "standards": {"11": ["met", "有台账"]},
        },
    )


def test_what_does_not_differ_writes_nothing(cast, declared):
    one, two = standards()
    wanted = {one.pk: ("met", ""), two.pk: ("not_met", "缺")}
    fill_in(by=cast.officer, star_rating=declared, results=wanted, seen=2)
    before = everything_stored()

    row = fill_in(by=cast.officer, star_rating=declared, results=wanted, seen=3)

    assert (row.version, everything_stored()) == (3, before)


def test_only_what_differs_becomes_the_persons_own(cast, declared):
    one, two = standards()
    fill_in(by=cast.officer, star_rating=declared, results={one.pk: ("met", "")}, seen=2)

    wanted = {one.pk: ("met", ""), two.pk: ("n_a", "")}
    fill_in(by=cast.everyone, star_rating=declared, results=wanted, seen=3)

    assert results() == [(11, "met", "", "officer"), (12, "n_a", "", "everyone")]


def test_filling_in_and_submitting_are_one(cast, declared):
    one, _two = standards()

    row = fill_in(
        by=cast.officer, star_rating=declared, results={one.pk: ("met", "")}, seen=2, submit=True
    )

    assert (row.state, row.version, star().entered_by) == ("entered", 4, cast.officer)
    assert [step[2] for step in steps(declared)] == ["declare", "fill_in", "submit"]
    assert [event.action for event in Event.objects.in_order()][-2:] == [
        "ratings.fill_in",
        "ratings.submit",
    ]
    assert (tallied()["star.industry.entered"], miscounted(), verify()[1]) == (1, [], None)


def test_a_star_is_submitted_with_nothing_filled_in(cast, declared):
    """Results suggest a star and never decide it."""
    row = fill_in(by=cast.officer, star_rating=declared, results={}, seen=2, submit=True)

    assert (row.state, row.version, results()) == ("entered", 3, [])


@pytest.mark.parametrize("state", sorted(set(State) - {State.DECLARED, State.RETURNED}))
def test_a_star_that_is_elsewhere_is_not_filled_in(state, cast):
    row = put(state, cast)
    before = everything_stored()

    with pytest.raises(Refused, match="stands at"):
        fill_in(by=cast.officer, star_rating=row, results={}, seen=row.version)

    assert everything_stored() == before


def test_a_returned_star_is_set_right_and_keeps_the_reason_until_it_is_submitted(cast):
    row = put(State.RETURNED, cast)
    one, _two = standards()

    fill_in(by=cast.officer, star_rating=row, results={one.pk: ("met", "")}, seen=row.version)
    assert (star().state, star().reason, star().round) == ("returned", "材料不全", 1)
    do(cast.officer, "submit", "industry")

    assert (star().state, star().reason, star().round) == ("entered", "", 2)


def test_who_was_overtaken_overwrites_nothing(cast, declared):
    one, _two = standards()
    fill_in(by=cast.everyone, star_rating=declared, results={one.pk: ("not_met", "")}, seen=2)
    before = everything_stored()

    with pytest.raises(Overtaken) as overtaken:
        fill_in(by=cast.officer, star_rating=declared, results={one.pk: ("met", "")}, seen=2)

    assert [(row.version, row.changed_by) for row in overtaken.value.rows] == [(3, cast.everyone)]
    assert everything_stored() == before


@pytest.mark.parametrize("name", ["reviewer", "force", "county"])
def test_only_the_street_fills_in(name, cast, declared):
    with pytest.raises(Denied):
        fill_in(by=getattr(cast, name), star_rating=declared, results={}, seen=2)


def test_for_a_stranger_there_is_no_such_star(cast, declared):
    with pytest.raises(Refused, match="no such star"):
        fill_in(by=cast.neighbour, star_rating=declared, results={}, seen=2)


def test_results_that_do_not_fit_are_named_all_at_once(cast, declared):
    one, two = standards()
    (other, _more) = standards("ecology")
    before = everything_stored()

    with pytest.raises(ValidationError) as wrong:
        fill_in(
            by=cast.officer,
            star_rating=declared,
            results={one.pk: ("perhaps", ""), two.pk: ("met", "长" * 201), other.pk: ("met", "")},
            seen=2,
        )

    assert wrong.value.messages == [
        "Standard 11: choose a result.",
        "Standard 12: the note is longer than 200 characters.",
        "A standard belongs to another star. Open the form again.",
    ]
    assert everything_stored() == before


def test_a_year_that_is_over_takes_no_results(cast, declared):
    Campaign.objects.update(state="closed")

    with pytest.raises(Refused, match="not running"):
        fill_in(by=cast.officer, star_rating=declared, results={}, seen=2)


@pytest.mark.parametrize(
    "broken",
    [
        "filling.shift",
        "filling.record_all",
        "writing.RatingStep.objects.bulk_create",
        "filling.StandardResult.objects.bulk_create",
    ],
)
def test_what_fails_half_way_leaves_nothing(broken, cast, declared, monkeypatch):
    one, _two = standards()
    before = everything_stored()

    def fail(*_args, **_kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(f"tracker.ratings.actions.{broken}", fail)
    with pytest.raises(RuntimeError):
        fill_in(
            by=cast.officer,
            star_rating=declared,
            results={one.pk: ("met", "")},
            seen=2,
            submit=True,
        )

    assert everything_stored() == before


def test_whoever_has_submitted_may_take_it_back_and_fill_in_again(cast, declared):
    bring(cast, "industry", to=State.ENTERED)
    do(cast.officer, "recall", "industry")
    one, _two = standards()

    row = star()
    fill_in(by=cast.officer, star_rating=row, results={one.pk: ("met", "")}, seen=row.version)

    assert (star().state, star().entered_by, star().round) == ("declared", None, 1)


def test_the_statement_of_the_street_is_kept_with_the_results(cast):
    declare(VILLAGE, by=cast.county)
    row = star()

    fill_in(by=cast.officer, star_rating=row, results={}, seen=row.version, proposal="met")

    told = Event.objects.of("rating", f"{YEAR}-{VILLAGE}").first()
    assert (star().proposal, star().version) == ("met", row.version + 1)
    assert (told.old["proposal"], told.new["proposal"]) == ("", "met")


def test_a_form_that_does_not_ask_leaves_the_statement(cast):
    declare(VILLAGE, by=cast.county)
    row = star()
    fill_in(by=cast.officer, star_rating=row, results={}, seen=row.version, proposal="met")

    fill_in(by=cast.officer, star_rating=star(), results={}, seen=star().version)

    assert (star().proposal, star().version) == ("met", row.version + 1)


def test_the_event_says_what_the_street_finds(cast):
    declare(VILLAGE, by=cast.county)
    row = star()
    fill_in(by=cast.officer, star_rating=row, results={}, seen=row.version, proposal="met")
    told = Event.objects.of("rating", f"{YEAR}-{VILLAGE}").first()

    assert sentence(told.action, told.old, told.new) == (
        "said of Thriving industry star: The street finds it met"
    )
