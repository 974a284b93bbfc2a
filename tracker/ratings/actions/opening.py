"""Beginning the ratings of branches: one row for each branch and year, one for each star."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from tracker.access.refusals import Refused
from tracker.campaigns.models import Star
from tracker.people.models import User
from tracker.places.terms import UnitKind
from tracker.ratings.actions.loading import Scene, hold, load
from tracker.ratings.models import Rating, StarRating
from tracker.ratings.terms import State
from tracker.ratings.wording import kind_changed, scheme_missing


@dataclass(frozen=True, order=True)
class Wanted:
    """One branch in one year, as what kind of unit it is rated."""

    branch: str
    year: int
    unit_kind: str


def open_ratings(wanted: Collection[Wanted], *, by: User) -> tuple[Scene, set[int]]:
    """Return the ratings, locked, with all their stars; and the keys of those that began now.

    Raises Refused where a year has no scheme, or where a rating began under the other one.
    """
    everything = Rating.objects.unscoped("the right was asked by the act that leads here")
    # In the order in which everybody locks them; what another person makes at the same
    # time is waited for and taken.
    everything.bulk_create(
        [
            Rating(
                branch_id=one.branch, campaign_id=one.year, unit_kind=one.unit_kind, opened_by=by
            )
            for one in _missing(sorted(wanted))
        ],
        ignore_conflicts=True,
    )
    keys = hold(everything.filter(_any_of(wanted)))
    begun = _add_stars(keys, by)
    scene = load(StarRating.objects.unscoped("see above"), keys)
    kinds = {(one.branch, one.year): one.unit_kind for one in wanted}
    for rating in scene.ratings().values():
        if rating.unit_kind != kinds[rating.branch_id, rating.campaign_id]:
            raise Refused(kind_changed(rating.branch.name))
    return scene, begun


def _any_of(wanted: Collection[Wanted]) -> Q:
    condition = Q(pk__in=[])
    for year in {one.year for one in wanted}:
        codes = [one.branch for one in wanted if one.year == year]
        condition |= Q(campaign=year, branch__in=codes)
    return condition


def _missing(wanted: list[Wanted]) -> list[Wanted]:
    ratings = Rating.objects.unscoped("the right was asked by the act that leads here")
    there = set(ratings.filter(_any_of(wanted)).values_list("branch_id", "campaign_id"))
    return [one for one in wanted if (one.branch, one.year) not in there]


def _add_stars(ratings: Collection[int], by: User) -> set[int]:
    """Give ratings without stars those of their scheme, all not declared; return these ratings."""
    fresh = Rating.objects.unscoped("see above").filter(pk__in=ratings, stars=None)
    rows = list(fresh.order_by("branch_id"))
    stars: dict[tuple[int, str], list[Star]] = {}
    for star in Star.objects.filter(
        scheme__campaign__in={rating.campaign_id for rating in rows}
    ).select_related("scheme"):
        stars.setdefault((star.scheme.campaign_id, star.scheme.unit_kind), []).append(star)
    for rating in rows:
        if (rating.campaign_id, rating.unit_kind) not in stars:
            raise Refused(scheme_missing(rating.campaign_id, str(UnitKind(rating.unit_kind).label)))
    StarRating.objects.unscoped("rows of ratings made just now").bulk_create(
        [
            StarRating(rating=rating, star=star, state=State.NOT_DECLARED, changed_by=by)
            for rating in rows
            for star in stars[rating.campaign_id, rating.unit_kind]
        ],
        batch_size=500,
    )
    return {rating.pk for rating in rows}
