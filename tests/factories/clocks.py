"""Examples of clocks and frozen weeks."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from tests.factories.campaigns import CampaignFactory
from tests.factories.people import UserFactory
from tests.factories.places import AreaFactory
from tests.factories.scoped import ScopedFactory
from tracker.clocks.models import ClockRule, FrozenWeek, WeeklyCard
from tracker.clocks.terms import Colour, Condition
from tracker.places.terms import Level


class ClockRuleFactory(ScopedFactory):
    """A county that counts as nobody has told it to; each further one is another county."""

    class Meta:
        model = ClockRule

    campaign = factory.SubFactory(CampaignFactory)
    area = factory.SubFactory(
        AreaFactory, level=Level.COUNTY, code=factory.Sequence(lambda n: f"4108{11 + n % 80}")
    )
    changed_by = factory.SubFactory(UserFactory)


class FrozenWeekFactory(DjangoModelFactory):
    class Meta:
        model = FrozenWeek
        django_get_or_create = ("campaign", "starts_on")

    campaign = factory.SubFactory(CampaignFactory)
    starts_on = dt.date(2023, 6, 19)
    frozen_on = dt.date(2023, 6, 26)


class WeeklyCardFactory(ScopedFactory):
    """A village with one matter that is overdue."""

    class Meta:
        model = WeeklyCard

    week = factory.SubFactory(FrozenWeekFactory)
    area = factory.SubFactory(AreaFactory)
    colour = Colour.RED
    condition = Condition.OVERDUE
    words = "超期未办结"
    words_en = "Overdue"
    legend = "deadline"
    total = 1
    counts = '{"overdue": 1}'
