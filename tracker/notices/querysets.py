"""Reads of notices: each person's own, and only of places that they still may read."""

from __future__ import annotations

import datetime as dt
import operator
from functools import reduce
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tracker.notices.terms import READ, State
from tracker.people.permissions import within


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> NoticeQuerySet:
        """Their own and nobody else's, whatever rights a reader has."""
        rights: dict[str, list[str]] = {}
        for kind, right in READ.items():
            rights.setdefault(right, []).append(kind)
        readable = [
            Q(kind__in=kinds) & within(user, right, "area_id") for right, kinds in rights.items()
        ]
        return self.filter(reduce(operator.or_, readable), person=user.pk)

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_on=None)


class DispatchQuerySet(models.QuerySet):
    def due(self, now: dt.datetime) -> DispatchQuerySet:
        """Those whose hour has come: not before it by the site's clock, which people see."""
        return self.filter(state=State.WAITING, not_before__lte=now)

    def held(self, owner: str) -> DispatchQuerySet:
        """Those of one message that is being sent."""
        return self.filter(owner=owner, state=State.SENDING)

    def expired(self) -> DispatchQuerySet:
        """Those whose sender gave no sign any more."""
        return self.filter(state=State.SENDING, lease_until__lt=Now())
