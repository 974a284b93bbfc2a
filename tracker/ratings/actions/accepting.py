"""What a paper states about one branch becomes a recorded rating through a person."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.campaigns.scoring import certain_stars, refusals
from tracker.campaigns.terms import State as Year
from tracker.figures.models import ReportedFigure
from tracker.figures.terms import Bearing, Metric, Nature, Precision
from tracker.history.record import record_all
from tracker.people.models import User
from tracker.people.permissions import require, within
from tracker.places.models import Branch
from tracker.places.terms import Level
from tracker.ratings import wording
from tracker.ratings.actions.following import begun_changes
from tracker.ratings.actions.loading import Scene
from tracker.ratings.actions.opening import Wanted, open_ratings
from tracker.ratings.actions.seals import seal
from tracker.ratings.actions.writing import Step, write
from tracker.ratings.models import Rating
from tracker.ratings.standing.reported import may_be
from tracker.ratings.terms import State, Verb
from tracker.ratings.workflow import move_for
from tracker.tallies.rollups import shift


def accept_report(
    *,
    by: User,
    figure: ReportedFigure,
    stars: Sequence[str] | None = None,
    kind: str = "",
) -> Rating:
    """Record the level that a paper states of one branch: its stars become AWARDED.

    Where the rule of the year leaves no choice (`certain_stars`) the level says which stars;
    else ``stars`` names them, exactly as many keys as the level, out of the scheme of ``kind``
    where that is said.
    Raises Denied without RATINGS_CONFIRM there, Refused for a figure that does not
    speak of one branch's level, that another figure contradicts or that was accepted
    already, for stars that do not fit, and for a rating that has gone further.
    """
    require(by, Permission.RATINGS_CONFIRM, figure.area_id)
    stated = _figures().filter(pk=figure.pk).with_disputes().first()
    if stated is None:
        raise Refused(wording.no_single_branch())
    if stated.is_disputed or not _figures().chosen().filter(pk=stated.pk).exists():
        raise Refused(wording.not_chosen())
    if stated.campaign.state == Year.PREPARING:
        raise Refused(wording.year_in_preparation(stated.campaign_id))
    with transaction.atomic():
        scene, begun = open_ratings([_wanted(stated, kind)], by=by)
        (rating,) = scene.ratings().values()
        _refuse_rated(rating, scene)
        changes = begun_changes(scene, begun)
        _name_source(rating, stated)
        passport = {"figure": stated.key, "sha256": stated.sha256}
        steps = [
            Step(row, move, after=passport)
            for star in _stars(stated, stars, scene, rating)
            if (move := move_for((row := scene.rows[rating.pk, star]).state, Verb.ACCEPT))
        ]
        written = write(steps, scene, by=by, begun=begun)
        digests = seal(written.rows, by=by, from_paper=True)
        for row, change in zip(written.rows, written.changes, strict=True):
            change.after["seal"] = digests[row.pk]
        shift(written.shifts)
        record_all([*changes, *written.changes], by=by)
    return rating


def reports_about_single_branches(user: User) -> QuerySet[ReportedFigure]:
    """Return the figures that state one branch's level, where the person may read ratings.

    Without those that a written rule keeps beside another one. In the order of their
    keys, with article, area and campaign loaded; `accepted_rating` is the primary key
    of the rating that rests on the figure, or None; `is_disputed` as everywhere.
    """
    ratings = Rating.objects.unscoped("only whether there is one, for figures they may read")
    resting = ratings.filter(source=OuterRef("pk")).order_by().values("pk")[:1]
    readable = _figures().chosen().filter(within(user, Permission.RATINGS_READ, "area_id"))
    return readable.with_disputes().annotate(accepted_rating=Subquery(resting)).order_by("key")


def _figures() -> QuerySet[ReportedFigure]:
    """Return the figures that say: this one branch has reached this level in this year."""
    return ReportedFigure.objects.filter(
        nature=Nature.REPORTED,
        bearing=Bearing.CAMPAIGN,
        metric=Metric.LEVEL_COUNT,
        level__gte=1,
        value=1,
        value_to=None,
        precision=Precision.EXACT,
        campaign__isnull=False,
        area__level=Level.VILLAGE,
    ).select_related("area", "article__page", "campaign")


def _wanted(figure: ReportedFigure, kind: str) -> Wanted:
    branch = Branch.objects.filter(area=figure.area_id).first()
    if branch is None or not may_be(branch.unit_kind, figure.unit_kind):
        raise Refused(wording.no_branch(figure.area.name))
    if kind not in ("", branch.unit_kind):
        raise Refused(wording.other_kind(figure.area.name, branch.get_unit_kind_display()))
    return Wanted(branch.pk, figure.campaign_id or 0, str(branch.unit_kind))


def _refuse_rated(rating: Rating, scene: Scene) -> None:
    if rating.source_id:
        raise Refused(wording.accepted_already())
    if any(row.state not in (State.NOT_DECLARED, State.DECLARED) for row in scene.rows.values()):
        raise Refused(wording.rated_already())


def _name_source(rating: Rating, figure: ReportedFigure) -> None:
    """Write which figure the rating rests on; the seals read it from there."""
    rating.source = figure
    Rating.objects.unscoped("the right was asked above").filter(pk=rating.pk).update(source=figure)


def _stars(
    figure: ReportedFigure, named: Sequence[str] | None, scene: Scene, rating: Rating
) -> list[str]:
    """Return the stars that the level stands for, in the order of the scheme."""
    scheme = [star for key, star in scene.rows if key == rating.pk]
    rule = scene.rule(rating)
    certain = certain_stars(figure.level or 0, str(rating.unit_kind), rule)
    if certain and named and set(named) != set(certain):
        raise Refused(wording.stars_follow(certain))
    chosen = certain or list(named or [])
    if len(chosen) != figure.level or refusals(chosen, rating.unit_kind, rule):
        raise Refused(wording.name_stars(figure.level or 0))
    return [star for star in scheme if star in chosen]
