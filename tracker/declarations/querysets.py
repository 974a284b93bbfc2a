"""Reads of declarations and targets."""

from __future__ import annotations

from tracker.access.terms import Permission
from tracker.people.scopes import ScopedQuerySet
from tracker.places.querysets import under


class DeclarationQuerySet(ScopedQuerySet):
    area_field = "branch_id"
    read_permission = Permission.DECLARATIONS_READ

    def under(self, code: str) -> DeclarationQuerySet:
        """Declarations of the branches in an area."""
        return self.filter(under(code, "branch_id"))


class TargetQuerySet(ScopedQuerySet):
    area_field = "area_id"
    read_permission = Permission.DECLARATIONS_READ

    def under(self, code: str) -> TargetQuerySet:
        """Targets of the area and of the areas below it."""
        return self.filter(under(code, "area_id"))
