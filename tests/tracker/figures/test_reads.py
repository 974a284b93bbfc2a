"""Chainable reads of figures and cross-checks."""

import pytest

from tests.factories.campaigns import CampaignFactory
from tests.factories.figures import (
    CrosscheckFactory,
    CrosscheckPartFactory,
    ReportedFigureFactory,
)
from tests.factories.places import AreaFactory
from tracker.figures.models import Crosscheck, ReportedFigure
from tracker.figures.terms import Metric, Topic
from tracker.places.terms import Level

pytestmark = pytest.mark.django_db


@pytest.fixture
def said():
    """Four figures: two of a township, one of its county, one of another campaign."""
    county = AreaFactory(code="410871", level=Level.COUNTY)
    street = AreaFactory(code="410871061", level=Level.STREET)
    mechanism = {"metric": Metric.MECHANISM, "level": None, "value": None, "unit": "none"}
    return [
        ReportedFigureFactory(key="100-001", area=street),
        ReportedFigureFactory(key="100-002", area=street, term="13710", **mechanism),
        ReportedFigureFactory(key="100-003", area=county, bearing="context"),
        ReportedFigureFactory(
            key="100-004",
            area=AreaFactory(code="410883", level=Level.COUNTY),
            campaign=CampaignFactory(year=2022),
            metric=Metric.SHARE_AT_LEAST,
            unit="percent",
        ),
    ]


READS = {
    "of an area and all below": (lambda q: q.under("410871"), ["100-001", "100-002", "100-003"]),
    "of the area itself": (lambda q: q.about("410871"), ["100-003"]),
    "on the campaign": (lambda q: q.on_campaign(), ["100-001", "100-002", "100-004"]),
    "of a year": (lambda q: q.for_campaign(2022), ["100-004"]),
    "of levels": (lambda q: q.levels(), ["100-001", "100-003", "100-004"]),
    "of a topic": (lambda q: q.of_topic(Topic.MECHANISMS), ["100-002"]),
    "of two conditions": (lambda q: q.under("410871").on_campaign().levels(), ["100-001"]),
}


@pytest.mark.usefixtures("said")
@pytest.mark.parametrize(("read", "expected"), READS.values(), ids=READS)
def test_figures_are_read(read, expected):
    assert list(read(ReportedFigure.objects).values_list("pk", flat=True)) == expected


def test_a_figure_kept_beside_another_is_not_among_the_chosen(said):
    check = CrosscheckFactory()
    CrosscheckPartFactory(crosscheck=check, figure=said[0], role="other")
    CrosscheckPartFactory(crosscheck=check, figure=said[2], role="chosen")
    CrosscheckPartFactory(figure=said[0], role="part")

    chosen = ReportedFigure.objects.chosen().values_list("pk", flat=True)
    assert list(chosen) == ["100-002", "100-003", "100-004"]


def test_a_figure_that_repeats_another_is_not_among_the_chosen(said):
    ReportedFigure.objects.filter(pk="100-003").update(repeats="100-001")

    chosen = ReportedFigure.objects.chosen().values_list("pk", flat=True)
    assert list(chosen) == ["100-001", "100-002", "100-004"]


def test_only_a_contradiction_makes_a_dispute(said):
    CrosscheckPartFactory(figure=said[0], crosscheck=CrosscheckFactory(result="contradicts"))
    CrosscheckPartFactory(figure=said[1], crosscheck=CrosscheckFactory(result="unproven"))

    disputed = ReportedFigure.objects.with_disputes().filter(is_disputed=True)
    assert list(disputed) == [said[0]]


def test_open_cross_checks_are_those_that_do_not_agree():
    for result in ("agrees", "contradicts", "unproven"):
        CrosscheckFactory(key=result, result=result)

    assert set(Crosscheck.objects.open().values_list("pk", flat=True)) == {
        "contradicts",
        "unproven",
    }
