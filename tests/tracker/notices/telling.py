"""Running the room's jobs as the relay does, and reading what came of it."""

from __future__ import annotations

from tests.factories.notices import ChannelFactory
from tracker.jobs.actions import ask_for
from tracker.jobs.models import Job
from tracker.jobs.running import run
from tracker.notices.models import Channel, Dispatch, Notice


def do(kind: str) -> Job:
    """Do one job of a kind; return it as it ended."""
    job = ask_for(kind, by=None)
    assert run(job.pk, beating=False)
    job.refresh_from_db()
    assert job.state == "done", (job.state, job.outcome)
    return job


def look() -> None:
    do("notices.look")


def send() -> None:
    do("notices.send")


def told(person) -> list[tuple[str, str]]:
    """Return (kind, key without it) of what a person was told, in the order it was written."""
    rows = Notice.objects.filter(person=person).order_by("pk")
    return [(kind, key.partition(":")[2]) for kind, key in rows.values_list("kind", "key")]


def kinds(person) -> list[str]:
    return [kind for kind, _key in told(person)]


def states(person) -> list[tuple[str, str]]:
    rows = Dispatch.objects.filter(notice__person=person).order_by("pk")
    return list(rows.values_list("route", "state"))


def by_mail(who, **more) -> Channel:
    """Have somebody's notices sent to them by mail."""
    return ChannelFactory(person=who, robot="", hook="", **more)


def by_robot(who, hook: str, *, robot: str = "wecom", secret: str = "") -> Channel:
    """Have somebody's notices posted to a robot."""
    return ChannelFactory(
        person=who, by_mail=False, mailbox="", robot=robot, hook=hook, secret=secret
    )
