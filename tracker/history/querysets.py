"""Reads of the log."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class EventQuerySet(models.QuerySet):
    def of(self, object_type: str, key: object) -> EventQuerySet:
        """The story of one object, newest first."""
        return self.filter(object_type=object_type, object_key=str(key)).order_by("-sequence")

    def beginning_with(self, object_type: str, *parts: object) -> EventQuerySet:
        """The stories of all objects whose key begins with the parts and a hyphen, newest first."""
        first = "-".join(str(part) for part in parts) + "-"
        # No range: where a hyphen sorts is a matter of the database's collation.
        begun = self.filter(object_type=object_type, object_key__startswith=first)
        return begun.order_by("-sequence")

    def of_rows_with(self, object_type: str, field: str, number: int) -> EventQuerySet:
        """The stories of the rows that were entered with a number in a field, newest first.

        Rows that are gone keep their story; rows that a load named together have none.
        """
        # The text is canonical, keys in alphabetical order: what follows is a comma or the end.
        entered = Q()
        for end in ",}":
            entered |= Q(after__contains=f'"{field}":{number}{end}')
        keys = self.filter(entered, object_type=object_type).values("object_key")
        told = self.filter(object_type=object_type, object_key__in=keys)
        return told.order_by("-sequence")

    def in_order(self) -> EventQuerySet:
        return self.order_by("sequence")
