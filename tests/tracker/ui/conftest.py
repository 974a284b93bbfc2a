"""Areas for the sample list."""

import datetime

import pytest

from tracker.places.models import Area
from tracker.places.terms import Level


@pytest.fixture
def areas(db):
    """Four areas: a city, two counties with the same number of villages, a street."""
    rows = [
        ("4108", Level.CITY, "焦作市", 30),
        ("410802", Level.COUNTY, "解放区", 7),
        ("410803", Level.COUNTY, "中站区", 7),
        ("410802001", Level.STREET, "民生街道", 2),
    ]
    return Area.objects.bulk_create(
        Area(
            code=code,
            level=level,
            name=name,
            official_name=name,
            rural_units=villages,
            valid_from=datetime.date(2022, 1, 5) if level == Level.STREET else None,
        )
        for code, level, name, villages in rows
    )


@pytest.fixture
def many_areas(db):
    """60 counties with the same number of villages, so that only the key orders them."""
    return Area.objects.bulk_create(
        Area(
            code=f"41{number:04}",
            level=Level.COUNTY,
            name=f"县{number}",
            official_name=f"县{number}",
            rural_units=5,
        )
        for number in range(60)
    )


@pytest.fixture
def page(english):
    """Ask for the sample list with an address's parameters."""

    def ask(query="", **headers):
        return english.get(f"/sample/{query}", headers=headers)

    return ask
