"""Examples of campaign years and what belongs to them."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from tracker.campaigns.models import (
    Campaign,
    CampaignDate,
    LeadDepartment,
    LevelRule,
    Scheme,
    Standard,
    Star,
    Veto,
)
from tracker.campaigns.terms import StarKey, State
from tracker.places.terms import Level, UnitKind


class CampaignFactory(DjangoModelFactory):
    class Meta:
        model = Campaign
        django_get_or_create = ("year",)

    year = 2023
    state = State.RUNNING


class LevelRuleFactory(DjangoModelFactory):
    class Meta:
        model = LevelRule

    campaign = factory.SubFactory(CampaignFactory)
    source = "据三个乡镇公布的数推算"


class CampaignDateFactory(DjangoModelFactory):
    class Meta:
        model = CampaignDate

    campaign = factory.SubFactory(CampaignFactory)
    name = factory.Sequence(lambda n: f"第{n}次观摩")
    starts_on = dt.date(2023, 6, 1)
    ends_on = dt.date(2023, 6, 30)


class SchemeFactory(DjangoModelFactory):
    class Meta:
        model = Scheme
        django_get_or_create = ("campaign", "unit_kind")

    campaign = factory.SubFactory(CampaignFactory)
    unit_kind = UnitKind.RURAL


class StarFactory(DjangoModelFactory):
    class Meta:
        model = Star
        django_get_or_create = ("scheme", "key")

    scheme = factory.SubFactory(SchemeFactory)
    key = StarKey.ECOLOGY
    name = "生态宜居星"
    position = 2
    colour = "#2f8f5b"
    meaning = "整治人居环境"


class StandardFactory(DjangoModelFactory):
    class Meta:
        model = Standard

    star = factory.SubFactory(StarFactory)
    number = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"第{n + 1}条标准")


class LeadDepartmentFactory(DjangoModelFactory):
    class Meta:
        model = LeadDepartment

    star = factory.SubFactory(StarFactory)
    area = factory.SubFactory("tests.factories.places.AreaFactory", level=Level.CITY, code="4108")
    department = "农业农村局"


class VetoFactory(DjangoModelFactory):
    class Meta:
        model = Veto

    campaign = factory.SubFactory(CampaignFactory)
    text = factory.Sequence(lambda n: f"第{n}项否决事项")
