"""Reads of jobs. Times are compared by the database's clock: machines need not agree."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import DateTimeField, ExpressionWrapper, F, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Now

from tracker.jobs.terms import ENDED, READY, State


def from_now(seconds: float) -> Combinable:
    """Return the moment so many seconds ahead (or, below zero, ago) on the database's clock."""
    if not seconds:
        # SQLite writes a sum with more digits: for a millisecond it would lie after `Now()`.
        return Now()
    span = Value(dt.timedelta(seconds=seconds))
    return ExpressionWrapper(Now() + span, output_field=DateTimeField())


class JobQuerySet(models.QuerySet):
    def asked_by(self, user: Any) -> JobQuerySet:
        return self.filter(asked_by_id=user.pk)

    def ready(self) -> JobQuerySet:
        """Jobs that a worker may begin now, the oldest first."""
        return self.filter(state__in=READY, not_before__lte=Now()).order_by("pk")

    def to_hand_on(self) -> JobQuerySet:
        return self.filter(state=State.WAITING, not_before__lte=Now()).order_by("pk")

    def handed_on(self) -> JobQuerySet:
        return self.filter(state=State.HANDED_ON)

    def forgotten(self, seconds: float) -> JobQuerySet:
        """Jobs that were handed on and that no worker has begun since."""
        return self.handed_on().filter(handed_on__lt=from_now(-seconds))

    def held(self, number: int, owner: str) -> JobQuerySet:
        """The job, while it is still this owner's."""
        return self.filter(pk=number, owner=owner, state=State.RUNNING)

    def expired(self) -> JobQuerySet:
        """Running jobs whose owner has not renewed the lease in time."""
        return self.filter(state=State.RUNNING, lease_until__lt=Now()).order_by("pk")

    def ended_before(self, days: int) -> JobQuerySet:
        return self.filter(state__in=ENDED, finished__lt=from_now(-days * 86400))

    def of_nobody(self) -> JobQuerySet:
        return self.filter(asked_by=None)

    def newest_first(self) -> JobQuerySet:
        return self.order_by(F("pk").desc())
