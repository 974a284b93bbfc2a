"""What a decision rested on is kept, and what changes later is shown."""

import json

import pytest

from tests.tracker.ratings.cast import (
    FIVE,
    FOUR,
    VILLAGE,
    bring,
    declare,
    do,
    standards,
    star,
)
from tracker.campaigns.models import Campaign, LevelRule, Standard
from tracker.declarations.models import Declaration
from tracker.declarations.terms import State as Declared
from tracker.history.digest import canonical, digest_of
from tracker.places.models import Branch
from tracker.ratings.actions import drift, drifts, fill_in
from tracker.ratings.inputs import DeclarationInput, Difference, StandardInput, collect, differences
from tracker.ratings.models import Seal, StandardResult, StarRating
from tracker.ratings.terms import State


@pytest.fixture
def confirmed(cast):
    declare(VILLAGE, by=cast.county)
    one, two = standards()
    fill_in(
        by=cast.officer,
        star_rating=star(),
        results={one.pk: ("met", "有台账"), two.pk: ("not_met", "")},
        seen=2,
        proposal="met",
    )
    bring(cast, "industry", to=State.CONFIRMED)
    return star()


@pytest.mark.django_db
def test_a_confirmed_star_keeps_what_it_rested_on(confirmed):
    seal = Seal.objects.get()
    one, two = standards()

    assert json.loads(seal.inputs) == {
        "unit_kind": "rural",
        "declared": "civility,ecology,industry,party_branch,safety",
        "declaration": "confirmed",
        "proposal": "met",
        "rule.capstone": "yes",
        "campaign.notice_days": "5",
        "standard.11.text": one.text,
        "standard.11.result": "met",
        "standard.11.note": "有台账",
        "standard.12.text": two.text,
        "standard.12.result": "not_met",
        "standard.12.note": "",
    }
    assert seal.digest == digest_of(json.loads(seal.inputs), "")
    assert drift(confirmed) == []


@pytest.mark.django_db
def test_every_input_that_changes_later_is_named_in_words(confirmed):
    one, two = standards()
    Standard.objects.filter(pk=one.pk).update(text="新的条文")
    StandardResult.objects.filter(standard=two).update(result="met", note="补验")
    Branch.objects.update(unit_kind="urban")
    Declaration.everything.update(stars="industry", state=Declared.SUBMITTED)
    StarRating.everything.update(proposal="not_met")
    LevelRule.objects.update(capstone=False)
    Campaign.objects.update(notice_days=7)

    assert [(found.label, found.then, found.now) for found in drift(confirmed)] == [
        ("Length of the notice in working days", "5", "7"),
        (
            "State of the declaration",
            "Declaration confirmed",
            "Submitted, for the street to review",
        ),
        (
            "Stars declared",
            "Civility and well-being star、Livable ecology star、Thriving industry star、"
            "Strong branch star、Safety and rule-of-law star",
            "Thriving industry star",
        ),
        (
            "Statement of the street",
            "The street finds it met",
            "The street finds it not met",
        ),
        ("Rule: the strong branch star comes last", "yes", "no"),
        ("Standard 11: text", one.text, "新的条文"),
        ("Standard 12: note", "none", "补验"),
        ("Standard 12: result", "Not met", "Met"),
        ("Kind of unit", "Village (rural)", "Community (urban)"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("state", [Declared.RETURNED, Declared.DRAFT])
def test_a_declaration_that_is_being_filled_in_declares_nothing_yet(confirmed, state):
    Declaration.everything.update(stars="industry", state=state)

    assert drift(confirmed) == [Difference("declaration", "confirmed", state)]

    Declaration.everything.update(state=Declared.CONFIRMED)
    assert [found.name for found in drift(confirmed)] == ["declared"]


@pytest.mark.django_db
def test_a_seal_of_before_says_nothing_of_inputs_that_are_kept_now(confirmed):
    kept = json.loads(Seal.objects.get().inputs)
    del kept["declaration"], kept["proposal"]
    Seal.objects.update(inputs=canonical(kept), digest=digest_of(kept, ""))
    Declaration.everything.update(stars="industry", state=Declared.RETURNED)

    assert drift(confirmed) == []


@pytest.mark.django_db
def test_stars_confirmed_together_or_later_are_no_drift_but_a_lost_one_is(cast):
    declare(VILLAGE, by=cast.county)
    bring(cast, *FIVE, to=State.VERIFIED)
    do(cast.county, "confirm", "industry")
    do(cast.county, "confirm", *FIVE[1:])

    assert drifts([star(key) for key in FIVE]) == {}

    StarRating.everything.filter(star__key="civility").update(state="withdrawn")
    found = drifts([star(key) for key in FIVE])
    lost = [Difference("held.civility", "yes", None)]
    assert found == {star(key).pk: lost for key in ("ecology", "safety", "party_branch")}


@pytest.mark.django_db
def test_a_star_that_is_held_no_more_has_no_decision_that_could_drift(cast, confirmed):
    do(cast.county, "return", "industry")
    Campaign.objects.update(notice_days=7)

    assert drift(star()) == []


@pytest.mark.django_db
def test_a_star_confirmed_anew_is_measured_by_the_newest_seal(cast, confirmed):
    do(cast.county, "return", "industry")
    Campaign.objects.update(notice_days=7)
    bring(cast, "industry", to=State.CONFIRMED)

    assert (Seal.objects.count(), drift(star())) == (2, [])


@pytest.mark.django_db
def test_asking_for_many_costs_what_asking_for_one_does(cast, django_assert_num_queries):
    declare(VILLAGE, by=cast.county)
    bring(cast, *FOUR, to=State.CONFIRMED)
    one, many = [star()], [star(key) for key in FOUR]

    with django_assert_num_queries(7):
        drifts(one)
    with django_assert_num_queries(7):
        drifts(many)
    with django_assert_num_queries(0):
        assert drifts([]) == {}


def test_what_came_to_be_held_later_is_no_difference():
    then = {"held.safety": "yes", "standard.9.note": "", "standard.10.note": "旧"}
    now = {"held.ecology": "yes", "standard.10.note": "", "standard.11.note": "新"}

    assert [(found.label, found.then, found.now) for found in differences(then, now)] == [
        ("Star held: Safety and rule-of-law star", "yes", "none"),
        ("Standard 9: note", "none", "none"),
        ("Standard 10: note", "旧", "none"),
        ("Standard 11: note", "none", "新"),
    ]


def test_inputs_are_text_whatever_order_they_come_in():
    facts = {"unit_kind": "urban", "capstone": False, "notice_days": 0}

    one = collect(
        declaration=DeclarationInput("confirmed", ("safety", "harmony")),
        held={"sharing", "business"},
        standards=[StandardInput(2, "二"), StandardInput(1, "一", "met", "好")],
        **facts,
    )
    other = collect(
        declaration=DeclarationInput("confirmed", ("harmony", "safety")),
        held={"business", "sharing"},
        standards=[StandardInput(1, "一", "met", "好"), StandardInput(2, "二")],
        **facts,
    )

    assert one == other
    assert one["declared"] == "harmony,safety"
    assert (one["held.sharing"], one["standard.2.result"], one["rule.capstone"]) == (
        "yes",
        "unchecked",
        "no",
    )
