"""Examples of tallies."""

import factory
from factory.django import DjangoModelFactory

from tests.factories.campaigns import CampaignFactory
from tests.factories.places import AreaFactory
from tracker.places.terms import Level, UnitKind
from tracker.tallies.models import Tally


class TallyFactory(DjangoModelFactory):
    class Meta:
        model = Tally

    area = factory.SubFactory(AreaFactory, level=Level.STREET, code="410822105")
    campaign = factory.SubFactory(CampaignFactory)
    unit_kind = UnitKind.RURAL
    measure = "declaration.submitted"
    number = 12
