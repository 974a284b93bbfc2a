"""What a decision rested on, kept as it was, and what has changed since."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from tracker.campaigns.models import LevelRule, Standard
from tracker.campaigns.scoring import LevelRule as Rule
from tracker.declarations.models import Declaration
from tracker.figures.models import ReportedFigure
from tracker.history.digest import canonical, digest_of
from tracker.people.models import User
from tracker.ratings.inputs import (
    FIGURE,
    DeclarationInput,
    Difference,
    FigureInput,
    Inputs,
    StandardInput,
    collect,
    differences,
)
from tracker.ratings.models import Seal, StandardResult, StarRating
from tracker.ratings.terms import HELD


def drift(star_rating: StarRating) -> list[Difference]:
    """Return what has changed since the newest seal of a star that is held; or nothing."""
    return drifts([star_rating]).get(star_rating.pk, [])


def drifts(star_ratings: Collection[StarRating]) -> dict[int, list[Difference]]:
    """Return {primary key of the star: what changed since its seal}, stars with changes only.

    A star that is not held has no decision that stands. The number of queries does
    not depend on how many stars are asked for.
    """
    held = [row.pk for row in star_ratings if row.state in HELD]
    # The newest comes last and stays.
    then: dict[int, Inputs] = {
        seal.star_rating_id: json.loads(seal.inputs)
        for seal in Seal.objects.filter(star_rating__in=held).order_by("star_rating", "version")
    }
    if not then:
        return {}
    today = gather(then, from_papers={key for key, kept in then.items() if f"{FIGURE}key" in kept})
    found = {key: differences(kept, today[key]) for key, kept in then.items() if key in today}
    return {key: changed for key, changed in found.items() if changed}


def seal(rows: Collection[StarRating], *, by: User, from_paper: bool = False) -> dict[int, str]:
    """Keep what the decisions on these stars rest on as they now stand; return the digests."""
    keys = {row.pk for row in rows}
    inputs = gather(keys, from_papers=keys if from_paper else set())
    seals = [
        Seal(
            star_rating=row,
            version=row.version,
            inputs=canonical(inputs[row.pk]),
            digest=digest_of(inputs[row.pk], ""),
            sealed_at=row.changed_at,
            sealed_by=by,
        )
        for row in rows
    ]
    Seal.objects.bulk_create(seals)
    return {one.star_rating_id: one.digest for one in seals}


@dataclass
class _Ground:
    """What lies under the decisions on some stars, read at once."""

    rows: list[StarRating]
    rules: dict[int, Rule]
    declarations: dict[tuple[str, int], Declaration]
    held: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    standards: dict[int, list[Standard]] = field(default_factory=lambda: defaultdict(list))
    results: dict[tuple[int, int], StandardResult] = field(default_factory=dict)


def gather(stars: Iterable[int], *, from_papers: Collection[int]) -> dict[int, Inputs]:
    """Return today's inputs of each star; ``from_papers``: those that rest on a figure."""
    ground = _ground(list(stars))
    return {row.pk: _inputs(row, ground, paper=row.pk in from_papers) for row in ground.rows}


def _ground(stars: list[int]) -> _Ground:
    all_stars = StarRating.objects.unscoped("whoever sees a decision sees what it rests on")
    loaded = all_stars.select_related(
        "star", "rating__branch", "rating__campaign", "rating__source"
    )
    rows = list(loaded.filter(pk__in=stars))
    years = {row.rating.campaign_id for row in rows}
    declarations = Declaration.objects.unscoped("whoever sees a decision sees its declaration")
    declared = declarations.filter(
        campaign__in=years, branch__in={row.rating.branch_id for row in rows}
    )
    ground = _Ground(
        rows,
        {rule.pk: Rule(rule.capstone) for rule in LevelRule.objects.filter(campaign__in=years)},
        {(one.branch_id, one.campaign_id): one for one in declared},
    )
    others = all_stars.filter(rating__in={row.rating_id for row in rows}, state__in=HELD)
    for rating, star in others.order_by().values_list("rating_id", "star__key"):
        ground.held[rating].add(star)
    for standard in Standard.objects.filter(star__in={row.star_id for row in rows}):
        ground.standards[standard.star_id].append(standard)
    for result in StandardResult.objects.filter(star_rating__in=stars):
        ground.results[result.star_rating_id, result.standard_id] = result
    return ground


def _inputs(row: StarRating, ground: _Ground, *, paper: bool) -> Inputs:
    rating = row.rating
    return collect(
        # The branch's own kind: the rating keeps the one it began with.
        unit_kind=rating.branch.unit_kind,
        declaration=_declaration(ground.declarations.get((rating.branch_id, rating.campaign_id))),
        proposal=row.proposal,
        held=ground.held[rating.pk] - {row.star.key},
        capstone=ground.rules.get(rating.campaign_id, Rule()).capstone,
        notice_days=rating.campaign.notice_days,
        standards=[] if paper else _standards(row, ground),
        figure=_figure(rating.source) if paper and rating.source else None,
    )


def _declaration(row: Declaration | None) -> DeclarationInput:
    return DeclarationInput(str(row.state), tuple(row.star_keys)) if row else DeclarationInput()


def _standards(row: StarRating, ground: _Ground) -> list[StandardInput]:
    found = []
    for standard in ground.standards[row.star_id]:
        one = StandardInput(standard.number, standard.text)
        if result := ground.results.get((row.pk, standard.pk)):
            one = StandardInput(one.number, one.text, str(result.result), result.note)
        found.append(one)
    return found


def _figure(figure: ReportedFigure) -> FigureInput:
    return FigureInput(
        key=figure.key,
        article=figure.article_id,
        position=f"{figure.start}-{figure.end}",
        sha256=figure.sha256,
        level=figure.level or 0,
    )
