"""What inspections suggest for the standards of a star: the newest result of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from tracker.inspections.models import Inspection, InspectionResult
from tracker.inspections.standing.kinds import kind_name
from tracker.ratings.models import StarRating
from tracker.ratings.suggesting import Suggestion, suggest
from tracker.ratings.terms import Result


@suggest
def suggested(user: Any, star: StarRating) -> Iterator[Suggestion]:
    """Yield one suggestion for each standard that an inspection of this year has looked at."""
    readable = (
        Inspection.objects.visible_to(user)
        .readable_by(user)
        .submitted()
        .filter(area=star.rating.branch_id, campaign=star.rating.campaign_id)
    )
    rows = InspectionResult.objects.filter(
        inspection__in=readable.order_by().values("pk"), standard__star=star.star_id
    ).exclude(result=Result.NOT_CHECKED)
    newest: dict[int, InspectionResult] = {}
    loaded = rows.select_related("standard", "inspection__visit__round")
    for row in loaded.order_by("-inspection__inspected_on", "-pk"):
        newest.setdefault(row.standard_id, row)
    for row in newest.values():
        inspection = row.inspection
        kind = kind_name(inspection.visit.round.kind)
        yield Suggestion(
            row.standard_id,
            row.standard.number,
            row.result,
            row.get_result_display(),
            f"{kind} {inspection.inspected_on.isoformat()}",
            reverse("inspection-detail", args=[inspection.pk]),
        )
