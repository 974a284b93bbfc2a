"""Examples of work, of its record, of meetings and rhythms."""

import datetime as dt

import factory

from tests.factories.campaigns import CampaignFactory
from tests.factories.people import UserFactory
from tests.factories.places import AreaFactory
from tests.factories.scoped import ScopedFactory
from tracker.worklist.models import Meeting, Rhythm, WorkItem, WorkStep
from tracker.worklist.terms import Frequency, Purpose, State, Verb

MONDAY = dt.date(2023, 6, 5)


class RhythmFactory(ScopedFactory):
    """A meeting every week."""

    class Meta:
        model = Rhythm

    area = factory.SubFactory(AreaFactory)
    name = factory.Sequence(lambda n: f"第{n}例会")
    frequency = Frequency.WEEK
    purpose = Purpose.MEETING


class MeetingFactory(ScopedFactory):
    class Meta:
        model = Meeting

    area = factory.SubFactory(AreaFactory)
    held_on = factory.Sequence(lambda n: dt.date(2023, 6, 5) + dt.timedelta(days=n % 300))
    title = factory.Sequence(lambda n: f"第{n}次例会")
    minutes = factory.Sequence(lambda n: f"议定第{n}件事")
    changed_by = factory.SubFactory(UserFactory)


class WorkItemFactory(ScopedFactory):
    """A village that renews its meeting room; nobody has begun."""

    class Meta:
        model = WorkItem

    campaign = factory.SubFactory(CampaignFactory)
    area = factory.SubFactory(AreaFactory)
    set_in = factory.SelfAttribute("area")
    star = "industry"
    title = factory.Sequence(lambda n: f"修缮第{n}间议事室")
    responsible = factory.Sequence(lambda n: f"第{n}支部书记岗")
    start_week = MONDAY
    due_week = factory.Sequence(lambda n: MONDAY + dt.timedelta(weeks=n % 40))
    set_on = MONDAY
    changed_by = factory.SubFactory(UserFactory)


class WorkStepFactory(ScopedFactory):
    class Meta:
        model = WorkStep

    item = factory.SubFactory(WorkItemFactory)
    version = factory.Sequence(lambda n: n + 1001)  # above those that actions give
    verb = Verb.REPORT
    source = State.OPEN
    target = State.UNDERWAY
    text = factory.Sequence(lambda n: f"第{n}步已做")
    due_week = factory.SelfAttribute("item.due_week")
    done_by = factory.SubFactory(UserFactory)
