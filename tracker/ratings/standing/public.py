"""What everybody may read of ratings: stars on record, and nothing that came before.

A star came on record in one of two ways: it was awarded here after its public notice, or
the county accepted what a paper states. Of the second nobody knows the day of the award.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from tracker.campaigns.models import Star
from tracker.ratings.models import Rating, RatingStep, StarRating
from tracker.ratings.querysets import RatingQuerySet
from tracker.ratings.terms import PUBLIC, Verb

_WHY = "awarded stars are public"


@dataclass(frozen=True)
class PublicStar:
    """One star of a branch's scheme; both days are empty while it is not on record.

    `awarded_on`: the day of the award in this system; `accepted_on`: the day on which
    the county accepted what a paper states, the day of the award being unknown.
    """

    star: Star
    awarded_on: dt.date | None = None
    accepted_on: dt.date | None = None

    @property
    def is_on_record(self) -> bool:
        return bool(self.awarded_on or self.accepted_on)


@dataclass(frozen=True)
class PublicRecord:
    """What is on record of one branch in one campaign.

    `stars` are those of its scheme in official order, on record or not. `passport` is
    the key of the reported figure that a person accepted, empty where no star on
    record comes from a paper.
    """

    year: int
    level: int
    stars: tuple[PublicStar, ...]
    passport: str

    @property
    def on_record(self) -> list[PublicStar]:
        return [one for one in self.stars if one.is_on_record]

    @property
    def awarded_here(self) -> bool:
        return any(one.awarded_on for one in self.stars)


def public_ratings() -> RatingQuerySet:
    """Return ratings with a star on record, with these stars in `awarded_stars`.

    Each of the stars has `from_paper`: accepted by the county, not awarded here.
    """
    # The last step is the one that made the star public: then it can only be withdrawn.
    accepted = RatingStep.objects.filter(
        star_rating=OuterRef("pk"), version=OuterRef("version"), verb=Verb.ACCEPT
    )
    awarded = StarRating.objects.unscoped(_WHY).filter(state__in=PUBLIC)
    stars = awarded.annotate(from_paper=Exists(accepted))
    stars = stars.select_related("star").order_by("star__position")
    return (
        Rating.objects.unscoped(_WHY)
        .public()
        .select_related("branch__area__parent__parent", "source__article__page")
        .prefetch_related(Prefetch("stars", queryset=stars, to_attr="awarded_stars"))
    )


def awarded_one_of(keys: Collection[str]) -> Exists:
    """Return the condition on `Rating` "one of these stars was awarded"."""
    awarded = StarRating.objects.unscoped(_WHY).filter(
        rating=OuterRef("pk"), star__key__in=keys, state__in=PUBLIC
    )
    return Exists(awarded)


def public_record(code: str, year: int) -> PublicRecord | None:
    """Return what is on record of the branch with a code; None where nothing was awarded.

    Three queries, whatever the branch.
    """
    rating = public_ratings().filter(branch_id=code, campaign_id=year).first()
    if rating is None:
        return None
    found = {one.star_id: one for one in rating.awarded_stars}
    scheme = Star.objects.filter(
        scheme__campaign_id=year, scheme__unit_kind=rating.unit_kind
    ).order_by("position")
    stars = tuple(_public_star(star, found.get(star.pk)) for star in scheme)
    return PublicRecord(year, rating.awarded_level, stars, passport_of(rating))


def passport_of(rating: Rating) -> str:
    """Return the key of the figure that stars of a public rating rest on; empty for none."""
    rests = any(one.from_paper for one in rating.awarded_stars)
    return (rating.source_id or "") if rests else ""


def awarded_on(rating: Rating) -> dt.date | None:
    """Return the day of the newest award of a public rating; None where all are from a paper."""
    return max((_day(one) for one in rating.awarded_stars if not one.from_paper), default=None)


def accepted_on(rating: Rating) -> dt.date | None:
    """Return the day on which a public rating's paper was accepted; None where none was."""
    return max((_day(one) for one in rating.awarded_stars if one.from_paper), default=None)


def _public_star(star: Star, found: StarRating | None) -> PublicStar:
    if found is None:
        return PublicStar(star)
    day = _day(found)
    return PublicStar(star, accepted_on=day) if found.from_paper else PublicStar(star, day)


def _day(star: StarRating) -> dt.date:
    """Return the day it came on record: a public star is changed only by being withdrawn."""
    return timezone.localdate(star.changed_at)
