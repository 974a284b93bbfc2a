"""A year that rows are written in is not closed meanwhile."""

import threading

import pytest
from django.conf import settings
from django.db import connection, transaction

from tests.factories.campaigns import CampaignFactory
from tests.factories.people import GrantFactory
from tests.tracker.places.test_race import patiently
from tracker.access.terms import Role
from tracker.campaigns.actions import close_campaign
from tracker.campaigns.holding import hold_years


@pytest.mark.django_db
def test_the_states_of_the_years_that_are_there():
    CampaignFactory(year=2023, state="closed")
    CampaignFactory(year=2024)

    with transaction.atomic():
        assert hold_years([2024, 2023, 2030, 2023]) == {2023: "closed", 2024: "running"}
        assert hold_years([]) == {}


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_held():
    with pytest.raises(RuntimeError, match="transaction"):
        hold_years([2023])


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" in settings.DATABASES["default"]["ENGINE"], reason="one writer")
def test_who_closes_a_year_waits_for_all_who_hold_it():
    campaign = CampaignFactory(year=2023)
    city = GrantFactory(role=Role.CITY_OFFICE, code=settings.HOME_AREA).user
    facts = {"by": city, "campaign": campaign}
    closing = threading.Thread(target=patiently, args=(close_campaign,), kwargs=facts)

    with transaction.atomic():
        hold_years([2023])
        other = threading.Thread(target=patiently, args=(_held_by_another,))
        other.start()
        other.join(timeout=30)
        assert not other.is_alive()
        closing.start()
        until_somebody_waits()
        assert hold_years([2023]) == {2023: "running"}
    closing.join(timeout=30)

    with transaction.atomic():
        assert hold_years([2023]) == {2023: "closed"}


def _held_by_another():
    with transaction.atomic():
        hold_years([2023])


def until_somebody_waits():
    """Come back when the database itself says that one transaction waits for another."""
    for _attempt in range(3000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.01)")
    raise AssertionError("nobody waits")
