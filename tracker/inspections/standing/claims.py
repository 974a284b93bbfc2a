"""Claim against check, read for an area and a year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from tracker.campaigns.models import Campaign, Star
from tracker.declarations.models import Declaration
from tracker.inspections.gaps import Claim, Gap, by_area, gap, support
from tracker.inspections.models import InspectionResult
from tracker.inspections.terms import State
from tracker.people.models import User
from tracker.places.models import Area
from tracker.places.terms import CODE_LENGTHS, Level
from tracker.ratings.models import StarRating
from tracker.ratings.terms import State as Rated

_BELOW = {Level.CITY: Level.COUNTY, Level.COUNTY: Level.STREET, Level.STREET: Level.VILLAGE}


@dataclass(frozen=True)
class Line:
    """One area below, with its counts."""

    area: Area
    gap: Gap


def claims_of(user: User, area: str, campaign: Campaign) -> list[Claim]:
    """Return a claim for each star that is declared, looked at or awarded in an area."""
    declared: dict[str, set[str]] = defaultdict(set)
    rows = Declaration.objects.visible_to(user).under(area).filter(campaign=campaign)
    for row in rows.only("branch_id", "stars"):
        declared[row.branch_id] = set(row.star_keys)
    awarded = set(
        StarRating.objects.visible_to(user)
        .filter(rating__campaign=campaign, state=Rated.AWARDED, rating__branch__gte=area)
        .filter(rating__branch__lt=area.ljust(13, "9"))
        .values_list("rating__branch_id", "star__key")
    )
    checked = checked_in(area, campaign)
    stars = list(Star.objects.values_list("key", flat=True).distinct())
    return [
        Claim(
            unit, star, star in declared[unit], checked.get((unit, star)), (unit, star) in awarded
        )
        for unit in sorted(
            {*declared, *(one for one, _s in awarded), *(one for one, _s in checked)}
        )
        for star in stars
        if star in declared[unit] or (unit, star) in awarded or (unit, star) in checked
    ]


def checked_in(area: str, campaign: Campaign) -> dict[tuple[str, str], bool | None]:
    """Return {(unit, star): whether its standards’ newest results support it}."""
    rows = InspectionResult.objects.filter(
        inspection__state=State.SUBMITTED,
        inspection__campaign=campaign,
        inspection__area__gte=area,
        inspection__area__lt=area.ljust(13, "9"),
    )
    newest = rows.filter(
        inspection__area=OuterRef("inspection__area"), standard=OuterRef("standard")
    ).order_by("-inspection__inspected_on", "-pk")
    kept = rows.filter(pk=Subquery(newest.values("pk")[:1]))
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for unit, star, result in kept.values_list(
        "inspection__area_id", "standard__star__key", "result"
    ):
        found[unit, star].append(result)
    return {key: support(results) for key, results in found.items()}


def lines_of(claims: list[Claim], area: Area) -> tuple[list[Line], Gap]:
    """Return a line for each area directly below that has claims, and all together."""
    below = _BELOW.get(Level(area.level))
    if below is None:
        return [], gap(claims)
    gaps = by_area(claims, CODE_LENGTHS[below])
    places = Area.objects.in_bulk(list(gaps))
    return [Line(places[code], one) for code, one in gaps.items()], gap(claims)
