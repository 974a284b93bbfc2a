"""A county with two villages and the people who look after them."""

import re

import pytest
from django.utils import translation

from tests.factories.campaigns import CampaignFactory
from tests.factories.people import GrantFactory, UserFactory
from tests.factories.places import AreaFactory, BranchFactory
from tracker.access.terms import Role
from tracker.contacts.models import HelpCount, Tie, Training, Visit, WeakBranch
from tracker.history.models import Event

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
    BranchFactory(area=AreaFactory(code="410883001201"))
    return BranchFactory(area=AreaFactory(code=VILLAGE, name="第201村")).area


def person(role, code, name):
    user = UserFactory(username=name, display_name=name)
    GrantFactory(user=user, role=role, code=code)
    return user


@pytest.fixture
def officer(village):
    return person(Role.STREET_OFFICER, STREET, "officer")


@pytest.fixture
def county(village):
    return person(Role.COUNTY_OFFICE, COUNTY, "county")


@pytest.fixture
def second(village):
    """Another officer of the same county."""
    return person(Role.COUNTY_OFFICE, COUNTY, "second")


@pytest.fixture
def inspector(village):
    """Reads the county and enters nothing there."""
    return person(Role.INSPECTOR, COUNTY, "inspector")


@pytest.fixture
def stranger(village):
    return person(Role.COUNTY_OFFICE, "410883", "stranger")


@pytest.fixture
def browse(english):
    def signed_in(user):
        english.force_login(user)
        return english

    return signed_in


def words(answer) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text)


def everything() -> tuple:
    tables = (Tie, WeakBranch, Visit, HelpCount, Training)
    return (
        [list(model.everything.order_by("pk").values_list()) for model in tables],
        Event.objects.count(),
    )
