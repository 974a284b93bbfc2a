"""The lists of rounds, inspections and bulletins."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.access.terms import Permission
from tracker.inspections.filters import (
    BulletinFilterSet,
    InspectionFilterSet,
    RoundFilterSet,
    SelfCheckFilterSet,
    VisitFilterSet,
)
from tracker.inspections.models import Bulletin, Inspection, InspectionScore, SelfCheck
from tracker.inspections.standing.rounds import round_rows, visit_rows
from tracker.inspections.tables import (
    BulletinTable,
    InspectionTable,
    RoundTable,
    SelfCheckTable,
    VisitTable,
)
from tracker.people.permissions import areas_of, may_somewhere
from tracker.places.models import Area
from tracker.ratings.terms import Result
from tracker.ui.lists import ListPage


class RoundList(ListPage):
    table_class = RoundTable
    filterset_class = RoundFilterSet
    title = gettext_lazy("Rounds of inspection")
    lead = gettext_lazy("What is planned, what was visited, and what is missing.")
    export_name = "rounds"
    template_name = "inspections/rounds.html"

    def get_queryset(self) -> QuerySet:
        return round_rows(self.request.user)

    def empty_state(self) -> str:
        return _("No round has been planned yet. The county or the city plans them.")

    def extra_context(self) -> dict[str, Any]:
        return {"may_plan": may_somewhere(self.request.user, Permission.INSPECTIONS_PLAN)}


class VisitPlan(ListPage):
    table_class = VisitTable
    filterset_class = VisitFilterSet
    title = gettext_lazy("Planned visits")
    lead = gettext_lazy(
        "Who visits which unit in which round, and what is made, to come, or was left out."
    )
    export_name = "planned-visits"

    def get_queryset(self) -> QuerySet:
        return visit_rows(self.request.user)

    def empty_state(self) -> str:
        return _("No visit is planned yet. Rounds of inspection plan them.")


class InspectionList(ListPage):
    table_class = InspectionTable
    filterset_class = InspectionFilterSet
    title = gettext_lazy("Records of inspection")
    lead = gettext_lazy("What inspectors have recorded at the units of your areas.")
    export_name = "inspections"

    def get_queryset(self) -> QuerySet:
        rows = Inspection.objects.visible_to(self.request.user).readable_by(self.request.user)
        summed = (
            InspectionScore.objects.filter(inspection=OuterRef("pk"))
            .order_by()
            .values("inspection")
            .annotate(sum=Sum("points"))
            .values("sum")
        )
        return (
            rows.select_related("area__parent", "visit__round", "visit__inspector")
            .annotate(
                sum_points=Subquery(summed, output_field=IntegerField()),
                not_met=Count("results", filter=Q(results__result=Result.NOT_MET)),
            )
            .order_by("-inspected_on", "area_id", "pk")
        )

    def empty_state(self) -> str:
        return _("Nothing has been inspected yet.")


class SelfCheckList(ListPage):
    table_class = SelfCheckTable
    filterset_class = SelfCheckFilterSet
    title = gettext_lazy("Self-checks of villages")
    lead = gettext_lazy(
        "What villages found when they checked themselves. No visit of an inspector: it counts in "
        "no round and supports no star."
    )
    export_name = "self-checks"
    template_name = "inspections/own_list.html"

    def get_queryset(self) -> QuerySet:
        rows = SelfCheck.objects.visible_to(self.request.user)
        return rows.select_related("area__parent", "recorded_by").order_by(
            "-checked_on", "area_id", "pk"
        )

    def empty_state(self) -> str:
        return _("No village has recorded a self-check yet.")

    def extra_context(self) -> dict[str, Any]:
        codes = areas_of(self.request.user, Permission.SELF_CHECKS_RECORD)
        return {"own": Area.objects.current().filter(pk__in=codes).order_by("code")}


class BulletinList(ListPage):
    table_class = BulletinTable
    filterset_class = BulletinFilterSet
    title = gettext_lazy("Supervision bulletins")
    lead = gettext_lazy(
        "Composed from a period’s inspections and findings, approved by somebody else, then frozen."
    )
    export_name = "bulletins"
    template_name = "inspections/bulletins.html"

    def get_queryset(self) -> QuerySet:
        rows = Bulletin.objects.visible_to(self.request.user)
        return rows.select_related("area", "composed_by", "approved_by").order_by("-ends_on", "pk")

    def empty_state(self) -> str:
        return _("No bulletin has been composed yet.")

    def extra_context(self) -> dict[str, Any]:
        return {"may_compose": may_somewhere(self.request.user, Permission.BULLETINS_COMPOSE)}
