"""Reads of saved views."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from tracker.people.permissions import grants_of
from tracker.places.codes import ancestor_codes


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> SavedViewQuerySet:
        """Their own, and those shared with an area in which they hold a role."""
        held = {grant.area_id for grant in grants_of(user)}
        areas = held.union(*(ancestor_codes(code) for code in held))
        return self.filter(Q(owner=user.pk) | Q(area__in=areas))

    def of_list(self, name: str) -> SavedViewQuerySet:
        return self.filter(list_name=name)
