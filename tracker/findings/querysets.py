"""Reads of findings and what belongs to them."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from tracker.access.terms import Permission
from tracker.findings.terms import OPEN, UNSOLVED
from tracker.people.scopes import ScopedQuerySet
from tracker.places.querysets import under


class FindingQuerySet(ScopedQuerySet):
    area_field = "area_id"
    read_permission = Permission.FINDINGS_READ

    def under(self, code: str) -> FindingQuerySet:
        """Findings at the units of an area."""
        return self.filter(under(code, "area_id"))

    def open(self) -> FindingQuerySet:
        """Those that are not at zero yet."""
        return self.filter(state__in=OPEN)

    def overdue(self, today: dt.date) -> FindingQuerySet:
        """Those that nobody has put right although their last day has passed."""
        return self.filter(overdue(today))


def aged(age: str, today: dt.date) -> Q:
    """Findings by the days since they were reported: up to 7, 8 to 30, or more."""
    week, month = today - dt.timedelta(days=7), today - dt.timedelta(days=30)
    return {
        "week": Q(reported_at__date__gte=week),
        "month": Q(reported_at__date__lt=week, reported_at__date__gte=month),
        "older": Q(reported_at__date__lt=month),
    }[age]


def overdue(today: dt.date) -> Q:
    return Q(state__in=UNSOLVED, due_on__lt=today)
