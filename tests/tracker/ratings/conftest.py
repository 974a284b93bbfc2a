"""What the tests of ratings begin with."""

import pytest
from django.utils import translation

from tests.tracker.ratings.cast import Cast, campaign, village


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def year():
    return campaign()


@pytest.fixture
def branch(year):
    return village()


@pytest.fixture
def cast(branch):
    return Cast()
