"""Reads of contacts. `is_own`: whether the reader enters there, and so is told small numbers."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Case, F, IntegerField, Q, Value, When

from tracker.access.terms import Permission
from tracker.contacts.terms import SMALLEST_TOLD, WeakState
from tracker.people.permissions import within
from tracker.people.scopes import ScopedQuerySet
from tracker.places.querysets import under


class ContactQuerySet(ScopedQuerySet):
    read_permission = Permission.CONTACTS_READ

    def under(self, code: str) -> ContactQuerySet:
        """Rows of the area and of the areas below it."""
        return self.filter(under(code, "area_id"))

    def told_to(self, user: Any, *numbers: str) -> ContactQuerySet:
        """Add `is_own`, and for each number the one that rows are sorted by.

        Sorting by what is not told would tell it: small numbers stand together.
        """
        own = within(user, Permission.CONTACTS_ENTER, "area_id")
        rows = self.annotate(
            is_own=Case(
                When(own, then=Value(True)), default=Value(False), output_field=BooleanField()
            )
        )
        for name in numbers:
            tellable = Q(is_own=True) | Q(**{f"{name}__gte": SMALLEST_TOLD})
            rows = rows.annotate(
                **{
                    f"{name}_told": Case(
                        When(tellable, then=F(name)), default=Value(0), output_field=IntegerField()
                    )
                }
            )
        return rows


class TieQuerySet(ContactQuerySet):
    def running(self) -> TieQuerySet:
        return self.filter(ended_on=None)


class WeakBranchQuerySet(ContactQuerySet):
    def open(self) -> WeakBranchQuerySet:
        """Those that are followed until they are released."""
        return self.exclude(state=WeakState.RELEASED)
