"""Examples of notices, of how they arrive, and of their ways out."""

import factory
from factory.django import DjangoModelFactory

from tests.factories.people import UserFactory, area_with_code
from tracker.access.terms import Role
from tracker.notices.models import Channel, Dispatch, Notice
from tracker.notices.terms import Kind, Pace, Robot, Route
from tracker.people.models import Grant

VILLAGES = [f"4108710602{n:02}" for n in range(1, 10)]


class NoticeFactory(DjangoModelFactory):
    """A finding of a village is somebody's to put right."""

    class Meta:
        model = Notice

    class Params:
        code = factory.Iterator(VILLAGES)

    person = factory.SubFactory(UserFactory)
    kind = Kind.ASSIGNED
    number = factory.Sequence(lambda n: f"2023-410871-{n + 1:04d}")
    key = factory.LazyAttribute(lambda one: f"{one.kind}:{one.number}:2")
    area = factory.LazyAttribute(lambda one: area_with_code(one.code))
    path = factory.LazyAttribute(lambda one: f"/findings/{one.number}/")


class ChannelFactory(DjangoModelFactory):
    """Mail and a robot, soon after it happens."""

    class Meta:
        model = Channel

    person = factory.SubFactory(UserFactory)
    pace = Pace.AT_ONCE
    by_mail = True
    mailbox = factory.Sequence(lambda n: f"office{n}@example.gov.cn")
    robot = Robot.WECOM
    hook = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=never-shown-7"


class DispatchFactory(DjangoModelFactory):
    class Meta:
        model = Dispatch

    notice = factory.SubFactory(NoticeFactory)
    route = Route.MAIL


def a_notice_of_the_reader() -> Notice:
    """Make a notice of the auditor whom the tests of lists sign in: others have none to show."""
    reader = Grant.objects.filter(role=Role.AUDITOR).order_by("pk").first()
    return NoticeFactory(**({"person": reader.user} if reader else {}))
