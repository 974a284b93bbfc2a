"""Ratings begin and change with confirmed declarations."""

import pytest
from django.db import transaction

from tests.factories.declarations import DeclarationFactory
from tests.tracker.ratings.cast import (
    FIVE,
    FOUR,
    VILLAGE,
    VILLAGES,
    YEAR,
    bring,
    campaign,
    declare,
    do,
    everything_stored,
    miscounted,
    put,
    rating,
    star,
    states,
    steps,
    tallied,
    village,
)
from tracker.access.refusals import Refused
from tracker.campaigns.models import Campaign, Scheme
from tracker.declarations import followers
from tracker.declarations.models import Declaration
from tracker.history.models import Event
from tracker.places.models import Branch
from tracker.ratings.actions import follow_declarations
from tracker.ratings.models import Rating
from tracker.ratings.terms import State

pytestmark = pytest.mark.django_db


def test_a_confirmed_declaration_begins_the_rating(cast):
    declare(VILLAGE, stars=["safety", "industry"], by=cast.county)

    assert states() == {
        "industry": "declared",
        "ecology": "not_declared",
        "safety": "declared",
        "civility": "not_declared",
        "party_branch": "not_declared",
    }
    assert (rating().unit_kind, rating().level, rating().opened_by) == ("rural", 0, cast.county)
    assert steps(star()) == [(2, 1, "declare", "not_declared", "declared", "county")]
    assert (star("ecology").version, steps(star("ecology"))) == (1, [])
    assert tallied("41") == {
        "star.industry.declared": 1,
        "star.safety.declared": 1,
        "star.ecology.not_declared": 1,
        "star.civility.not_declared": 1,
        "star.party_branch.not_declared": 1,
        "level.0": 1,
    }
    told = [(event.action, event.object_key, event.new) for event in Event.objects.in_order()]
    key = f"{YEAR}-{VILLAGE}"
    assert told == [
        ("ratings.open", key, {"unit_kind": "rural", "stars": FIVE}),
        *(
            (
                "ratings.declare",
                key,
                {"star": one, "state": "declared", "round": 1, "version": 2},
            )
            for one in ("industry", "safety")
        ),
    ]


def test_a_declaration_of_no_star_begins_a_rating_of_none(cast):
    declare(VILLAGE, stars=[], by=cast.county)

    assert (set(states().values()), tallied()["level.0"], miscounted()) == (
        {"not_declared"},
        1,
        [],
    )


def test_told_twice_it_changes_nothing(cast):
    declare(VILLAGE, by=cast.county)
    before = everything_stored()

    declare(VILLAGE, by=cast.county)

    assert everything_stored() == before


def test_a_changed_declaration_changes_the_stars_nobody_has_worked_on(cast):
    put(State.RETURNED, cast)
    bring(cast, "ecology", to=State.REVIEWED)

    declare(VILLAGE, stars=["ecology"], by=cast.county)

    assert states() == {
        "industry": "not_declared",
        "ecology": "reviewed",
        "safety": "not_declared",
        "civility": "not_declared",
        "party_branch": "not_declared",
    }
    assert steps(star())[-1][2:] == ("undeclare", "returned", "not_declared", "county")
    assert (star().entered_by, miscounted()) == (None, [])
    declare(VILLAGE, stars=["industry", "ecology"], by=cast.county)
    assert (states()["industry"], star().round) == ("declared", 1)


def test_a_star_that_has_gone_further_stays_declared_until_it_is_returned(cast):
    put(State.ENTERED, cast)
    before = everything_stored()

    with pytest.raises(Refused, match="第201村党支部 Thriving industry star"):
        declare(VILLAGE, stars=["ecology"], by=cast.county)

    assert everything_stored() == before
    do(cast.reviewer, "return", "industry")
    declare(VILLAGE, stars=["ecology"], by=cast.county)
    assert states()["industry"] == "not_declared"


def test_a_withdrawn_star_stands_in_nobodys_way(cast):
    put(State.WITHDRAWN, cast)

    declare(VILLAGE, stars=["ecology"], by=cast.county)

    assert (states()["industry"], states()["ecology"]) == ("withdrawn", "declared")


@pytest.mark.parametrize("state", ["draft", "submitted", "reviewed", "returned"])
def test_a_declaration_that_is_not_confirmed_changes_no_rating(state, cast):
    branch, year = Branch.objects.get(), Campaign.objects.get()
    one = DeclarationFactory(branch=branch, campaign=year, state=state)

    with transaction.atomic():
        assert follow_declarations([one], by=cast.county) == []

    assert not Rating.everything.exists()


def test_a_community_is_rated_by_its_own_stars(cast):
    code = "410822105001"
    village(code, unit_kind="urban")

    declare(code, stars=["sharing", "harmony"], by=cast.county)

    assert states(code) == {
        "sharing": "declared",
        "safety": "not_declared",
        "harmony": "declared",
        "business": "not_declared",
        "party_branch": "not_declared",
    }
    assert tallied(unit_kind="urban")["star.sharing.declared"] == 1


def test_a_branch_that_changed_its_kind_keeps_the_scheme_of_the_year(cast):
    declare(VILLAGE, by=cast.county)
    Declaration.everything.update(unit_kind="urban")

    with pytest.raises(Refused, match="under the other scheme"):
        declare(VILLAGE, stars=["safety"], by=cast.county)


def test_a_year_without_a_scheme_rates_nothing(cast):
    Scheme.objects.filter(unit_kind="rural").delete()

    with pytest.raises(Refused, match="no scheme"):
        declare(VILLAGE, by=cast.county)

    assert not Rating.everything.exists()


def test_years_are_apart(cast):
    campaign(2024)
    declare(VILLAGE, by=cast.county)
    declare(VILLAGE, stars=FOUR, by=cast.county, year=2024)

    assert states(year=2023) != states(year=2024)
    assert miscounted() == []


def test_a_whole_street_is_followed_in_few_statements(cast, django_assert_max_num_queries):
    for code in VILLAGES[1:37]:
        village(code)
    confirmed = [
        DeclarationFactory(
            branch=Branch.objects.get(pk=code),
            campaign=Campaign.objects.get(),
            state="confirmed",
            changed_by=cast.county,
        )
        for code in VILLAGES[1:37]
    ]

    with django_assert_max_num_queries(25), transaction.atomic():
        follow_declarations(confirmed, by=cast.county)

    assert (Rating.everything.count(), miscounted()) == (36, [])


def test_the_site_follows_from_its_start():
    assert followers._followers == [follow_declarations]


@pytest.mark.parametrize("broken", ["following.shift", "writing.RatingStep.objects.bulk_create"])
def test_what_fails_half_way_leaves_nothing(broken, cast, monkeypatch):
    before = everything_stored()

    def fail(*_args, **_kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(f"tracker.ratings.actions.{broken}", fail)
    with pytest.raises(RuntimeError):
        declare(VILLAGE, by=cast.county)

    assert everything_stored() == before
