"""Examples of projects, of their steps and money, and of supplies."""

import datetime as dt
from decimal import Decimal

import factory

from tests.factories.campaigns import CampaignFactory
from tests.factories.people import UserFactory
from tests.factories.places import AreaFactory
from tests.factories.scoped import ScopedFactory
from tracker.projects.models import Milestone, Payment, Project, Supply


class SupplyFactory(ScopedFactory):
    """A county's fund for village industries."""

    class Meta:
        model = Supply

    campaign = factory.SubFactory(CampaignFactory)
    area = factory.SubFactory(AreaFactory, code="410822")
    title = factory.Sequence(lambda n: f"第{n}批衔接资金")
    department = factory.Sequence(lambda n: f"第{n}局")
    amount = factory.Sequence(lambda n: Decimal(1_000_000 + 10_000 * n))
    changed_by = factory.SubFactory(UserFactory)


class ProjectFactory(ScopedFactory):
    """A village that wants a cold store; the county has not looked at it yet."""

    class Meta:
        model = Project

    campaign = factory.SubFactory(CampaignFactory)
    area = factory.SubFactory(AreaFactory)
    star = "industry"
    title = factory.Sequence(lambda n: f"第{n}座冷库")
    responsible = factory.Sequence(lambda n: f"第{n}支部书记岗")
    planned = factory.Sequence(lambda n: Decimal(300_000 + 10_000 * n))
    written_by = factory.SubFactory(UserFactory)
    changed_by = factory.SelfAttribute("written_by")


class MilestoneFactory(ScopedFactory):
    class Meta:
        model = Milestone

    project = factory.SubFactory(ProjectFactory, state="listed")
    title = factory.Sequence(lambda n: f"第{n}步")
    due_on = dt.date(2023, 9, 1)
    changed_by = factory.SubFactory(UserFactory)


class PaymentFactory(ScopedFactory):
    class Meta:
        model = Payment

    project = factory.SubFactory(ProjectFactory, state="listed")
    amount = Decimal(100_000)
    received_on = dt.date(2023, 6, 1)
    source = "县级衔接资金"
    entered_by = factory.SubFactory(UserFactory)
