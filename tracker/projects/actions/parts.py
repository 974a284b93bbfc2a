"""Milestones and money of a project."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.history.actions import change_seen
from tracker.history.record import Change, recorded_last, tell
from tracker.history.rows import values_of
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.projects.actions.guards import refuse
from tracker.projects.actions.moving import held
from tracker.projects.models import Milestone, Payment, Project
from tracker.projects.money import LARGEST
from tracker.projects.terms import State
from tracker.projects.workflow import GOING_ON


def add_milestone(*, by: User, project: Project, title: str, due_on: dt.date) -> Milestone:
    """Add a step to a project's way. Raises Denied; Refused for one that is there."""
    with recorded_last(by=by):
        row = _held_for(by, project, (State.PROPOSED, *GOING_ON))
        if not title.strip():
            raise Refused(_("Name the step."))
        milestone = Milestone(project=row, title=title.strip(), due_on=due_on, changed_by=by)
        try:
            with transaction.atomic():
                milestone.save(force_insert=True)
        except IntegrityError as error:
            raise Refused(_("This project has a step of this name already.")) from error
        _tell(milestone, row, "add_milestone", by)
    return milestone


def reach_milestone(*, by: User, milestone: Milestone, reached_on: dt.date, seen: int) -> Milestone:
    """Say when a step was reached. Raises Denied, Overtaken, Refused."""
    with recorded_last(by=by):
        row = _held_for(by, milestone.project, GOING_ON)
        mine = Milestone.objects.unscoped("the action asks for the right of its project")
        step = mine.select_for_update(no_key=True).get(pk=milestone.pk)
        refuse(_against_day(reached_on))
        if step.reached_on:
            raise Refused(_("This step was reached already."))
        values = {"reached_on": reached_on}
        area = row.area_id
        change_seen(step, values, seen=seen, verb="reach_milestone", by=by, area_code=area)
    return step


def receive(
    *, by: User, project: Project, amount: Decimal, received_on: dt.date, source: str
) -> Payment:
    """Enter money that came in, or with a minus went back. Never changed afterwards."""
    with recorded_last(by=by):
        row = _held_for(by, project, (*GOING_ON, State.FINISHED))
        refuse(_against_day(received_on))
        if not amount or abs(amount) >= LARGEST or not source.strip():
            raise Refused(_("Say how much came in, and from which fund or department."))
        payment = Payment(
            project=row,
            amount=amount,
            received_on=received_on,
            source=source.strip(),
            entered_by=by,
        )
        payment.save(force_insert=True)
        _tell(payment, row, "receive", by)
    return payment


def _held_for(by: User, project: Project, states: tuple[State, ...]) -> Project:
    row = held(project.pk)
    require(by, Permission.PROJECTS_ENTER, row.area_id, row.star)
    if row.state not in states:
        words = {"state": State(row.state).label}
        raise Refused(_("This is not possible now: the project stands at “%(state)s”.") % words)
    return row


def _against_day(day: dt.date) -> str:
    return _("This day lies in the future.") if day > timezone.localdate() else ""


def _tell(part: Milestone | Payment, project: Project, verb: str, by: User) -> None:
    change = Change.of(
        part,
        verb,
        object_name=f"{project.title}: {part}",
        area_code=project.area_id,
        after=values_of(part),
    )
    tell([change], by=by)
