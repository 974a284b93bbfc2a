"""Examples of what the papers state, and of cross-checks over it."""

import datetime as dt
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from tests.factories.articles import ArticleFactory
from tests.factories.campaigns import CampaignFactory
from tracker.figures.models import Crosscheck, CrosscheckPart, ReportedFigure
from tracker.figures.terms import (
    Bearing,
    CheckKind,
    CheckResult,
    FigureUnitKind,
    Metric,
    Nature,
    PartRole,
    Unit,
)


class ReportedFigureFactory(DjangoModelFactory):
    """A township reports how many of its village branches reached four stars."""

    class Meta:
        model = ReportedFigure

    key = factory.Sequence(lambda n: f"1{n // 900:02d}-{n % 900 + 1:03d}")
    article = factory.SubFactory(ArticleFactory)
    label = factory.Sequence(lambda n: f"农村四星支部数{n + 1}")
    label_en = factory.Sequence(lambda n: f"Rural four-star branches {n + 1}")
    area = factory.SubFactory("tests.factories.places.AreaFactory")
    named_as = "文苑街道"
    campaign = factory.SubFactory(CampaignFactory)
    unit_kind = FigureUnitKind.RURAL
    nature = Nature.REPORTED
    bearing = Bearing.CAMPAIGN
    metric = Metric.LEVEL_COUNT
    level = 4
    value = Decimal(2)
    unit = Unit.BRANCH
    period = "2023"
    as_of = dt.date(2023, 6, 30)
    start = 248
    end = 254
    sha256 = "1" * 64
    entered_on = dt.date(2026, 11, 21)


class CrosscheckFactory(DjangoModelFactory):
    """Two pages state two numbers of grids, and a rule has chosen."""

    class Meta:
        model = Crosscheck

    key = factory.Sequence(lambda n: f"grids-{n + 1}")
    kind = CheckKind.DIFFER
    area = factory.SubFactory("tests.factories.places.AreaFactory")
    title = factory.Sequence(lambda n: f"全科网格数不一之{n + 1}")
    title_en = factory.Sequence(lambda n: f"Two numbers of grids {n + 1}")
    result = CheckResult.CONTRADICTS
    expected = Decimal(67)
    found = Decimal(617)
    arithmetic = "617 ≠ 67"
    rule = "parts_add_up"
    explanation = "67等于31加36"
    explanation_en = "67 is 31 plus 36."


class CrosscheckPartFactory(DjangoModelFactory):
    class Meta:
        model = CrosscheckPart

    crosscheck = factory.SubFactory(CrosscheckFactory)
    figure = factory.SubFactory(ReportedFigureFactory)
    role = PartRole.CHOSEN
    position = factory.Sequence(lambda n: n + 1)
