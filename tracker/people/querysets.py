"""Reads of accounts and grants."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.models import UserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tracker.places.querysets import under

SOON = dt.timedelta(days=14)
# An account that can be used and was not yet.
NEVER_SIGNED_IN = Q(is_active=True, last_login__isnull=True)


class GrantQuerySet(models.QuerySet):
    def active(self, on: dt.date | None = None) -> GrantQuerySet:
        """Grants that give their rights on the day given, or today."""
        day = on or timezone.localdate()
        return self.standing(day).filter(starts_on__lte=day)

    def standing(self, on: dt.date | None = None) -> GrantQuerySet:
        """Active grants and those still to begin: neither taken back nor run out."""
        day = on or timezone.localdate()
        lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        return self.filter(lasting, ended_at__isnull=True)

    def ending_soon(self) -> GrantQuerySet:
        """Grants whose last day is today or in the next two weeks."""
        today = timezone.localdate()
        return self.filter(ends_on__range=(today, today + SOON))

    def under(self, code: str) -> GrantQuerySet:
        """Grants on the area and on all areas below it."""
        return self.filter(under(code, "area_id"))


class UserQuerySet(models.QuerySet):
    def enabled(self) -> UserQuerySet:
        return self.filter(is_active=True)

    def never_signed_in(self) -> UserQuerySet:
        return self.filter(NEVER_SIGNED_IN)


class AccountManager(UserManager.from_queryset(UserQuerySet)):
    """Django's own way of making and finding accounts, with our reads."""

    # Migrations need no way of making accounts.
    use_in_migrations = False
