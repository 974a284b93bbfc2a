"""Reads of the settings of clocks, and of frozen weeks."""

from __future__ import annotations

from tracker.access.terms import Permission
from tracker.people.scopes import ScopedQuerySet
from tracker.places.querysets import under


class ClockRuleQuerySet(ScopedQuerySet):
    area_field = "area_id"
    read_permission = Permission.CLOCKS_READ

    def under(self, code: str) -> ClockRuleQuerySet:
        """Rules of the area and of the areas below it."""
        return self.filter(under(code, "area_id"))


class WeeklyCardQuerySet(ScopedQuerySet):
    area_field = "area_id"
    read_permission = Permission.FINDINGS_READ

    def under(self, code: str) -> WeeklyCardQuerySet:
        """Cards of the area and of the areas below it."""
        return self.filter(under(code, "area_id"))
