"""The cast around one street of three villages in a running year, in the middle of a week."""

import datetime as dt
import re

import pytest
from django.utils import timezone, translation

from tests.factories.campaigns import CampaignFactory
from tests.factories.people import GrantFactory, UserFactory
from tests.factories.places import AreaFactory, BranchFactory
from tracker.access.terms import Role
from tracker.campaigns.models import Campaign
from tracker.history.models import Event
from tracker.worklist.actions import move_work, set_work
from tracker.worklist.inputs import Wish, Word
from tracker.worklist.models import Meeting, Rhythm, WorkItem, WorkStep

COUNTY, STREET = "410822", "410822105"
VILLAGES = [f"{STREET}{number}" for number in (201, 202, 203)]
VILLAGE = VILLAGES[0]
ELSEWHERE = "410883001201"
YEAR = 2023
TODAY = dt.date(2023, 6, 14)  # a Wednesday
MONDAY = dt.date(2023, 6, 12)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def travel(monkeypatch):
    """It is noon of that Wednesday; return `travel(day)` to another one."""

    def to(day: dt.date) -> None:
        noon = dt.datetime.combine(day, dt.time(12), timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: noon)

    to(TODAY)
    return to


@pytest.fixture
def year() -> Campaign:
    return CampaignFactory(year=YEAR)


@pytest.fixture
def villages(year):
    return [
        BranchFactory(area=AreaFactory(code=code, name=f"第{code[-3:]}村")).area
        for code in VILLAGES
    ]


@pytest.fixture
def village(villages):
    return villages[0]


@pytest.fixture
def street(villages):
    return villages[0].parent


def person(role, code, name, star=""):
    user = UserFactory(username=name, display_name=name)
    GrantFactory(user=user, role=role, code=code, star=star)
    return user


@pytest.fixture
def secretary(villages):
    return person(Role.BRANCH_SECRETARY, VILLAGE, "secretary")


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
def force(villages):
    return person(Role.STAR_OFFICER, COUNTY, "force", star="ecology")


@pytest.fixture
def stranger():
    """An officer of another county."""
    BranchFactory(area=AreaFactory(code=ELSEWHERE))
    return person(Role.STREET_OFFICER, ELSEWHERE[:9], "stranger")


@pytest.fixture
def browse(english):
    """Return a browser in which somebody is signed in."""

    def signed_in(user):
        english.force_login(user)
        return english

    return signed_in


def wish(**more) -> Wish:
    """A ditch to be cleaned within the two weeks from now."""
    said = {
        "title": "清理排水沟",
        "responsible": "村党支部书记",
        "start_week": TODAY,
        "due_week": TODAY + dt.timedelta(weeks=1),
        "star": "ecology",
    }
    return Wish(**{**said, **more})


def a_piece(by, area, year, **more) -> WorkItem:
    [item] = set_work(by=by, campaign=year, areas=[area], wish=wish(**more))
    return item


def words(answer) -> str:
    """Return the words of a page, without tags and line ends."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text)


def record_of(item) -> list[tuple]:
    """Return (version, verb, source, target, text, who), oldest first."""
    fields = ("version", "verb", "source", "target", "text", "done_by__username")
    return list(WorkStep.everything.filter(item=item).order_by("version").values_list(*fields))


def everything() -> tuple:
    """Return all that an action may write, for tests that it wrote nothing."""
    tables = (WorkItem, WorkStep, Meeting, Rhythm)
    return (
        [list(model.everything.order_by("pk").values_list()) for model in tables],
        Event.objects.count(),
    )


def titles(answer) -> list[str]:
    """Return the titles of a list's rows, in their order."""
    return [row.title for row in answer.context["table"].data.data]


def moved(by, item, verb, text="", **more) -> WorkItem:
    """Make one move on what stands now."""
    return move_work(by=by, item=item, verb=verb, seen=item.version, word=Word(text, **more))
