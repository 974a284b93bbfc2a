"""The stars that an action is about, with everything that is asked of them, read at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import QuerySet

from tracker.campaigns.holding import hold_years
from tracker.campaigns.models import LevelRule
from tracker.campaigns.scoring import LevelRule as Rule
from tracker.declarations.models import Declaration
from tracker.declarations.terms import State as Declared
from tracker.people.models import User
from tracker.ratings.models import Rating, StarRating
from tracker.ratings.permissions import in_hands_of

Key = tuple[int, str]  # primary key of the rating, key of the star


@dataclass
class Scene:
    """All stars of some ratings, as they stand."""

    rows: dict[Key, StarRating]
    rules: dict[int, Rule]
    own: set[int] = field(default_factory=set)  # stars that the person has a hand in
    # Ratings whose declaration is confirmed, as (branch, year).
    declared: set[tuple[str, int]] = field(default_factory=set)

    def rule(self, rating: Rating) -> Rule:
        """Return the rule of levels of a rating's year; the usual one where none is stored."""
        return self.rules.get(rating.campaign_id, Rule())

    def states(self) -> dict[int, dict[str, str]]:
        """Return {rating: {star key: state}}, of all stars of each rating."""
        found: dict[int, dict[str, str]] = defaultdict(dict)
        for (rating, star), row in self.rows.items():
            found[rating][star] = str(row.state)
        return found

    def ratings(self) -> dict[int, Rating]:
        return {row.rating_id: row.rating for row in self.rows.values()}


def hold(ratings: QuerySet[Rating]) -> list[int]:
    """Lock ratings in the order of their branches until the transaction ends; return their keys.

    Before them their years, so that none is closed while its stars move: what is loaded
    afterwards says how the years stand.
    Every writer of this room locks the rating before its stars: the rule of levels judges
    all stars of a branch, so two people may not change two of them past each other.
    """
    hold_years(ratings.order_by().values_list("campaign_id", flat=True).distinct())
    locked = ratings.select_for_update(no_key=True).order_by("branch_id", "campaign_id")
    return list(locked.values_list("pk", flat=True))


def load(stars: QuerySet[StarRating], ratings: Collection[int]) -> Scene:
    """Return all stars of some ratings; ``stars`` says which of them may be read at all."""
    wanted = Rating.objects.unscoped("as far as their stars may be read").filter(pk__in=ratings)
    # One object for each rating: a level that is set stands at all its stars.
    by_key = wanted.order_by().select_related("branch__area", "campaign").in_bulk()
    found = stars.filter(rating__in=ratings).select_related("star")
    rows: dict[Key, StarRating] = {}
    ratings_by_key: dict[int, Rating] = {}
    for row in found.order_by("rating__branch_id", "rating__campaign_id", "star__position"):
        row.rating = ratings_by_key.setdefault(row.rating_id, by_key[row.rating_id])
        rows[row.rating_id, row.star.key] = row
    years = {rating.campaign_id for rating in ratings_by_key.values()}
    rules = LevelRule.objects.filter(campaign__in=years)
    return Scene(rows, {rule.pk: Rule(rule.capstone) for rule in rules})


def load_for(by: User, ratings: Collection[int], *, fresh_eyes: bool) -> Scene:
    """Return what a person may read of some ratings, with the stars they have a hand in."""
    readable = StarRating.objects.visible_to(by)
    scene = load(readable, ratings)
    scene.declared = _declared(scene)
    if fresh_eyes:
        own = readable.filter(in_hands_of(by), rating__in=ratings)
        scene.own = set(own.order_by().values_list("pk", flat=True))
    return scene


def _declared(scene: Scene) -> set[tuple[str, int]]:
    """Return (branch, year) of the ratings whose declaration is confirmed as it stands."""
    ratings = scene.ratings().values()
    declarations = Declaration.objects.unscoped("whoever moves a star rests on its declaration")
    confirmed = declarations.filter(
        branch__in={rating.branch_id for rating in ratings},
        campaign__in={rating.campaign_id for rating in ratings},
        state=Declared.CONFIRMED,
    )
    return set(confirmed.order_by().values_list("branch_id", "campaign_id"))
