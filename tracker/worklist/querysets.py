"""Reads of the work lists."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from tracker.access.terms import Permission
from tracker.clocks.weeks import monday_of
from tracker.people.scopes import ScopedQuerySet
from tracker.places.querysets import under
from tracker.worklist.terms import ENDED, LIVE, UNDONE
from tracker.worklist.weeks import Month


class WorkItemQuerySet(ScopedQuerySet):
    read_permission = Permission.WORK_READ

    def under(self, code: str) -> WorkItemQuerySet:
        """Work for the area and for the areas below it."""
        return self.filter(under(code, "area_id"))

    def live(self) -> WorkItemQuerySet:
        """Work for which somebody still has to do something."""
        return self.filter(state__in=LIVE)

    def key_work(self) -> WorkItemQuerySet:
        """The list of key work: what is done drops out of it."""
        return self.filter(is_key=True).live()

    def overdue(self, today: dt.date) -> WorkItemQuerySet:
        return self.filter(state__in=UNDONE, due_week__lt=monday_of(today))

    def of_month(self, month: Month) -> WorkItemQuerySet:
        """Work whose weeks touch a month, and what was left over from before it.

        A week belongs to each month in which one of its days lies. What was set after the
        month was not on its list, even if it had begun by then.
        """
        first_week = monday_of(month.first)
        began = Q(start_week__lte=month.last, set_on__lte=month.last)
        lasting = Q(due_week__gte=first_week)
        left_over = Q(due_week__lt=first_week) & (
            Q(state__in=LIVE) | Q(state__in=ENDED, ended_on__gte=month.first)
        )
        return self.filter(began & (lasting | left_over))


class WorkStepQuerySet(ScopedQuerySet):
    area_field = "item__area_id"
    read_permission = Permission.WORK_READ


class RhythmQuerySet(ScopedQuerySet):
    read_permission = Permission.WORK_READ


class MeetingQuerySet(ScopedQuerySet):
    read_permission = Permission.WORK_READ

    def under(self, code: str) -> MeetingQuerySet:
        return self.filter(under(code, "area_id"))
