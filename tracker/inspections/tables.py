"""The lists of rounds, inspections and bulletins."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.inspections.models import Bulletin, Inspection, PlannedVisit, Round, SelfCheck
from tracker.inspections.standing.kinds import kind_name
from tracker.inspections.terms import Plan, State, VisitState
from tracker.ui.tables import DateColumn, LinkColumn, NumberColumn, Table, TextColumn


def _kind(row: Any) -> str:
    return kind_name(row.kind)


def _kind_of_visit(row: Inspection) -> str:
    return kind_name(row.visit.round.kind)


class RoundTable(Table):
    title = LinkColumn(
        verbose_name=gettext_lazy("Title"),
        to=lambda row: reverse("round-detail", args=[row.pk]),
        order_by=("title", "pk"),
    )
    kind = TextColumn(
        verbose_name=gettext_lazy("Kind of inspection"), order_by=("kind", "pk"), export=_kind
    )
    area = TextColumn(
        verbose_name=gettext_lazy("Area"), accessor="area__title", order_by=("area_id", "pk")
    )
    campaign = TextColumn(
        verbose_name=gettext_lazy("Campaign"),
        accessor="campaign_id",
        order_by=("campaign_id", "pk"),
    )
    starts = DateColumn(
        verbose_name=gettext_lazy("From"), accessor="starts_on", order_by=("starts_on", "pk")
    )
    ends = DateColumn(
        verbose_name=gettext_lazy("Until"), accessor="ends_on", order_by=("ends_on", "pk")
    )
    route = TextColumn(verbose_name=gettext_lazy("Route"), order_by=("route", "pk"))
    planned = NumberColumn(verbose_name=gettext_lazy("Visits planned"), order_by=("planned", "pk"))
    added = NumberColumn(verbose_name=gettext_lazy("Visits added"), order_by=("added", "pk"))
    visited = NumberColumn(verbose_name=gettext_lazy("Visited"), order_by=("visited", "pk"))
    missing = NumberColumn(verbose_name=gettext_lazy("Missing"), order_by=("missing", "pk"))
    state = TextColumn(verbose_name=gettext_lazy("State"), order_by=("state", "pk"))

    class Meta(Table.Meta):
        model = Round
        fields = ()

    def render_kind(self, record: Round) -> str:
        return _kind(record)


def _plan(row: PlannedVisit) -> str:
    """Say that a visit was planned from the beginning, or why it was added."""
    label = Plan.ADDED.label if row.added_at else Plan.PLANNED.label
    return _("%(what)s: %(why)s") % {"what": label, "why": row.why_added} if row.added_at else label


class VisitTable(Table):
    """Planned visits; the state is told from the record and the days of the round."""

    unit = LinkColumn(
        verbose_name=gettext_lazy("Unit to visit"),
        accessor="area__title",
        to=lambda row: reverse("round-detail", args=[row.round_id]),
        order_by=("area_id", "pk"),
    )
    street = TextColumn(
        verbose_name=gettext_lazy("Above it"),
        accessor="area__parent__title",
        order_by=("area_id", "pk"),
    )
    kind = TextColumn(
        verbose_name=gettext_lazy("Kind of inspection"),
        accessor="round__kind",
        order_by=("round__kind", "pk"),
        export=lambda row: _kind(row.round),
    )
    round = TextColumn(
        verbose_name=gettext_lazy("Round"),
        accessor="round__title",
        order_by=("round__title", "pk"),
    )
    ends = DateColumn(
        verbose_name=gettext_lazy("Until"),
        accessor="round__ends_on",
        order_by=("round__ends_on", "pk"),
    )
    inspector = TextColumn(
        verbose_name=gettext_lazy("Inspector"), order_by=("inspector__username", "pk")
    )
    plan = TextColumn(
        verbose_name=gettext_lazy("Planned or added"),
        accessor="why_added",
        empty_values=(),
        order_by=("why_added", "pk"),
        export=_plan,
    )
    stands = TextColumn(
        verbose_name=gettext_lazy("State"),
        order_by=("stands", "pk"),
        export=lambda row: VisitState(row.stands).label,
    )

    class Meta(Table.Meta):
        model = PlannedVisit
        fields = ()

    def render_kind(self, record: PlannedVisit) -> str:
        return _kind(record.round)

    def render_plan(self, record: PlannedVisit) -> str:
        return _plan(record)

    def render_stands(self, record: PlannedVisit) -> str:
        return str(VisitState(record.stands).label)


class InspectionTable(Table):
    unit = LinkColumn(
        verbose_name=gettext_lazy("Unit inspected"),
        accessor="area__title",
        to=lambda row: reverse(
            "inspection-detail" if row.state == State.SUBMITTED else "inspection-record",
            args=[row.pk],
        ),
        order_by=("area_id", "pk"),
    )
    street = TextColumn(
        verbose_name=gettext_lazy("Above it"),
        accessor="area__parent__title",
        order_by=("area_id", "pk"),
    )
    kind = TextColumn(
        verbose_name=gettext_lazy("Kind of inspection"),
        accessor="visit__round__kind",
        order_by=("visit__round__kind", "pk"),
        export=_kind_of_visit,
    )
    round = TextColumn(
        verbose_name=gettext_lazy("Round"),
        accessor="visit__round__title",
        order_by=("visit__round__title", "pk"),
    )
    day = DateColumn(
        verbose_name=gettext_lazy("Inspected on"),
        accessor="inspected_on",
        order_by=("inspected_on", "pk"),
    )
    inspector = TextColumn(
        verbose_name=gettext_lazy("Inspector"),
        accessor="visit__inspector",
        order_by=("visit__inspector__username", "pk"),
    )
    points = NumberColumn(
        verbose_name=gettext_lazy("Points"), accessor="sum_points", order_by=("sum_points", "pk")
    )
    not_met = NumberColumn(
        verbose_name=gettext_lazy("Standards not met"), order_by=("not_met", "pk")
    )
    state = TextColumn(verbose_name=gettext_lazy("State"), order_by=("state", "pk"))

    class Meta(Table.Meta):
        model = Inspection
        fields = ()

    def render_kind(self, record: Inspection) -> str:
        return _kind_of_visit(record)


class SelfCheckTable(Table):
    unit = LinkColumn(
        verbose_name=gettext_lazy("Unit that checked itself"),
        accessor="area__title",
        to=lambda row: reverse("self-check-detail", args=[row.pk]),
        order_by=("area_id", "pk"),
    )
    street = TextColumn(
        verbose_name=gettext_lazy("Above it"),
        accessor="area__parent__title",
        order_by=("area_id", "pk"),
    )
    campaign = TextColumn(
        verbose_name=gettext_lazy("Campaign"),
        accessor="campaign_id",
        order_by=("campaign_id", "pk"),
    )
    day = DateColumn(
        verbose_name=gettext_lazy("Checked on"),
        accessor="checked_on",
        order_by=("checked_on", "area_id", "pk"),
    )
    next_steps = TextColumn(
        verbose_name=gettext_lazy("What is to be put right, and how"),
        attrs={"td": {"class": "wide"}},
        order_by=("next_steps", "pk"),
    )
    who = TextColumn(
        verbose_name=gettext_lazy("Recorded by"),
        accessor="recorded_by",
        order_by=("recorded_by__username", "pk"),
    )

    class Meta(Table.Meta):
        model = SelfCheck
        fields = ()


def _mark(row: Bulletin) -> str:
    return f"〔{row.campaign_id}〕第{row.number}期" if row.number else _("not issued yet")


class BulletinTable(Table):
    title = LinkColumn(
        verbose_name=gettext_lazy("Title"),
        to=lambda row: reverse("bulletin-detail", args=[row.pk]),
        order_by=("title", "pk"),
    )
    number = TextColumn(
        verbose_name=gettext_lazy("Bulletin number"),
        empty_values=(),
        order_by=("campaign_id", "number", "pk"),
        export=_mark,
    )
    area = TextColumn(
        verbose_name=gettext_lazy("Area"), accessor="area__title", order_by=("area_id", "pk")
    )
    starts = DateColumn(
        verbose_name=gettext_lazy("From"), accessor="starts_on", order_by=("starts_on", "pk")
    )
    ends = DateColumn(
        verbose_name=gettext_lazy("Until"), accessor="ends_on", order_by=("ends_on", "pk")
    )
    state = TextColumn(verbose_name=gettext_lazy("State"), order_by=("state", "pk"))
    issued = DateColumn(
        verbose_name=gettext_lazy("Issued on"), accessor="issued_on", order_by=("issued_on", "pk")
    )
    who = TextColumn(
        verbose_name=gettext_lazy("Composed by"),
        accessor="composed_by",
        order_by=("composed_by__username", "pk"),
    )
    approved = TextColumn(
        verbose_name=gettext_lazy("Approved by"),
        accessor="approved_by",
        order_by=("approved_by__username", "pk"),
    )

    class Meta(Table.Meta):
        model = Bulletin
        fields = ()

    def render_number(self, record: Bulletin) -> str:
        return _mark(record)
