"""The cast: who may, who may elsewhere, who may not."""

import pytest
from django.utils import translation

from tests.factories.people import (
    GrantFactory,
    SecurityAdministratorFactory,
    UserFactory,
    area_with_code,
)
from tracker.access.terms import Role
from tracker.history.models import Event

STREET, COUNTY, OTHER_COUNTY, CITY = "410871060", "410871", "410883", "4108"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def guard():
    """The security administrator of the whole site."""
    return SecurityAdministratorFactory(username="guard", display_name="安全员")


@pytest.fixture
def county_guard():
    """A security administrator of one county."""
    user = UserFactory(username="county.guard")
    GrantFactory(user=user, role=Role.SECURITY_ADMIN, code=COUNTY)
    return user


@pytest.fixture
def officer():
    """An officer of a street in that county."""
    user = UserFactory(username="li", display_name="李四")
    GrantFactory(user=user, role=Role.STREET_OFFICER, code=STREET)
    return user


@pytest.fixture
def street():
    return area_with_code(STREET)


@pytest.fixture
def county():
    return area_with_code(COUNTY)


@pytest.fixture
def other_county():
    return area_with_code(OTHER_COUNTY)


def story():
    """Return the actions of the log with who did them to whom, oldest first."""
    return [(event.action, event.actor_id, event.object_key) for event in Event.objects.in_order()]
