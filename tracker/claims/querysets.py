"""Reads of claims: for somebody, within the areas of their rights."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from tracker.access.terms import Permission
from tracker.claims.terms import State
from tracker.people.permissions import may_somewhere, within
from tracker.people.scopes import ScopedQuerySet


class ClaimQuerySet(ScopedQuerySet):
    """A claim that names no place yet is everybody's who reads claims: someone has to place it."""

    area_field = "area_id"
    read_permission = Permission.CLAIMS_READ

    def visible_to(self, user: Any, permission: str = "") -> ClaimQuerySet:
        asked = permission or self.read_permission
        unplaced = Q(area=None) if may_somewhere(user, asked) else Q(pk__in=[])
        return self.filter(within(user, asked, self.area_field) | unplaced)

    def waiting(self) -> ClaimQuerySet:
        return self.filter(state=State.PROPOSED)

    def in_order(self) -> ClaimQuerySet:
        """In the order of the text."""
        return self.order_by("start", "end", "pk")


class AliasQuerySet(ScopedQuerySet):
    area_field = "area_id"
    read_permission = Permission.PLACES_CHANGE


class DeliveryQuerySet(ScopedQuerySet):
    """What somebody gave in is shown to them alone; the pages it became are everybody's."""

    def visible_to(self, user: Any, permission: str = "") -> DeliveryQuerySet:
        return self.filter(received_by_id=user.pk if user.is_authenticated else None)
