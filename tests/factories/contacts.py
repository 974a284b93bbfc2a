"""Examples of ties, weak branches, visits, help in numbers and trainings."""

import datetime as dt

import factory

from tests.factories.campaigns import CampaignFactory
from tests.factories.people import UserFactory
from tests.factories.places import AreaFactory
from tests.factories.scoped import ScopedFactory
from tracker.contacts.models import HelpCount, Tie, Training, Visit, WeakBranch

DAY = dt.date(2023, 6, 1)


class TieFactory(ScopedFactory):
    class Meta:
        model = Tie

    area = factory.SubFactory(AreaFactory)
    department = factory.Sequence(lambda n: f"第{n}局")
    post = factory.Sequence(lambda n: f"第{n}岗")
    starts_on = factory.Sequence(lambda n: DAY + dt.timedelta(days=n % 300))
    changed_by = factory.SubFactory(UserFactory)


class WeakBranchFactory(ScopedFactory):
    class Meta:
        model = WeakBranch

    area = factory.SubFactory(AreaFactory)
    marked_on = factory.Sequence(lambda n: DAY + dt.timedelta(days=n % 300))
    why = factory.Sequence(lambda n: f"第{n}条短板")
    marked_by = factory.SubFactory(UserFactory)
    changed_by = factory.SelfAttribute("marked_by")


class VisitFactory(ScopedFactory):
    class Meta:
        model = Visit

    area = factory.SubFactory(AreaFactory)
    department = factory.Sequence(lambda n: f"第{n}局")
    visited_on = factory.Sequence(lambda n: DAY + dt.timedelta(days=n % 300))
    seen = factory.Sequence(lambda n: f"看了第{n}处")
    changed_by = factory.SubFactory(UserFactory)


class HelpCountFactory(ScopedFactory):
    class Meta:
        model = HelpCount

    area = factory.SubFactory(AreaFactory)
    counted_on = factory.Sequence(lambda n: DAY + dt.timedelta(days=n % 3000))
    families = factory.Sequence(lambda n: 10 + n)
    problems = factory.Sequence(lambda n: 20 + n)
    solved = 9
    changed_by = factory.SubFactory(UserFactory)


class TrainingFactory(ScopedFactory):
    class Meta:
        model = Training

    campaign = factory.SubFactory(CampaignFactory)
    area = factory.SubFactory(AreaFactory)
    topic = factory.Sequence(lambda n: f"第{n}课")
    audience = "支部书记"
    wanted = factory.Sequence(lambda n: 10 + n)
    changed_by = factory.SubFactory(UserFactory)
