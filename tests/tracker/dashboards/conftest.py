"""A city of two counties: one street with three villages and a community, and its figures."""

from types import SimpleNamespace

import pytest

from tests.factories.articles import ArticleFactory, PageFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.figures import ReportedFigureFactory
from tracker.campaigns.models import Scheme, Star
from tracker.places.codes import level_of, parent_code
from tracker.places.models import Area


def make_area(code, name, kind="", units=(0, 0, 0), **more):
    rural, urban, excluded = units
    return Area.objects.create(
        code=code,
        name=name,
        official_name=more.pop("official_name", name),
        level=level_of(code),
        kind=kind,
        parent_id=parent_code(code) if len(code) > 4 else None,
        rural_units=rural,
        urban_units=urban,
        excluded_units=excluded,
        **more,
    )


@pytest.fixture
def place(settings):
    """The areas by a short name."""
    settings.HOME_AREA = "4108"
    found = SimpleNamespace(
        city=make_area("4108", "焦作市", units=(3, 1, 1)),
        zone=make_area("410871", "示范区", units=(3, 1, 0)),
        other=make_area("410803", "中站区", units=(0, 0, 1)),
    )
    found.street = make_area("410871061", "文苑街道", units=(3, 1, 0), statutory_parent=found.other)
    found.villages = [
        make_area(f"41087106120{n}", name, "rural", (1, 0, 0))
        for n, name in enumerate(["和屯村", "永兴屯村", "芦堡村"], 1)
    ]
    found.community = make_area("410871061001", "东方社区", "urban", (0, 1, 0))
    return found


@pytest.fixture
def years():
    """The campaigns of 2022 and 2023 with the rural stars of 2023."""
    campaigns = {year: CampaignFactory(year=year) for year in (2022, 2023)}
    scheme = Scheme.objects.create(campaign=campaigns[2023], unit_kind="rural")
    for position, (key, name) in enumerate(
        [("industry", "产业兴旺星"), ("ecology", "生态宜居星")], 1
    ):
        Star.objects.create(scheme=scheme, key=key, name=name, position=position)
    return campaigns


@pytest.fixture
def states(years):
    """Make a figure the way the papers state one."""
    article = ArticleFactory(key="002-a1", page=PageFactory(key="002"), title="闯新路")

    def state(area, value, level=4, year=2023, **more):
        return ReportedFigureFactory(
            area=area, value=value, level=level, campaign=years[year], article=article, **more
        )

    return state
