"""English words, and the cast of findings around a street that is inspected."""

import pytest
from django.utils import translation

from tests.factories.campaigns import SchemeFactory, StandardFactory, StarFactory
from tests.tracker.findings.cast import COUNTY, Cast, person
from tests.tracker.findings.conftest import at, on

__all__ = ["at", "on"]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _photos(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def cast(db):
    cast = Cast()
    cast.second = person("inspector", COUNTY, "second")
    star = StarFactory(scheme=SchemeFactory(campaign=cast.campaign), key="ecology", position=2)
    cast.star = star
    cast.standards = [StandardFactory(star=star, number=number) for number in (1, 2)]
    return cast
