"""Reads of projects and supplies."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, DecimalField, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from tracker.access.terms import Permission
from tracker.people.scopes import ScopedQuerySet
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
    read_permission = Permission.PROJECTS_READ

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
