"""A small tree with names, two campaigns, and people of its county, its city and its neighbour."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.factories.campaigns import CampaignFactory
from tests.factories.figures import ReportedFigureFactory
from tests.factories.people import GrantFactory, area_with_code
from tests.tracker.claims.pages import COUNTY, OTHER, REPORT, STREET, VILLAGE
from tracker.access.terms import Role
from tracker.claims.actions import Given, receive
from tracker.claims.models import Claim
from tracker.jobs.models import Job
from tracker.jobs.running import run
from tracker.places.models import Area


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _tree(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    for code, name in (
        (STREET, "青石街道"),
        (OTHER, "柳河街道"),
        (COUNTY, "东山区"),
        (VILLAGE, "张庄村"),
    ):
        area_with_code(code)
        Area.objects.filter(pk=code).update(name=name, official_name=name)
    Area.objects.filter(pk=STREET).update(rural_units=12, urban_units=2)
    for year in (2022, 2023):
        CampaignFactory(year=year)


@pytest.fixture
def county():
    return GrantFactory(role=Role.COUNTY_OFFICE, code=COUNTY).user


@pytest.fixture
def city():
    return GrantFactory(role=Role.CITY_OFFICE, code="4108").user


@pytest.fixture
def neighbour():
    return GrantFactory(role=Role.COUNTY_OFFICE, code="410883").user


@pytest.fixture
def officer():
    """Reads claims of their street, and judges none."""
    return GrantFactory(role=Role.STREET_OFFICER, code=STREET).user


@pytest.fixture
def give_in(county):
    """Give in texts as one person and have the job do its work; return the delivery."""

    def give(*texts, by=None, names=()):
        by = by or county
        given = [
            Given(text if isinstance(text, bytes) else text.encode(), name)
            for text, name in zip(
                texts, names or [f"{n}.txt" for n in range(len(texts))], strict=True
            )
        ]
        delivery = receive(by=by, given=given)
        run(Job.objects.get(key=delivery.job_key).pk, beating=False)
        return delivery

    return give


@pytest.fixture
def page(give_in):
    """A page that was given in and read."""
    return give_in(REPORT).files.get().page


@pytest.fixture
def claims(page):
    """Its claims, in the order of the text."""
    return list(Claim.everything.filter(page=page).order_by("start", "end"))


@pytest.fixture
def agreeing(claims):
    """Two of the page's claims, each with a figure at its place that says the same."""
    for claim in claims[:2]:
        said = {name: getattr(claim, name) for name in ("level", "value", "start", "end")}
        ReportedFigureFactory(article=claim.article, area_id=STREET, **said)
    return claims[:2]
