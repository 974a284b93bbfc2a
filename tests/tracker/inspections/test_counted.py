"""Claim against check, counted by the database: as when counted star by star, in few queries."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from random import Random

import pytest

from tests.factories.campaigns import (
    CampaignFactory,
    SchemeFactory,
    StandardFactory,
    StarFactory,
)
from tests.factories.declarations import DeclarationFactory
from tests.factories.inspections import InspectionFactory, InspectionResultFactory
from tests.factories.people import UserFactory, area_with_code
from tests.factories.places import BranchFactory
from tests.factories.ratings import RatingFactory, StarRatingFactory
from tests.tracker.findings.cast import CITY, COUNTY, STREET, VILLAGE, person
from tracker.access.terms import Role
from tracker.campaigns.scoring import STARS_OF_KIND
from tracker.inspections.gaps import Gap
from tracker.inspections.standing.claims import claims_of
from tracker.inspections.standing.counted import gaps_of, lines_of
from tracker.places.models import Area

pytestmark = pytest.mark.django_db
UNITS = [
    *(f"{STREET}{number}" for number in (1, 201, 202, 203)),
    *(f"{COUNTY}009{number}" for number in (201, 202)),
    *(f"410883001{number}" for number in (1, 201, 202)),
]
UNITS = [code if len(code) == 12 else f"{code[:9]}{int(code[9:]):03}" for code in UNITS]


def counted_by_hand(claims, length):
    """Count star by star, as the page's words say it."""
    found = {}
    for one in claims:
        counts = found.setdefault(one.unit[:length], Counter())
        counts["declared"] += one.declared
        counts["checked"] += one.declared and one.supported is not None
        counts["supported"] += one.declared and one.supported is True
        counts["awarded"] += one.awarded
        counts["contradicted"] += (one.declared or one.awarded) and one.supported is False
        counts["awarded_unchecked"] += one.awarded and one.supported is None
    return {code: Gap(**counts) for code, counts in found.items()}


def year_of_chance(seed):
    """Make a year in which everything may be: declared, awarded, seen once, twice or never."""
    chance = Random(seed)  # noqa: S311 - no secret
    campaign, other = CampaignFactory(year=2023), CampaignFactory(year=2022)
    stars = {}
    for year in (campaign, other):
        for kind, keys in STARS_OF_KIND.items():
            scheme = SchemeFactory(campaign=year, unit_kind=kind)
            for position, key in enumerate(keys, 1):
                star = StarFactory(scheme=scheme, key=key, position=position)
                standards = [StandardFactory(star=star, number=10 * position + n) for n in range(2)]
                stars.setdefault((year.pk, kind), []).append((star, standards))
    for code in UNITS:
        kind = "urban" if code[9] == "0" else "rural"
        branch = BranchFactory(area=area_with_code(code), unit_kind=kind)
        for year in (campaign, other):
            _fill(chance, branch, year, stars[year.pk, kind])
    return campaign


def _fill(chance, branch, campaign, stars):
    if chance.random() < 0.8:
        named = [star.key for star, _standards in stars if chance.random() < 0.5]
        DeclarationFactory(branch=branch, campaign=campaign, stars=",".join(named))
    if chance.random() < 0.7:
        rating = RatingFactory(branch=branch, campaign=campaign)
        for star, _standards in stars:
            state = chance.choice(["awarded", "awarded", "declared", "entered"])
            entered, confirmed = (
                (UserFactory(), UserFactory()) if state == "awarded" else (None,) * 2
            )
            StarRatingFactory(
                rating=rating, star=star, state=state, entered_by=entered, confirmed_by=confirmed
            )
    for _visit in range(chance.choice([0, 1, 2, 3])):
        submitted = chance.random() < 0.8
        facts = {} if submitted else {"state": "draft", "submitted_at": None, "submitted_by": None}
        inspection = InspectionFactory(
            visit__round__campaign=campaign,
            visit__area=branch.area,
            # Often on one day: then the later record counts.
            inspected_on=dt.date(campaign.pk, 6, chance.choice([1, 1, 2])),
            **facts,
        )
        for _star, standards in stars:
            for standard in standards:
                if chance.random() < 0.6:
                    result = chance.choice(["met", "met", "not_met", "n_a", "unchecked"])
                    InspectionResultFactory(inspection=inspection, standard=standard, result=result)


def test_a_star_is_listed_once_however_many_years_have_it():
    campaign = year_of_chance(5)
    city = person(Role.CITY_OFFICE, CITY, "city")

    listed = [(one.unit, one.star) for one in claims_of(city, CITY, campaign)]

    assert len(listed) == len(set(listed)) > 20


@pytest.mark.parametrize("seed", range(6))
def test_the_database_counts_what_the_stars_say_one_by_one(seed):
    campaign = year_of_chance(seed)
    city = person(Role.CITY_OFFICE, CITY, "city")

    for area in (CITY, COUNTY, STREET, VILLAGE):
        claims = claims_of(city, area, campaign)
        for length in (6, 9, 12):
            expected = counted_by_hand(claims, length)
            assert gaps_of(city, area, campaign, length) == expected, (area, length)


def test_each_person_counts_what_they_may_read():
    campaign = year_of_chance(7)
    officer = person(Role.STREET_OFFICER, STREET, "officer")

    claims = claims_of(officer, CITY, campaign)

    assert gaps_of(officer, CITY, campaign, 9) == counted_by_hand(claims, 9)


def test_lines_stand_in_official_order_and_add_up(django_assert_num_queries):
    campaign = year_of_chance(3)
    city = person(Role.CITY_OFFICE, CITY, "city")
    area = Area.objects.get(pk=CITY)
    lines_of(city, area, campaign)

    # What is declared, awarded and checked, and the names of the areas: however many units.
    with django_assert_num_queries(4):
        lines, together = lines_of(city, area, campaign)

    assert [line.area.pk for line in lines] == [COUNTY, "410883"]
    assert together == lines[0].gap + lines[1].gap
    assert together.declared > together.checked > together.supported > 0
    assert together.awarded > together.awarded_unchecked > 0
    assert together.contradicted > 0


def test_a_village_has_no_lines_below_it():
    campaign = year_of_chance(4)
    city = person(Role.CITY_OFFICE, CITY, "city")

    lines, together = lines_of(city, Area.objects.get(pk=VILLAGE), campaign)

    assert lines == []
    assert together == counted_by_hand(claims_of(city, VILLAGE, campaign), 12).get(VILLAGE, Gap())
