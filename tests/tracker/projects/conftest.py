"""A county with two villages, its people, and a running year."""

import re
from decimal import Decimal

import pytest
from django.utils import translation

from tests.factories.campaigns import CampaignFactory
from tests.factories.people import GrantFactory, UserFactory
from tests.factories.places import AreaFactory, BranchFactory
from tracker.access.terms import Role
from tracker.history.models import Event
from tracker.projects.actions import offer, propose
from tracker.projects.inputs import Offer, Wish
from tracker.projects.models import Milestone, Payment, Project, Supply

COUNTY, STREET, VILLAGE = "410822", "410822105", "410822105201"
YEAR = 2023


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def year():
    return CampaignFactory(year=YEAR)


@pytest.fixture
def village(year):
    return BranchFactory(area=AreaFactory(code=VILLAGE, name="第201村")).area


@pytest.fixture
def county_area(village):
    return village.parent.parent


def person(role, code, name, star=""):
    user = UserFactory(username=name, display_name=name)
    GrantFactory(user=user, role=role, code=code, star=star)
    return user


@pytest.fixture
def secretary(village):
    return person(Role.BRANCH_SECRETARY, VILLAGE, "secretary")


@pytest.fixture
def county(village):
    return person(Role.COUNTY_OFFICE, COUNTY, "county")


@pytest.fixture
def other_county(village):
    """A second officer of the same county."""
    return person(Role.COUNTY_OFFICE, COUNTY, "second")


@pytest.fixture
def stranger(village):
    return person(Role.COUNTY_OFFICE, "410883", "stranger")


@pytest.fixture
def browse(english):
    def signed_in(user):
        english.force_login(user)
        return english

    return signed_in


def wish(**more):
    said = {
        "title": "冷库",
        "responsible": "村党支部书记",
        "star": "industry",
        "planned": Decimal(300_000),
        "income_planned": Decimal(50_000),
    }
    return Wish(**{**said, **more})


def a_project(by, area, year, **more):
    return propose(by=by, campaign=year, area=area, wish=wish(**more))


def a_supply(by, area, year, **more):
    said = {"title": "衔接资金", "department": "农业农村局", "star": "industry"}
    given = Offer(**{**said, "amount": Decimal(1_000_000), **more})
    return offer(by=by, campaign=year, area=area, said=given)


def words(answer) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text)


def everything() -> tuple:
    tables = (Project, Supply, Milestone, Payment)
    return (
        [list(model.everything.order_by("pk").values_list()) for model in tables],
        Event.objects.count(),
    )
