"""Readers of boards and of the ladder, in a running year."""

import pytest
from django.utils import translation

from tests.factories.campaigns import CampaignFactory
from tests.factories.people import GrantFactory

YEAR = 2023


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def year():
    return CampaignFactory(year=YEAR)


@pytest.fixture
def browse(english):
    def signed_in(role, code):
        english.force_login(GrantFactory(role=role, code=code).user)
        return english

    return signed_in
