"""One rating, read at once: its stars, their standards, and what was done to each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from tracker.campaigns.models import LevelRule, Standard
from tracker.campaigns.scoring import LevelRule as Rule
from tracker.campaigns.terms import State as Year
from tracker.declarations.models import Declaration
from tracker.people.permissions import visible_or_404
from tracker.ratings.holding import is_decided
from tracker.ratings.models import Rating, RatingStep, StandardResult, StarRating
from tracker.ratings.standing.stars import with_counts
from tracker.ratings.standing.words import next_step, step_done
from tracker.ratings.terms import HELD, Result, State


@dataclass(frozen=True)
class Line:
    """One standard of a star, and how it is met; `result` has no row while nobody looked."""

    standard: Standard
    result: StandardResult | None

    @property
    def value(self) -> Result:
        return Result(self.result.result) if self.result else Result.NOT_CHECKED

    @property
    def note(self) -> str:
        return self.result.note if self.result else ""


@dataclass(frozen=True)
class Told:
    """One step as a sentence."""

    step: RatingStep
    words: str


@dataclass
class StarStanding:
    """One star of the rating with all that the page says of it; `drift` is filled in later."""

    row: StarRating
    lines: list[Line]
    story: list[Told]
    comes_next: str
    drift: list[Any] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.row.star.key

    @property
    def is_held(self) -> bool:
        return self.row.state in HELD

    @property
    def is_declared(self) -> bool:
        return self.row.state != State.NOT_DECLARED


@dataclass(frozen=True)
class RatingStanding:
    """One branch in one campaign, as the person may read it."""

    rating: Rating
    stars: list[StarStanding]
    declaration: Declaration | None
    rule: Rule
    rule_row: LevelRule | None

    @property
    def held(self) -> list[StarStanding]:
        return [star for star in self.stars if star.is_held]

    @property
    def is_decided(self) -> bool:
        """Tell whether the level means something: before, no stars is no finding."""
        over = self.rating.campaign.state == Year.CLOSED
        return is_decided(self.states.values(), year_is_over=over)

    @property
    def states(self) -> dict[str, str]:
        return {star.key: star.row.state for star in self.stars}

    @property
    def results(self) -> dict[str, dict[int, str]]:
        """How each standard of each star is met: {star key: {number: Result}}."""
        return {
            star.key: {line.standard.number: line.value for line in star.lines}
            for star in self.stars
        }


def rating_for(user: Any, year: int, code: str) -> Rating:
    """Return a rating that the person may read, or answer 404."""
    ratings = Rating.objects.visible_to(user).select_related(
        "branch__area__parent__parent", "campaign", "source__article", "opened_by"
    )
    return visible_or_404(ratings, campaign_id=year, branch_id=code)


def star_for(user: Any, year: int, code: str, key: str) -> StarRating:
    """Return one star of a rating that the person may read, or answer 404."""
    stars = StarRating.objects.visible_to(user).select_related(
        "rating__branch__area__parent__parent", "rating__campaign", "star", "changed_by"
    )
    return visible_or_404(stars, rating__campaign_id=year, rating__branch_id=code, star__key=key)


def standing_of(user: Any, rating: Rating) -> RatingStanding:
    """Read one rating in a number of queries that no number of standards changes."""
    stars = (
        with_counts(StarRating.objects.visible_to(user))
        .filter(rating=rating)
        .select_related("star", "changed_by", "entered_by", "confirmed_by")
        .prefetch_related(
            "star__standards",
            Prefetch("results", queryset=StandardResult.objects.select_related("changed_by")),
            Prefetch("steps", queryset=RatingStep.objects.select_related("done_by")),
        )
        .order_by("star__position", "pk")
    )
    declarations = Declaration.objects.visible_to(user).filter(
        branch_id=rating.branch_id, campaign_id=rating.campaign_id
    )
    rule = LevelRule.objects.filter(pk=rating.campaign_id).first()
    return RatingStanding(
        rating=rating,
        stars=[_standing(star) for star in stars],
        declaration=declarations.first(),
        rule=Rule(rule.capstone) if rule else Rule(),
        rule_row=rule,
    )


def lines_of(star: StarRating) -> list[Line]:
    """Return the standards of a star in order, each with its result."""
    results = {one.standard_id: one for one in star.results.all()}
    return [Line(standard, results.get(standard.pk)) for standard in star.star.standards.all()]


def results_of_last_year(star: StarRating) -> dict[int, StandardResult]:
    """Return {number of the standard: its result} of the same star one campaign before.

    By the star's key and the standard's number: every year has rows of its own.
    """
    year = star.rating.campaign_id - 1
    earlier = StandardResult.objects.filter(
        star_rating__rating__branch_id=star.rating.branch_id,
        star_rating__rating__campaign_id=year,
        star_rating__star__key=star.star.key,
    )
    return {one.standard.number: one for one in earlier.select_related("standard")}


def _standing(star: StarRating) -> StarStanding:
    return StarStanding(
        row=star,
        lines=lines_of(star),
        story=[Told(step, step_done(step.verb, step.done_by)) for step in star.steps.all()],
        comes_next=next_step(star.state, star.notice_ends_on),
    )
