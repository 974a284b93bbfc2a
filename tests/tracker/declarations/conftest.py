"""The cast around one street of three villages, in a running year with both schemes."""

import datetime as dt
import re

import pytest
from django.utils import translation

from tests.factories.campaigns import CampaignFactory, LevelRuleFactory, SchemeFactory, StarFactory
from tests.factories.people import GrantFactory, UserFactory
from tests.factories.places import AreaFactory, BranchFactory
from tracker.access.terms import Role, StarKey
from tracker.campaigns.models import Campaign
from tracker.campaigns.scoring import STARS_OF_KIND
from tracker.declarations import followers
from tracker.declarations.models import Declaration
from tracker.declarations.rollups import recount
from tracker.history.models import Event
from tracker.places.models import Branch
from tracker.tallies.models import Tally
from tracker.tallies.rollups import wrong_tallies

CITY, COUNTY, STREET = "4108", "410822", "410822105"
VILLAGES = [f"{STREET}{number}" for number in (201, 202, 203)]
VILLAGE = VILLAGES[0]
ELSEWHERE = "410883001201"
YEAR = 2023
THREE = ["industry", "ecology", "safety"]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _alone(monkeypatch):
    """Nobody follows, unless a test says who: ratings have their own tests."""
    monkeypatch.setattr(followers, "_followers", [])


@pytest.fixture
def year() -> Campaign:
    """A running year with both schemes and the rule that the branch star comes last."""
    campaign = CampaignFactory(year=YEAR)
    LevelRuleFactory(campaign=campaign)
    labels = dict(StarKey.choices)
    for kind, keys in STARS_OF_KIND.items():
        scheme = SchemeFactory(campaign=campaign, unit_kind=kind)
        for position, key in enumerate(keys, 1):
            StarFactory(
                scheme=scheme, key=key, position=position, name=f"{key}星", name_en=str(labels[key])
            )
    return campaign


def village(code: str, **more) -> Branch:
    """Make a branch; whatever lies above it is made with it."""
    return BranchFactory(area=AreaFactory(code=code, name=f"第{code[-3:]}村"), **more)


@pytest.fixture
def villages() -> list[Branch]:
    return [village(code) for code in VILLAGES]


@pytest.fixture
def branch(villages) -> Branch:
    return villages[0]


def person(role: str, code: str, name: str):
    user = UserFactory(username=name, display_name=name)
    GrantFactory(user=user, role=role, code=code)
    return user


@pytest.fixture
def secretary(branch):
    return person(Role.BRANCH_SECRETARY, branch.pk, "secretary")


@pytest.fixture
def officer(villages):
    return person(Role.STREET_OFFICER, STREET, "officer")


@pytest.fixture
def reviewer(villages):
    return person(Role.STREET_REVIEWER, STREET, "reviewer")


@pytest.fixture
def county(villages):
    return person(Role.COUNTY_OFFICE, COUNTY, "county")


@pytest.fixture
def city(villages):
    return person(Role.CITY_OFFICE, CITY, "city")


@pytest.fixture
def inspector(villages):
    return person(Role.INSPECTOR, COUNTY, "inspector")


@pytest.fixture
def stranger():
    """An officer of another county."""
    village(ELSEWHERE)
    return person(Role.STREET_OFFICER, ELSEWHERE[:9], "stranger")


@pytest.fixture
def browse(english):
    """Return a browser in which somebody is signed in."""

    def signed_in(user):
        english.force_login(user)
        return english

    return signed_in


def words(answer) -> str:
    """Return the words of a page, without tags and line ends."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text)


def stored(code: str = VILLAGE, year: int = YEAR) -> tuple | None:
    """Return (state, stars, level, round, version) as the database has them."""
    rows = Declaration.everything.filter(branch=code, campaign=year)
    return rows.values_list("state", "stars", "level", "round", "version").first()


def steps(code: str = VILLAGE) -> list[tuple]:
    """Return (version, verb, source, target, stars, reason, who), oldest first."""
    rows = Declaration.everything.get(branch=code).steps.order_by("version")
    fields = ("version", "verb", "source", "target", "stars", "reason", "done_by__username")
    return list(rows.values_list(*fields))


def tallied(area: str) -> dict[str, int]:
    """Return {measure: number} of an area, without those that fell back to nothing."""
    found = Tally.objects.of(YEAR, [area]).numbers().get(area, {})
    return {measure: number for measure, number in found.items() if number}


def told() -> list[tuple[str, str, str]]:
    """Return (action, object key, who) of the log, oldest first."""
    rows = Event.objects.in_order().filter(action__startswith="declarations.")
    return [(event.action, event.object_key, event.actor_name) for event in rows]


def everything() -> tuple:
    """Return all that an action may write, for tests that it wrote nothing."""
    return (
        list(Declaration.everything.order_by("pk").values_list()),
        [list(row.steps.values_list()) for row in Declaration.everything.order_by("pk")],
        list(Tally.objects.order_by("pk").values_list()),
        Event.objects.count(),
    )


def miscounted() -> list:
    return list(wrong_tallies([recount]))


DAY = dt.date(2023, 6, 1)
