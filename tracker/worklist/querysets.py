"""Reads of the work lists."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from tracker.access.terms import Permission
from tracker.clocks.weeks import WEEK, monday_of
from tracker.people.scopes import ScopedQuerySet
from tracker.places.querysets import under
from tracker.worklist.terms import ENDED, LIVE, UNDONE, Timing
from tracker.worklist.weeks import Month


def timed(timing: str, today: dt.date) -> Q:
    """Return which work that is not done stands so to its last day or week; a key of `Timing`."""
    week, undone = monday_of(today), Q(state__in=UNDONE)
    late = Q(due_on__isnull=True, due_week__lt=week) | Q(due_on__lt=today)
    if timing == Timing.OVERDUE:
        return undone & late
    due = {
        Timing.THIS_WEEK: Q(due_week=week),
        Timing.NEXT_WEEK: Q(due_week=week + WEEK),
        Timing.LATER: Q(due_week__gt=week + WEEK),
    }[Timing(timing)]
    return undone & due & (Q(due_on__isnull=True) | Q(due_on__gte=today))


def climbing(today: dt.date) -> Q:
    """Return which work climbs the ladder: under 13710, not done, its last day passed."""
    return Q(state__in=UNDONE, due_on__lt=today)


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
        return self.filter(timed(Timing.OVERDUE, today))

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
