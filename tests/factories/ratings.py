"""Examples of ratings, star by star."""

import factory

from tests.factories.campaigns import CampaignFactory, SchemeFactory, StandardFactory, StarFactory
from tests.factories.figures import ReportedFigureFactory
from tests.factories.people import UserFactory, area_with_code
from tests.factories.places import BranchFactory
from tests.factories.scoped import ScopedFactory
from tracker.figures.models import ReportedFigure
from tracker.history.digest import canonical, digest_of
from tracker.places.models import Branch
from tracker.ratings.models import Rating, RatingStep, Seal, StandardResult, StarRating
from tracker.ratings.terms import Result, State, Verb


class RatingFactory(ScopedFactory):
    class Meta:
        model = Rating

    branch = factory.SubFactory(BranchFactory)
    campaign = factory.SubFactory(CampaignFactory)
    unit_kind = factory.SelfAttribute("branch.unit_kind")
    opened_by = factory.SubFactory(UserFactory)


class StarRatingFactory(ScopedFactory):
    """A star that the street has declared and nobody has entered yet."""

    class Meta:
        model = StarRating

    rating = factory.SubFactory(RatingFactory)
    star = factory.LazyAttribute(
        lambda one: StarFactory(
            scheme=SchemeFactory(campaign=one.rating.campaign, unit_kind=one.rating.unit_kind)
        )
    )
    state = State.DECLARED
    changed_by = factory.SubFactory(UserFactory)


class StandardResultFactory(ScopedFactory):
    class Meta:
        model = StandardResult

    star_rating = factory.SubFactory(StarRatingFactory)
    standard = factory.LazyAttribute(lambda one: StandardFactory(star=one.star_rating.star))
    result = Result.MET
    changed_by = factory.SubFactory(UserFactory)


class RatingStepFactory(ScopedFactory):
    class Meta:
        model = RatingStep

    star_rating = factory.SubFactory(StarRatingFactory)
    version = factory.Sequence(lambda n: n + 1001)  # above those that actions give
    round = 1
    verb = Verb.SUBMIT
    source = State.DECLARED
    target = State.ENTERED
    done_by = factory.SubFactory(UserFactory)


class SealFactory(ScopedFactory):
    class Meta:
        model = Seal

    star_rating = factory.SubFactory(StarRatingFactory)
    version = factory.Sequence(lambda n: n + 1001)  # above those that actions give
    inputs = canonical({"unit_kind": "rural"})
    digest = digest_of({"unit_kind": "rural"}, "")
    sealed_by = factory.SubFactory(UserFactory)


# --- Rows that have come some way --------------------------------------------------


def branch_at(code: str) -> Branch:
    """Return the branch of the village with a code, made when it is not there."""
    found = Branch.objects.filter(pk=code).first()
    return found or BranchFactory(area=area_with_code(code))


def a_star(code: str, key: str, reason: str) -> StarRating:
    """Make a declared star of the branch with a code, with a reason that only staff read."""
    rating = Rating.everything.filter(branch=code).first() or RatingFactory(branch=branch_at(code))
    scheme = SchemeFactory(campaign=rating.campaign, unit_kind=rating.unit_kind)
    place = {"industry": 1, "ecology": 2}[key]
    star = StarFactory(scheme=scheme, key=key, position=place)
    return StarRatingFactory(rating=rating, star=star, reason=reason)


def a_report(code: str) -> ReportedFigure:
    """Make what a paper says of the one branch with a code: it has reached four stars."""
    return ReportedFigureFactory(area=branch_at(code).area, value=1)


def an_awarded_rating() -> Rating:
    """Make a branch with one star that is public."""
    star = StarRatingFactory(state=State.AWARDED, confirmed_by=UserFactory())
    Rating.everything.filter(pk=star.rating_id).update(level=1, awarded_level=1)
    return Rating.everything.get(pk=star.rating_id)
