"""Reads of projects and supplies."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, DecimalField, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from tracker.access.terms import Permission
from tracker.people.permissions import areas_of, within
from tracker.people.scopes import ScopedQuerySet
from tracker.places.codes import ancestor_codes
from tracker.places.querysets import under

_MONEY = DecimalField(max_digits=18, decimal_places=2)


class ProjectQuerySet(ScopedQuerySet):
    read_permission = Permission.PROJECTS_READ

    def under(self, code: str) -> ProjectQuerySet:
        """Projects of the area and of the areas below it."""
        return self.filter(under(code, "area_id"))

    def with_sums(self, payments: Any, milestones: Any) -> ProjectQuerySet:
        """Add `received`, `steps` and `steps_reached`, each read by its own subquery."""
        money = payments.filter(project=OuterRef("pk")).order_by().values("project")
        steps = milestones.filter(project=OuterRef("pk")).order_by().values("project")
        reached = Count("pk", filter=Q(reached_on__isnull=False))
        return self.annotate(
            received=Coalesce(
                Subquery(money.annotate(sum=Sum("amount")).values("sum")), 0, output_field=_MONEY
            ),
            steps=_number(steps.annotate(number=Count("pk"))),
            steps_reached=_number(steps.annotate(number=reached)),
        )


class SupplyQuerySet(ScopedQuerySet):
    """Supplies: read by who keeps them, and by everybody below to whom they are offered."""

    read_permission = Permission.PROJECTS_READ

    def visible_to(self, user: Any, permission: str = "") -> SupplyQuerySet:
        """Return what a person's areas keep and what the areas above offer them.

        With a permission only what they keep: an offer gives no right to the supply itself.
        """
        if permission:
            return super().visible_to(user, permission)
        mine = areas_of(user, self.read_permission)
        above = {code for area in mine for code in ancestor_codes(area)}
        return self.filter(within(user, self.read_permission, "area_id") | Q(area__in=above))

    def with_use(self, projects: Any) -> SupplyQuerySet:
        """Add `used` (money planned by the projects matched with it) and `served`, their number."""
        mine = projects.filter(supply=OuterRef("pk")).order_by().values("supply")
        return self.annotate(
            used=Coalesce(
                Subquery(mine.annotate(sum=Sum("planned")).values("sum")), 0, output_field=_MONEY
            ),
            served=_number(mine.annotate(number=Count("pk"))),
        )


def _number(rows: Any) -> Coalesce:
    return Coalesce(Subquery(rows.values("number")), 0, output_field=IntegerField())


class PartQuerySet(ScopedQuerySet):
    """Rows that belong to a project."""

    area_field = "project__area_id"
    read_permission = Permission.PROJECTS_READ
