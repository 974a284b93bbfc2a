"""What a bulletin rests on: counted in the period, in the area."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

from django.db.models import Count, Q

from tracker.campaigns.models import Campaign
from tracker.findings.models import Finding
from tracker.findings.querysets import overdue
from tracker.findings.terms import Handling, State
from tracker.inspections.composing import Facts, Line
from tracker.inspections.models import Inspection, PlannedVisit
from tracker.inspections.querysets import of_plan
from tracker.inspections.terms import Plan
from tracker.places.models import Area
from tracker.places.querysets import under

MOST_LINES = 40


def facts_of(area: Area, campaign: Campaign, starts_on: dt.date, ends_on: dt.date) -> Facts:
    """Count inspections made and findings reported between two days, both included."""
    inspections = (
        Inspection.objects.unscoped("the composer may read inspections in the area")
        .under(area.pk)
        .submitted()
        .filter(campaign=campaign, inspected_on__range=(starts_on, ends_on))
        .select_related("area")
        .order_by("area_id", "pk")
    )
    visits = PlannedVisit.objects.filter(
        under(area.pk, "area_id"),
        round__campaign=campaign,
        round__starts_on__lte=ends_on,
        round__ends_on__gte=starts_on,
    )
    findings = (
        Finding.objects.unscoped("the composer may read findings in the area")
        .under(area.pk)
        .filter(campaign=campaign, found_on__range=(starts_on, ends_on))
        .exclude(state=State.WITHDRAWN)
    )
    counted = findings.aggregate(
        found=Count("pk"),
        immediate=Count("pk", filter=Q(handling=Handling.IMMEDIATE)),
        deadline=Count("pk", filter=Q(handling=Handling.DEADLINE)),
        closed=Count("pk", filter=Q(state=State.CLOSED)),
        overdue=Count("pk", filter=overdue(ends_on)),
        back=Count("pk", filter=Q(again_of__isnull=False)),
    )
    said = [one for one in inspections if one.highlights][:MOST_LINES]
    shown = findings.select_related("area").order_by("area_id", "number")[:MOST_LINES]
    return Facts(
        area=area.official_name,
        starts_on=starts_on,
        ends_on=ends_on,
        planned=visits.filter(of_plan(Plan.PLANNED)).count(),
        added=visits.filter(of_plan(Plan.ADDED)).count(),
        visited=len(inspections),
        highlights=tuple(Line(one.area.name, one.highlights) for one in said),
        problems=tuple(Line(one.area.name, f"{one.what}（{one.number}）") for one in shown),
        **counted,
    )


def numbers_of(facts: Facts) -> dict[str, object]:
    """Return the facts' numbers as plain values, kept with the bulletin."""
    kept = {key: value for key, value in asdict(facts).items() if isinstance(value, int)}
    return kept | {"starts_on": facts.starts_on.isoformat(), "ends_on": facts.ends_on.isoformat()}
