"""Rows of a running year, put into any state and counted as the actions count them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from tests.factories.campaigns import CampaignDateFactory
from tests.factories.declarations import DeclarationFactory
from tests.factories.people import UserFactory
from tests.factories.places import AreaFactory, BranchFactory
from tests.factories.ratings import RatingFactory, StarRatingFactory
from tests.tracker.ratings.cast import campaign
from tracker.campaigns.models import Campaign, Star
from tracker.campaigns.scoring import STARS_OF_KIND
from tracker.declarations.measures import measures as declaration_measures
from tracker.declarations.models import Declaration
from tracker.places.models import Area, Branch
from tracker.ratings.measures import measures as rating_measures
from tracker.ratings.models import Rating, StarRating
from tracker.ratings.terms import HELD, PUBLIC, State
from tracker.tallies.rollups import move, shift

CITY, COUNTY, STREET, OTHER_STREET = "4108", "410822", "410822105", "410822106"
VILLAGES = [f"{STREET}20{n}" for n in (1, 2, 3)]
COMMUNITY = f"{STREET}001"
OTHER_VILLAGES = [f"{OTHER_STREET}20{n}" for n in (1, 2)]
YEAR = 2023


def make_places() -> None:
    """Make a county of two streets: three villages and a community, and two villages."""
    for code in [*VILLAGES, *OTHER_VILLAGES]:
        make_branch(code, "rural")
    make_branch(COMMUNITY, "urban")


def make_branch(code: str, kind: str) -> Branch:
    """Make a branch, counted on every area above it."""
    area = AreaFactory(code=code, kind=kind, name=f"第{code[-3:]}村")
    for one in Area.objects.filter(pk__in=[*area.ancestor_codes, code]):
        setattr(one, f"{kind}_units", getattr(one, f"{kind}_units") + 1)
        one.save()
    area.refresh_from_db()
    return BranchFactory(area=area, unit_kind=kind)


def end_branch(code: str) -> None:
    """End a branch: its areas count one unit less, its ratings and declarations stay."""
    branch = Branch.objects.get(pk=code)
    branch.ended_on = timezone.localdate()
    branch.save()
    for one in Area.objects.filter(pk__in=[*branch.area.ancestor_codes, code]):
        name = f"{branch.unit_kind}_units"
        setattr(one, name, getattr(one, name) - 1)
        one.save()


def make_year(year: int = YEAR, **more: object) -> Campaign:
    return campaign(year, standards=1, **more)


def due(stage: str, days: int, year: int = YEAR) -> dt.date:
    """Set the last day of a part of the work, some days from today."""
    day = timezone.localdate() + dt.timedelta(days=days)
    CampaignDateFactory(campaign_id=year, stage=stage, starts_on=day, ends_on=None)
    return day


@transaction.atomic
def declared(
    code: str, state: str, stars: list[str] | None = None, year: int = YEAR, **more: object
) -> Declaration:
    """Put a branch's declaration into a state."""
    branch = Branch.objects.get(pk=code)
    keys = ["safety"] if stars is None else stars
    row = DeclarationFactory(
        branch=branch,
        campaign=Campaign.objects.get(pk=year),
        stars=",".join(keys),
        state=state,
        **more,
    )
    shift(move(code, year, branch.unit_kind, [], declaration_measures(state, keys)))
    return row


@transaction.atomic
def rated(code: str, states: dict[str, str], year: int = YEAR, **more: object) -> Rating:
    """Put the stars of a branch into states; those that are not named are not declared."""
    branch = Branch.objects.get(pk=code)
    every = dict.fromkeys(STARS_OF_KIND[branch.unit_kind], State.NOT_DECLARED) | states
    rating = RatingFactory(
        branch=branch,
        campaign=Campaign.objects.get(pk=year),
        level=sum(state in HELD for state in every.values()),
        awarded_level=sum(state in PUBLIC for state in every.values()),
    )
    for key, state in every.items():
        star = Star.objects.get(scheme__campaign=year, scheme__unit_kind=branch.unit_kind, key=key)
        confirmed = {"confirmed_by": UserFactory()} if state in HELD else {}
        StarRatingFactory(rating=rating, star=star, state=state, **confirmed, **more)
    shift(move(code, year, branch.unit_kind, [], rating_measures(every)))
    return rating


def star_of(rating: Rating, key: str) -> StarRating:
    return StarRating.everything.get(rating=rating, star__key=key)
