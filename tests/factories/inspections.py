"""Examples of rounds, visits, inspections and bulletins."""

import datetime as dt
import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tests.factories.campaigns import CampaignFactory, StandardFactory
from tests.factories.people import UserFactory
from tests.factories.places import AreaFactory
from tests.factories.scoped import ScopedFactory
from tracker.inspections.actions.photos import folder
from tracker.inspections.models import (
    Bulletin,
    Draft,
    Inspection,
    InspectionResult,
    InspectionScore,
    Photo,
    PlannedVisit,
    Round,
    SelfCheck,
    SelfCheckDraft,
)


def _today():
    return timezone.localdate()


class RoundFactory(ScopedFactory):
    """A quarterly 观摩 of a township, in official order."""

    class Meta:
        model = Round

    campaign = factory.SubFactory(CampaignFactory)
    area = factory.SubFactory(AreaFactory, code="410822105")
    kind = "observation"
    title = factory.Sequence(lambda n: f"磨头镇第{n + 1}次观摩")
    starts_on = factory.LazyFunction(_today)
    ends_on = factory.LazyAttribute(lambda one: one.starts_on + dt.timedelta(days=14))
    planned_by = factory.SubFactory(UserFactory)


class PlannedVisitFactory(DjangoModelFactory):
    class Meta:
        model = PlannedVisit

    area = factory.SubFactory(AreaFactory)
    # A round of that unit alone: one of another place would lie with somebody else.
    round = factory.SubFactory(RoundFactory, area=factory.SelfAttribute("..area"))
    position = 1
    inspector = factory.SubFactory(UserFactory)


class InspectionFactory(ScopedFactory):
    """Submitted by its inspector."""

    class Meta:
        model = Inspection

    visit = factory.SubFactory(PlannedVisitFactory)
    campaign = factory.SelfAttribute("visit.round.campaign")
    area = factory.SelfAttribute("visit.area")
    state = "submitted"
    inspected_on = factory.LazyFunction(_today)
    highlights = "村容整洁"
    begun_by = factory.SelfAttribute("visit.inspector")
    submitted_at = factory.LazyFunction(timezone.now)
    submitted_by = factory.SelfAttribute("visit.inspector")


class DraftFactory(DjangoModelFactory):
    class Meta:
        model = Draft

    inspection = factory.SubFactory(
        InspectionFactory, state="draft", submitted_at=None, submitted_by=None
    )
    typed = '{"highlights": "村容"}'
    saved_by = factory.SelfAttribute("inspection.begun_by")


class InspectionResultFactory(DjangoModelFactory):
    class Meta:
        model = InspectionResult

    inspection = factory.SubFactory(InspectionFactory)
    standard = factory.SubFactory(StandardFactory)
    result = "met"


class InspectionScoreFactory(DjangoModelFactory):
    class Meta:
        model = InspectionScore

    inspection = factory.SubFactory(InspectionFactory)
    dimension = "site"
    points = 36
    most = 40


class PhotoFactory(DjangoModelFactory):
    class Meta:
        model = Photo

    inspection = factory.SubFactory(InspectionFactory)
    # Test processes share one folder: no two of them may use a name.
    file = factory.LazyFunction(lambda: f"{uuid.uuid4().hex}.jpg")
    caption = "村口公告栏"
    sha256 = "2" * 64
    added_by = factory.SelfAttribute("inspection.begun_by")


def a_photo(area, caption):
    """Return a photo with its file, at a unit."""
    found = PhotoFactory(inspection__visit__area=area, caption=caption)
    folder().mkdir(parents=True, exist_ok=True)
    (folder() / found.file).write_bytes(caption.encode())
    return found


class SelfCheckFactory(ScopedFactory):
    class Meta:
        model = SelfCheck

    campaign = factory.SubFactory(CampaignFactory)
    area = factory.SubFactory(AreaFactory)
    # Not today: one of today is recorded by tests.
    checked_on = factory.Sequence(lambda n: dt.date(2023, 1, 1) + dt.timedelta(days=n % 300))
    highlights = "村容整洁"
    recorded_by = factory.SubFactory(UserFactory)


class SelfCheckDraftFactory(DjangoModelFactory):
    class Meta:
        model = SelfCheckDraft

    area = factory.SubFactory(AreaFactory)
    saved_by = factory.SubFactory(UserFactory)
    typed = '{"highlights": "村容"}'


class BulletinFactory(ScopedFactory):
    """A draft of a township's bulletin."""

    class Meta:
        model = Bulletin

    campaign = factory.SubFactory(CampaignFactory)
    area = factory.SubFactory(AreaFactory, code="410822105")
    title = "关于磨头镇督导检查情况的通报"
    starts_on = dt.date(2023, 4, 1)
    ends_on = dt.date(2023, 6, 30)
    text = "一、基本情况\n本季度督导检查34个村。"
    composed_by = factory.SubFactory(UserFactory)
    changed_by = factory.SelfAttribute("composed_by")
