"""Stars as the list shows them: one row for each, with its standards counted."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from tracker.campaigns.models import Standard
from tracker.ratings.models import StandardResult, StarRating
from tracker.ratings.querysets import StarRatingQuerySet
from tracker.ratings.standing.waiting import waiting_for
from tracker.ratings.terms import Result, State

# The way of a star through a year, what has to be set right first.
ORDER = (
    State.RETURNED,
    State.DECLARED,
    State.ENTERED,
    State.REVIEWED,
    State.VERIFIED,
    State.CONFIRMED,
    State.ON_NOTICE,
    State.AWARDED,
    State.WITHDRAWN,
    State.NOT_DECLARED,
)
COUNTED = {
    "met": [Result.MET],
    "not_met": [Result.NOT_MET],
    "not_applicable": [Result.NOT_APPLICABLE],
}


def star_rows(user: Any) -> StarRatingQuerySet:
    """Return the stars that a person may read, by campaign, code and star.

    Each has `met`, `not_met`, `not_applicable` and `unchecked` (numbers of its
    standards), `standard_count`, `rank` (how far it has come) and `waits` (the next
    step is the reader's).
    """
    return (
        with_counts(StarRating.objects.visible_to(user))
        .annotate(
            rank=Case(
                *[When(state=state, then=Value(rank)) for rank, state in enumerate(ORDER)],
                output_field=IntegerField(),
            ),
            waits=ExpressionWrapper(waiting_for(user), output_field=BooleanField()),
        )
        .select_related(
            "rating__branch__area__parent__parent", "rating__campaign", "star", "changed_by"
        )
        .order_by("-rating__campaign_id", "rating__branch_id", "star__position", "pk")
    )


def with_counts(stars: QuerySet) -> Any:
    """Add the numbers of standards met, not met, not applicable and not checked."""
    counted = stars.annotate(
        standard_count=_number(Standard.objects.filter(star=OuterRef("star_id")), "star"),
        **{name: _results(results) for name, results in COUNTED.items()},
    )
    looked_at = F("met") + F("not_met") + F("not_applicable")
    return counted.annotate(unchecked=F("standard_count") - looked_at)


def _results(results: list[Result]) -> Coalesce:
    # A standard may have been moved to another star; its results stay where they were.
    rows = StandardResult.objects.filter(
        star_rating=OuterRef("pk"), standard__star=OuterRef("star_id"), result__in=results
    )
    return _number(rows, "star_rating")


def _number(rows: QuerySet, by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
