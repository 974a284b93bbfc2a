"""Reads of rounds, inspections and bulletins."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q

from tracker.access.terms import Permission
from tracker.inspections.terms import BulletinState, Plan, RoundState, State, VisitState
from tracker.people.scopes import ScopedQuerySet
from tracker.places.querysets import under


class RoundQuerySet(ScopedQuerySet):
    area_field = "area_id"
    read_permission = Permission.INSPECTIONS_READ

    def under(self, code: str) -> RoundQuerySet:
        """Rounds in the area and the areas below it."""
        return self.filter(under(code, "area_id"))


def visit_stands(state: str, today: dt.date) -> Q:
    """Planned visits by how they stand: made, still to be made, or left out by the last day."""
    made = Q(inspection__state=State.SUBMITTED)
    is_over = Q(round__state=RoundState.CLOSED) | Q(round__ends_on__lt=today)
    # `made` is no for a visit without a record, too: a plain ~Q would drop those rows.
    unmade = Q(inspection=None) | Q(inspection__state=State.DRAFT)
    return {
        VisitState.VISITED: made,
        VisitState.AHEAD: unmade & ~is_over,
        VisitState.MISSING: unmade & is_over,
    }[VisitState(state)]


def of_plan(plan: str, prefix: str = "") -> Q:
    """Visits planned from the beginning, or added; ``prefix`` is the way to them."""
    return Q(**{f"{prefix}added_at__isnull": plan == Plan.PLANNED})


class InspectionQuerySet(ScopedQuerySet):
    area_field = "area_id"
    read_permission = Permission.INSPECTIONS_READ

    def under(self, code: str) -> InspectionQuerySet:
        """Inspections of the units of an area."""
        return self.filter(under(code, "area_id"))

    def submitted(self) -> InspectionQuerySet:
        return self.filter(state=State.SUBMITTED)

    def readable_by(self, user: Any) -> InspectionQuerySet:
        """Of what a person may see: what is submitted, and their own drafts.

        Whoever is to visit a unit a second time does not see the first result before their
        own is in: otherwise they would not be independent.
        """
        other = self.model.objects.unscoped("only whether theirs is in").filter(
            visit__round=OuterRef("visit__round"),
            area=OuterRef("area"),
            visit__inspector=user.pk,
            state=State.SUBMITTED,
        )
        theirs = self.model.visit.field.related_model.objects.filter(
            round=OuterRef("visit__round"), area=OuterRef("area"), inspector=user.pk
        )
        mine = Q(visit__inspector=user.pk)
        blinded = Exists(theirs) & ~Exists(other)
        return self.filter(mine | (Q(state=State.SUBMITTED) & ~blinded))


class SelfCheckQuerySet(ScopedQuerySet):
    area_field = "area_id"
    read_permission = Permission.INSPECTIONS_READ


class BulletinQuerySet(ScopedQuerySet):
    area_field = "area_id"
    read_permission = Permission.INSPECTIONS_READ

    def under(self, code: str) -> BulletinQuerySet:
        """Bulletins of the area and the areas below it."""
        return self.filter(under(code, "area_id"))

    def issued(self) -> BulletinQuerySet:
        return self.filter(state=BulletinState.ISSUED)
