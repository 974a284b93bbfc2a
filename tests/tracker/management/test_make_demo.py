"""A made-up year comes about through the same actions as a real one."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.people import UserFactory
from tests.factories.places import AreaFactory, BranchFactory
from tests.tracker.ratings.cast import campaign
from tracker.declarations import rollups as declared
from tracker.history.verify import verify
from tracker.models import Declaration, Event, Rating, StarRating, User
from tracker.places.actions import recount_units
from tracker.ratings import rollups as rated
from tracker.tallies.rollups import wrong_tallies

STREETS = ("410822105", "410822106")


@pytest.fixture
def places(db, settings):
    """Two streets of one county with twelve villages each, and a year to go by."""
    settings.DEMO = True
    for street in STREETS:
        for number in range(201, 213):
            BranchFactory(area=AreaFactory(code=f"{street}{number}"))
    recount_units()
    campaign(2023)


def run(**options) -> str:
    said = StringIO()
    call_command("make_demo", stdout=said, **options)
    return said.getvalue()


def test_only_a_demonstration_is_filled(places, settings):
    settings.DEMO = False

    with pytest.raises(CommandError):
        run(commit=True)

    assert not User.objects.exists()


def test_a_site_with_people_is_left_alone(places):
    UserFactory()

    with pytest.raises(CommandError):
        run(commit=True)

    assert not Rating.everything.exists()


def test_without_commit_nothing_is_made(places):
    run()

    assert not User.objects.exists()


def test_a_year_is_made_whose_sums_agree_and_whose_log_is_whole(places):
    run(commit=True)

    states = set(StarRating.everything.values_list("state", flat=True))
    assert {"declared", "entered", "awarded"} <= states
    assert Declaration.everything.count() > 12
    assert list(wrong_tallies([declared.recount, rated.recount])) == []
    count, fault = verify()
    assert (count, fault) == (Event.objects.count(), None)


def test_whoever_is_named_has_the_password_that_is_said_and_nobody_else_has_one(places):
    said = run(commit=True)
    password = re.search(r"[a-zA-Z0-9]{4}(-[a-zA-Z0-9]{2,4}){3}", said)[0]

    for username in ("village", "street", "reviewer", "force", "county", "city", "auditor"):
        assert username in said
        assert User.objects.get(username=username).check_password(password)
    others = User.objects.filter(username__contains=".")
    assert others.exists()
    assert not any(other.has_usable_password() for other in others)
