"""What changesets of entries have in common: branches, their stars, what stands against them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign, Star
from tracker.campaigns.terms import State as Year
from tracker.changesets.columns import CODE, NAME, STREET
from tracker.changesets.registry import Kind, Scope
from tracker.people.permissions import may
from tracker.places.models import Branch
from tracker.places.querysets import under
from tracker.ratings import wording
from tracker.ratings.models import StarRating
from tracker.ratings.terms import Verb
from tracker.ratings.workflow import move_for


@dataclass(frozen=True)
class Unit:
    """A branch as a row of a file names it."""

    code: str
    name: str
    street: str
    kind: str
    has_ended: bool


class StarNow(NamedTuple):
    """One star as it stands: the row's key, its rating, and what an entry compares."""

    pk: int
    rating_id: int
    star_id: int
    state: str
    version: int
    proposal: str


def units_of(codes: Collection[str]) -> dict[str, Unit]:
    """Return the branches of some codes, in one query."""
    return {unit.code: unit for unit in _units(Branch.objects.filter(area__in=codes))}


def units_under(code: str) -> list[Unit]:
    """Return the standing branches of an area in code order, in one query."""
    standing = Branch.objects.filter(under(code, "area_id"), ended_on=None)
    return list(_units(standing.order_by("area_id")))


def _units(branches: Any) -> Iterator[Unit]:
    rows = branches.values_list(
        "area_id", "area__name", "area__parent__name", "unit_kind", "ended_on"
    )
    for code, name, street, kind, ended_on in rows.iterator(chunk_size=2000):
        yield Unit(code, name, street, kind, ended_on is not None)


def stars_now(
    year: int, codes: Collection[str], *, by: Any, star: str = ""
) -> dict[str, dict[str, StarNow]]:
    """Return {branch: {star: how it stands}} of what a person may read, in one query."""
    rows = StarRating.objects.visible_to(by).filter(rating__campaign=year, rating__branch__in=codes)
    if star:
        rows = rows.filter(star__key=star)
    found: dict[str, dict[str, StarNow]] = defaultdict(dict)
    for branch, key, *values in rows.order_by().values_list(
        "rating__branch_id",
        "star__key",
        *("pk", "rating_id", "star_id", "state", "version", "proposal"),
    ):
        found[branch][key] = StarNow(*values)
    return found


def stars_of_year(year: int) -> dict[str, Star]:
    """Return the stars of a year's schemes by key, the rural ones first."""
    found: dict[str, Star] = {}
    for star in Star.objects.filter(scheme__campaign=year).order_by(
        "scheme__unit_kind", "position"
    ):
        found.setdefault(star.key, star)
    return found


class EntryKind(Kind):
    """Entries of a street about the stars of its branches; one row is one branch."""

    permission = Permission.RATINGS_ENTER
    read_permission = Permission.RATINGS_READ
    by_file = True

    def address(self, scope: Scope, key: str) -> str:
        return reverse("rating-detail", args=[scope.year, key[:12]])

    def against_unit(self, scope: Scope, unit: Unit, stars: Mapping[str, StarNow], by: Any) -> str:
        """Say why nothing of a branch can be entered now; "" where it can."""
        if not may(by, self.permission, unit.code):
            return wording.right_missing()
        if not stars:
            return _("It has no rating yet: its declaration is not confirmed.")
        return ""

    def against_star(self, star: StarNow) -> str:
        if move_for(star.state, Verb.FILL_IN) is None:
            return wording.wrong_state(star.state, Verb.FILL_IN)
        return ""


def against_year(year: int) -> str:
    """Say why nothing of a year can be entered; one query."""
    state = Campaign.objects.filter(pk=year).values_list("state", flat=True).first()
    return "" if state == Year.RUNNING else wording.year_not_running(year)


def given(unit: Unit) -> dict[str, str]:
    """Return the cells of a template that name a branch."""
    return {CODE: unit.code, NAME: unit.name, STREET: unit.street}


def codes_of(keys: Sequence[str]) -> list[str]:
    """Return the branches' codes of some keys, each once."""
    return sorted({key.partition(".")[0] for key in keys})
