"""Examples of findings."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tests.factories.campaigns import CampaignFactory
from tests.factories.people import UserFactory
from tests.factories.places import AreaFactory
from tests.factories.scoped import ScopedFactory
from tracker.findings.models import Extension, Finding, FindingStep, Series
from tracker.findings.terms import Origin, State, Verb


def _today():
    return timezone.localdate()


class SeriesFactory(DjangoModelFactory):
    class Meta:
        model = Series

    key = factory.Sequence(lambda n: f"finding-2023-{410811 + n}")


class FindingFactory(ScopedFactory):
    """A village with something to put right; nobody has assigned it yet."""

    class Meta:
        model = Finding

    number = factory.Sequence(lambda n: f"2023-410822-{n + 1:04d}")
    campaign = factory.SubFactory(CampaignFactory)
    area = factory.SubFactory(AreaFactory)
    star = "ecology"
    what = "垃圾清运点未及时清理"
    origin = Origin.OFFICE
    found_on = factory.LazyFunction(_today)
    responsible = factory.SelfAttribute("area")
    responsible_level = factory.SelfAttribute("area.level")
    due_on = factory.LazyAttribute(lambda one: one.found_on + dt.timedelta(days=7))
    reported_by = factory.SubFactory(UserFactory)
    changed_by = factory.SelfAttribute("reported_by")


class FindingStepFactory(ScopedFactory):
    class Meta:
        model = FindingStep

    finding = factory.SubFactory(FindingFactory)
    version = factory.SelfAttribute("finding.version")
    round = 1
    verb = Verb.REPORT
    source = State.REPORTED
    target = State.REPORTED
    due_on = factory.SelfAttribute("finding.due_on")
    level = factory.SelfAttribute("finding.responsible_level")
    done_on = factory.SelfAttribute("finding.found_on")
    done_by = factory.SubFactory(UserFactory)


class ExtensionFactory(ScopedFactory):
    class Meta:
        model = Extension

    finding = factory.SubFactory(FindingFactory)
    until = factory.LazyAttribute(lambda one: one.finding.due_on + dt.timedelta(days=7))
    reason = "材料尚未到位"
    asked_by = factory.SubFactory(UserFactory)
