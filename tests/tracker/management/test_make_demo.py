"""A made-up year comes about through the same actions as a real one."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from tests.factories.people import UserFactory
from tests.factories.places import AreaFactory, BranchFactory
from tests.tracker.ratings.cast import campaign
from tracker.boards.standing.tables import groups
from tracker.contacts.models import Training
from tracker.declarations import rollups as declared
from tracker.findings.models import Finding
from tracker.history.verify import verify
from tracker.inspections.models import Inspection, PlannedVisit, Round, SelfCheck
from tracker.models import Area, Campaign, Declaration, Event, Rating, StarRating, User
from tracker.places.actions import recount_units
from tracker.places.querysets import under
from tracker.projects.models import Project
from tracker.ratings import rollups as rated
from tracker.tallies.rollups import wrong_tallies
from tracker.worklist.models import WorkItem

# Columns of boards that stand empty in a small demonstration.
MAY_BE_EMPTY = {"findings": {"age_older"}, "colours": {"yellow", "blue"}}
REPEATED = {
    WorkItem: ("area_id", "title", "state", "due_week", "climbed_to"),
    Finding: ("number", "area_id", "what", "state", "due_on"),
    Round: ("area_id", "title", "seed"),
    Inspection: ("area_id", "inspected_on", "highlights"),
    Project: ("area_id", "title", "state"),
    Training: ("area_id", "topic", "held_on"),
}
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


def test_every_board_has_something_to_show(places):
    run(commit=True)

    reader = User.objects.get(username="county")
    today = timezone.localdate()
    year = Campaign.objects.get(pk=today.year)
    for code in (STREETS[0], STREETS[0][:6]):
        area = Area.objects.get(pk=code)
        shown = {group.key: group for group in groups(reader, area, year, today)}
        assert set(shown) == {"findings", "colours", "work", "visits", "projects"}
        for group in shown.values():
            here = group.rows.filter(under(code, "area_id"))
            empty = {one.key for one in group.columns if not here.filter(one.counted).exists()}
            assert empty <= MAY_BE_EMPTY.get(group.key, set()), group.key
    assert Training.everything.count() == 3
    assert SelfCheck.everything.get().recorded_by.username == "village"
    assert PlannedVisit.objects.filter(added_at__isnull=False).count() == 2
    assert {*Finding.everything.values_list("climbed_to", flat=True)} >= {"", "street", "county"}
    assert WorkItem.everything.exclude(climbed_to="").exists()
    assert Event.objects.filter(action="demonstration.date_back").exists()


def test_made_anew_it_is_the_same(places):
    def made() -> list:
        with transaction.atomic():
            run(commit=True)
            found = [
                list(model.everything.order_by(*names).values_list(*names))
                for model, names in REPEATED.items()
            ]
            transaction.set_rollback(True)
        return found

    first = made()
    assert all(first)
    assert made() == first


def test_every_page_of_a_demonstration_says_so(places, settings, client):
    run(commit=True)
    client.force_login(User.objects.get(username="county"))
    settings.SECOND_FACTOR_ROLES = frozenset()

    year = timezone.localdate().year
    banner = gettext("This is a demonstration. Nothing on it is official, and it is made anew "
                     "from time to time.")  # fmt: skip
    for address in (
        f"{reverse('board')}?area={STREETS[0]}&campaign={year}",
        reverse("round-list"),
        reverse("work-list"),
        reverse("finding-list"),
    ):
        assert banner in client.get(address).content.decode(), address
