"""What the pages of rounds show: planned, visited, missing; who has how much; agreement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.utils import timezone

from tracker.access.terms import Permission
from tracker.inspections.agreement import Agreement, compare, together
from tracker.inspections.models import Inspection, InspectionResult, PlannedVisit, Round
from tracker.inspections.querysets import of_plan, visit_stands
from tracker.inspections.terms import Plan, State, VisitState
from tracker.people.models import User
from tracker.people.permissions import visible_or_404, within

_DONE = Q(visits__inspection__state=State.SUBMITTED)


def round_rows(user: User) -> QuerySet:
    """Return the rounds a person may read, with how many visits are planned, added and made."""
    rows = Round.objects.visible_to(user).select_related("area", "planned_by")
    return (
        rows.annotate(
            planned=Count("visits", filter=of_plan(Plan.PLANNED, "visits__")),
            added=Count("visits", filter=of_plan(Plan.ADDED, "visits__")),
            visited=Count("visits", filter=_DONE),
        )
        .annotate(missing=F("planned") + F("added") - F("visited"))
        .order_by("-starts_on", "pk")
    )


def visits_of(user: User) -> QuerySet:
    """Return the planned visits of the rounds a person may read.

    Who may not read a round does not learn of its visits: some come unannounced.
    """
    return PlannedVisit.objects.filter(within(user, Permission.INSPECTIONS_READ, "round__area_id"))


def visit_rows(user: User) -> QuerySet:
    """Return them with how each stands today."""
    today = timezone.localdate()
    stands = Case(
        *[When(visit_stands(one, today), then=Value(str(one))) for one in VisitState],
        output_field=CharField(),
    )
    return (
        visits_of(user)
        .select_related("area__parent", "round", "inspector")
        .annotate(stands=stands)
        .order_by("-round__starts_on", "round_id", "turn", "position", "pk")
    )


def round_or_404(user: User, pk: int) -> Round:
    return visible_or_404(round_rows(user).select_related("campaign"), pk=pk)


@dataclass(frozen=True)
class Stop:
    """One planned visit on the route, with what came of it as this person may know."""

    visit: PlannedVisit
    inspection: Inspection | None
    is_own: bool

    @property
    def is_added(self) -> bool:
        return self.visit.added_at is not None

    @property
    def is_made(self) -> bool:
        return self.inspection is not None and self.inspection.state == State.SUBMITTED


def stops(user: User, row: Round) -> list[Stop]:
    """Return the visits of a round along its route."""
    visits = row.visits.select_related("area__parent", "inspector", "round", "added_by")
    made = Inspection.objects.visible_to(user).readable_by(user).filter(visit__round=row)
    found = {one.visit_id: one for one in made}
    return [
        Stop(visit, found.get(visit.pk), visit.inspector_id == user.pk)
        for visit in visits.order_by("turn", "position")
    ]


@dataclass
class Load:
    """One inspector's part of a round."""

    inspector: User
    planned: int = 0
    added: int = 0
    visited: int = 0

    @property
    def missing(self) -> int:
        return self.planned + self.added - self.visited


def workload(row: Round) -> list[Load]:
    """Return what each inspector has planned and made. How many, never how fast or how often."""
    loads: dict[int, Load] = {}
    done = set(row.visits.filter(inspection__state=State.SUBMITTED).values_list("pk", flat=True))
    for visit in row.visits.select_related("inspector").order_by("inspector__username", "pk"):
        load = loads.setdefault(visit.inspector_id, Load(visit.inspector))
        load.planned += visit.added_at is None
        load.added += visit.added_at is not None
        load.visited += visit.pk in done
    return list(loads.values())


def agreements(row: Round) -> tuple[list[tuple[Any, Agreement]], Agreement]:
    """Return (unit, agreement) of the units that two inspectors have seen, and all together."""
    pairs: dict[str, list[Inspection]] = defaultdict(list)
    both = Inspection.objects.unscoped("both are submitted: nobody is blind any more")
    seen = both.submitted().filter(visit__round=row).select_related("area")
    for one in seen.order_by("area_id", "visit__turn").prefetch_related("scores"):
        pairs[one.area_id].append(one)
    twice = {code: found for code, found in pairs.items() if len(found) > 1}
    results = _results([one for found in twice.values() for one in found])
    compared = []
    for first, second in twice.values():
        points = (_points(first), _points(second))
        compared.append((first.area, compare(results[first.pk], results[second.pk], points)))
    return compared, together(agreement for _area, agreement in compared)


def _results(inspections: Sequence[Inspection]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {one.pk: {} for one in inspections}
    rows = InspectionResult.objects.filter(inspection__in=list(found))
    for key, number, result in rows.values_list("inspection_id", "standard__number", "result"):
        found[key][number] = result
    return found


def _points(one: Inspection) -> int | None:
    scores = [score.points for score in one.scores.all()]
    return sum(scores) if scores else None
