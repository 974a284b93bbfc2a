"""Claim against check, star by star, for an area that is small enough to list."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q, QuerySet

from tracker.access.terms import StarKey
from tracker.campaigns.models import Campaign
from tracker.declarations.models import Declaration
from tracker.inspections.gaps import Claim, support
from tracker.inspections.models import InspectionResult
from tracker.inspections.terms import State
from tracker.people.models import User
from tracker.places.querysets import under
from tracker.ratings.models import StarRating
from tracker.ratings.terms import State as Rated


def claims_of(user: User, area: str, campaign: Campaign) -> list[Claim]:
    """Return a claim for each star that is declared, looked at or awarded in an area."""
    declared: dict[str, set[str]] = defaultdict(set)
    rows = Declaration.objects.visible_to(user).under(area).filter(campaign=campaign)
    for row in rows.only("branch_id", "stars"):
        declared[row.branch_id] = set(row.star_keys)
    awarded = set(
        StarRating.objects.visible_to(user)
        .under(area)
        .filter(rating__campaign=campaign, state=Rated.AWARDED)
        .values_list("rating__branch_id", "star__key")
    )
    checked = checked_in(area, campaign)
    return [
        Claim(
            unit, star, star in declared[unit], checked.get((unit, star)), (unit, star) in awarded
        )
        for unit in sorted(
            {*declared, *(one for one, _s in awarded), *(one for one, _s in checked)}
        )
        for star in StarKey.values
        if star in declared[unit] or (unit, star) in awarded or (unit, star) in checked
    ]


def checked_in(area: str, campaign: Campaign) -> dict[tuple[str, str], bool | None]:
    """Return {(unit, star): whether its standards’ newest results support it}."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for unit, star, result in newest_results(area, campaign).values_list(
        "inspection__area_id", "standard__star__key", "result"
    ):
        found[unit, star].append(result)
    return {key: support(results) for key, results in found.items()}


def newest_results(area: str, campaign: Campaign) -> QuerySet[InspectionResult]:
    """Return of each standard of each unit in an area what was found last in the year."""
    rows = InspectionResult.objects.filter(
        inspection__state=State.SUBMITTED, inspection__campaign=campaign
    )
    day, unit = "inspection__inspected_on", "inspection__area"
    later = rows.filter(
        Q(**{f"{day}__gt": OuterRef(day)}) | Q(**{day: OuterRef(day)}, pk__gt=OuterRef("pk")),
        **{unit: OuterRef(unit)},
        standard=OuterRef("standard"),
    )
    return rows.filter(under(area, "inspection__area_id")).exclude(Exists(later))
