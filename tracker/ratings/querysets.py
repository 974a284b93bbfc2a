"""Reads of ratings."""

from __future__ import annotations

from tracker.access.terms import Permission
from tracker.people.scopes import ScopedQuerySet
from tracker.places.querysets import under


class RatingQuerySet(ScopedQuerySet):
    area_field = "branch_id"
    read_permission = Permission.RATINGS_READ

    def under(self, code: str) -> RatingQuerySet:
        """Ratings of the branches in an area."""
        return self.filter(under(code, "branch_id"))

    def public(self) -> RatingQuerySet:
        """Ratings with at least one star that is public."""
        return self.filter(awarded_level__gt=0)


class StarRatingQuerySet(ScopedQuerySet):
    area_field = "rating__branch_id"
    read_permission = Permission.RATINGS_READ

    def under(self, code: str) -> StarRatingQuerySet:
        """Stars of the branches in an area."""
        return self.filter(under(code, "rating__branch_id"))
