"""A street of three villages whose stars are all declared, and everybody who works on them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse

from tests.factories.campaigns import (
    CampaignFactory,
    LevelRuleFactory,
    SchemeFactory,
    StandardFactory,
    StarFactory,
)
from tests.factories.declarations import DeclarationFactory
from tests.factories.people import GrantFactory, UserFactory
from tests.factories.places import AreaFactory, BranchFactory
from tracker.access.terms import Role, StarKey
from tracker.campaigns.scoring import STARS_OF_KIND
from tracker.declarations.terms import State as Declared
from tracker.history.record import record_all
from tracker.ratings.actions import StarMove, fill_in, follow_declarations, move_many
from tracker.ratings.models import StarRating
from tracker.ratings.terms import Result, Verb

COUNTY, STREET = "410822", "410822105"
VILLAGES = [f"{STREET}{number}" for number in (201, 202, 203)]
VILLAGE = VILLAGES[0]
ELSEWHERE = "410883001201"
YEAR = 2023
STARS = STARS_OF_KIND["rural"]
# Long past: a notice that ended on it is over.
LONG_AGO = dt.date(2023, 1, 31)


@pytest.fixture
def year():
    """A running year with the rural scheme, two standards for each star."""
    campaign = CampaignFactory(year=YEAR)
    LevelRuleFactory(campaign=campaign)
    scheme = SchemeFactory(campaign=campaign, unit_kind="rural")
    number = 0
    for position, key in enumerate(STARS, 1):
        name = str(StarKey(key).value)
        star = StarFactory(scheme=scheme, key=key, position=position, name=f"{name}星")
        for _standard in range(2):
            number += 1
            StandardFactory(star=star, number=number, text=f"第{number}条")
    return campaign


def person(role: str, code: str, name: str, **more):
    user = UserFactory(username=name, display_name=name)
    GrantFactory(user=user, role=role, code=code, **more)
    return user


@pytest.fixture
def officer(street):
    return person(Role.STREET_OFFICER, STREET, "officer")


@pytest.fixture
def colleague(street):
    return person(Role.STREET_OFFICER, STREET, "colleague")


@pytest.fixture
def reviewer(street):
    return person(Role.STREET_REVIEWER, STREET, "reviewer")


@pytest.fixture
def force(street):
    """The task force of the industry star."""
    return person(Role.STAR_OFFICER, COUNTY, "force", star="industry")


@pytest.fixture
def county(street):
    return person(Role.COUNTY_OFFICE, COUNTY, "county")


@pytest.fixture
def secretary(street):
    return person(Role.BRANCH_SECRETARY, VILLAGE, "secretary")


@pytest.fixture
def stranger(year):
    """An officer of another county."""
    return person(Role.STREET_OFFICER, ELSEWHERE[:9], "stranger")


@pytest.fixture
def street(year):
    """Three villages whose declarations of all five stars were confirmed."""
    opened = person(Role.COUNTY_OFFICE, COUNTY, "opener")
    for code in VILLAGES:
        open_rating(code, by=opened)
    return AreaFactory(code=STREET)


def open_rating(code: str, *, by, stars=STARS):
    """Open the rating of a village as a confirmed declaration does."""
    area = AreaFactory(code=code, name=f"第{code[-3:]}村")
    declaration = DeclarationFactory(
        branch=BranchFactory(area=area),
        campaign_id=YEAR,
        stars=",".join(stars),
        state=Declared.CONFIRMED,
    )
    with transaction.atomic():
        record_all(follow_declarations([declaration], by=by), by=by)


def star(key: str = "industry", code: str = VILLAGE) -> StarRating:
    return StarRating.everything.select_related("rating__branch", "star").get(
        rating__branch=code, rating__campaign=YEAR, star__key=key
    )


def state(key: str = "industry", code: str = VILLAGE) -> str:
    return star(key, code).state


def check_all(by, key: str = "industry", code: str = VILLAGE, result: str = Result.MET) -> None:
    """Fill in all standards of a star with one result."""
    row = star(key, code)
    fill_in(
        by=by,
        star_rating=row,
        results={one.pk: (result, "") for one in row.star.standards.all()},
        seen=row.version,
    )


def go(by, verb: Verb, *keys: str, code: str = VILLAGE, **more) -> None:
    """Move stars of a village on."""
    rows = [star(key, code) for key in keys or ("industry",)]
    moves = [StarMove(row.rating_id, row.star.key, row.version) for row in rows]
    move_many(by=by, moves=moves, verb=verb, **more)


def confirm_industry(officer, reviewer, force, county) -> StarRating:
    check_all(officer)
    go(officer, Verb.SUBMIT)
    go(reviewer, Verb.REVIEW)
    go(force, Verb.VERIFY)
    go(county, Verb.CONFIRM)
    return star()


def award_industry(officer, reviewer, force, county) -> StarRating:
    confirmed = confirm_industry(officer, reviewer, force, county)
    go(county, Verb.PUT_ON_NOTICE, notice_ends_on=dt.date(2099, 1, 31))
    StarRating.everything.filter(pk=confirmed.pk).update(notice_ends_on=LONG_AGO)
    go(county, Verb.AWARD)
    return star()


@pytest.fixture
def confirmed(officer, reviewer, force, county):
    """The industry star of the first village, confirmed by the county."""
    return confirm_industry(officer, reviewer, force, county)


@pytest.fixture
def awarded(officer, reviewer, force, county):
    """The same star, awarded after a notice that is over."""
    return award_industry(officer, reviewer, force, county)


@pytest.fixture
def browse(english):
    """Return a function: this person's browser, in English."""

    def as_person(user):
        english.force_login(user)
        return english

    return as_person


def at(name: str, *args: object) -> str:
    return reverse(name, args=args)


def own(name: str, *more: object, code: str = VILLAGE) -> str:
    """Return an address of the first village's rating."""
    return reverse(name, args=[YEAR, code, *more])


def read(response) -> str:
    return response.content.decode()
