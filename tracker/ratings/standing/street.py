"""One street's branches and their stars: the officer's map of the villages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tracker.campaigns.models import Campaign, Star
from tracker.campaigns.terms import State as Year
from tracker.people.permissions import visible_or_404, within
from tracker.places.models import Area, Branch
from tracker.places.terms import UnitKind
from tracker.ratings.holding import is_decided
from tracker.ratings.models import StarRating
from tracker.ratings.querysets import StarRatingQuerySet
from tracker.ratings.standing.stars import with_counts


@dataclass(frozen=True)
class SheetRow:
    """One branch; `cells` follow the stars of its scheme, None where it has no rating yet."""

    branch: Branch
    cells: list[StarRating | None]
    year_is_over: bool

    @property
    def has_rating(self) -> bool:
        return any(self.cells)

    @property
    def held(self) -> int:
        """The level confirmed so far."""
        return next((cell.rating.level for cell in self.cells if cell), 0)

    @property
    def is_decided(self) -> bool:
        """Tell whether the level means something: before, no stars is no finding."""
        states = [cell.state for cell in self.cells if cell]
        return is_decided(states, year_is_over=self.year_is_over)


@dataclass(frozen=True)
class SheetTable:
    """The branches of one kind under their own five stars."""

    kind: UnitKind
    stars: list[Star]
    rows: list[SheetRow]


@dataclass(frozen=True)
class Sheet:
    street: Area
    campaign: Campaign
    tables: list[SheetTable]

    @property
    def branches(self) -> int:
        return sum(len(table.rows) for table in self.tables)

    @property
    def without_rating(self) -> int:
        return sum(not row.has_rating for table in self.tables for row in table.rows)


def area_for(user: Any, code: str) -> Area:
    """Return an area all of which the person may read, or answer 404."""
    readable = Area.objects.filter(within(user, StarRatingQuerySet.read_permission, "code"))
    return visible_or_404(readable.select_related("parent"), pk=code)


def sheet_of(user: Any, street: Area, campaign: Campaign) -> Sheet:
    """Read the sheet in four queries, however many villages the street has."""
    stars = (
        with_counts(StarRating.objects.visible_to(user))
        .under(street.pk)
        .filter(rating__campaign=campaign)
        .select_related("rating", "star")
    )
    cells = {(one.rating.branch_id, one.star_id): one for one in stars}
    rated = {one.rating.branch_id: one.rating.unit_kind for one in cells.values()}
    branches = Branch.objects.under(street.pk).select_related("area").order_by("area_id")
    shown = [one for one in branches if one.ended_on is None or one.pk in rated]
    scheme = Star.objects.filter(scheme__campaign=campaign).select_related("scheme")
    by_kind: dict[str, list[Star]] = {}
    for star in scheme.order_by("position"):
        by_kind.setdefault(star.scheme.unit_kind, []).append(star)
    over = campaign.state == Year.CLOSED
    tables = [
        SheetTable(
            kind,
            by_kind[kind],
            [
                SheetRow(one, [cells.get((one.pk, star.pk)) for star in by_kind[kind]], over)
                for one in shown
                # A rating keeps the scheme it began with, whatever the branch is today.
                if rated.get(one.pk, one.unit_kind) == kind
            ],
        )
        for kind in UnitKind
        if kind in by_kind
    ]
    return Sheet(street, campaign, [table for table in tables if table.rows])
