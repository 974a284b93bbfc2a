"""The sheet of an area: its branches, what they declared, and what may be filled in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr

from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign, Star
from tracker.declarations.models import Declaration
from tracker.declarations.standing.branches import branches_for
from tracker.declarations.wording import stars_in_words
from tracker.people.models import User
from tracker.people.permissions import visible_or_404, within
from tracker.places.models import Area, Branch
from tracker.places.querysets import under
from tracker.places.terms import CODE_LENGTHS, Level


@dataclass
class SheetLine:
    """One branch of the street: what it declared; `before` are last year's stars, if it did."""

    branch: Branch
    row: Declaration | None
    stars: list[Star]
    before: list[str] | None
    may_enter: bool
    closed: str = ""  # why it cannot be filled in now, in words
    wanted: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    overtaken: bool = False

    @property
    def code(self) -> str:
        return self.branch.pk

    @property
    def seen(self) -> int:
        return self.row.version if self.row else 0

    @property
    def open(self) -> bool:
        return self.may_enter and not self.closed

    @property
    def in_words(self) -> str:
        """The stars it names now."""
        names = {star.key: star.title for star in self.stars}
        return stars_in_words(self.row.star_keys if self.row else [], names)

    @property
    def before_in_words(self) -> str:
        names = {star.key: star.title for star in self.stars}
        return stars_in_words([key for key in self.before or [] if key in names], names)

    @property
    def may_go_on(self) -> bool:
        """Tell whether it has declared nothing yet, and something the year before."""
        return self.open and self.row is None and bool(self.before)

    @property
    def boxes(self) -> list[tuple[Star, bool]]:
        return [(star, star.key in self.wanted) for star in self.stars]


def area_or_404(user: User, code: str) -> Area:
    """Return an area that a person reads as a whole; any other one answers like a missing one."""
    mine = Area.objects.filter(within(user, Permission.DECLARATIONS_READ, "code"))
    return visible_or_404(mine.select_related("parent__parent"), pk=code)


def branches_of(user: User, area: Area) -> list[Branch]:
    """Return the standing branches of an area in code order."""
    rows = branches_for(user).filter(under(area.pk, "area_id"), ended_on=None)
    return list(rows.order_by("area_id"))


@dataclass(frozen=True)
class StreetCount:
    """A street with its branches: how many there are, and how many have begun to declare."""

    area: Area
    units: int
    begun: int

    @property
    def missing(self) -> int:
        return self.units - self.begun


def streets_of(user: User, area: Area, campaign: Campaign) -> list[StreetCount]:
    """Return the streets below an area that have branches, in code order: two counts, no rows."""
    rated = Branch.objects.filter(under(area.pk, "area_id"), ended_on=None)
    rows = Declaration.objects.visible_to(user).filter(
        under(area.pk, "branch_id"), campaign=campaign, branch__ended_on=None
    )
    units, begun = (_by_street(rated, "area_id"), _by_street(rows, "branch_id"))
    streets = Area.objects.in_bulk(sorted(units))
    return [StreetCount(streets[code], units[code], begun.get(code, 0)) for code in sorted(units)]


def _by_street(rows: QuerySet, field_name: str) -> dict[str, int]:
    street = Substr(field_name, 1, CODE_LENGTHS[Level.STREET])
    counted = rows.annotate(street=street).order_by().values_list("street").annotate(Count("pk"))
    return dict(counted)


def declarations_of(
    user: User, campaign: Campaign, branches: Iterable[Branch]
) -> dict[str, Declaration]:
    """Return {branch code: its declaration} of one year."""
    codes = [branch.pk for branch in branches]
    rows = Declaration.objects.visible_to(user).filter(campaign=campaign, branch__in=codes)
    return {row.branch_id: row for row in rows.select_related("changed_by", "branch")}
