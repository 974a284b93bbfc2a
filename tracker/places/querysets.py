"""Reads of the area tree.

A code begins with its parent's code, so everything under an area is one range
of an indexed column, on SQLite and PostgreSQL alike.
"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from tracker.places.codes import first_code_after
from tracker.places.terms import AreaKind, Level


def under(code: str, field: str = "code") -> Q:
    """Return the condition "``field`` holds ``code`` or the code of an area below it"."""
    return Q(**{f"{field}__gte": code, f"{field}__lt": first_code_after(code)})


class AreaQuerySet(models.QuerySet):
    def under(self, code: str) -> AreaQuerySet:
        """The area and all below it."""
        return self.filter(under(code))

    def villages(self) -> AreaQuerySet:
        return self.filter(level=Level.VILLAGE)

    def rated(self) -> AreaQuerySet:
        """Villages and communities that take part in the campaign."""
        return self.villages().exclude(kind=AreaKind.EXCLUDED)

    def current(self, on: dt.date | None = None) -> AreaQuerySet:
        """Areas that exist ``on`` the day given, or today's tree when none is given."""
        if on is None:
            return self.filter(valid_until__isnull=True)
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
        lasting = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
        return self.filter(begun & lasting)


class BranchQuerySet(models.QuerySet):
    def under(self, code: str) -> BranchQuerySet:
        """Branches of the area and of all areas below it."""
        return self.filter(under(code, "area_id"))
