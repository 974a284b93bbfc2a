"""Who may do what to a star. Asked for each star: a task force speaks for its own only."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q

from tracker.people.permissions import may
from tracker.ratings.models import RatingStep, StandardResult, StarRating
from tracker.ratings.terms import Verb
from tracker.ratings.workflow import FOLLOWING, Move, moves_from, permissions_of


def may_move(user: Any, move: Move, row: StarRating) -> bool:
    """Tell whether a person has the right for one row of the table, for this star there."""
    return bool(move.permission) and may(user, move.permission, row.rating.branch_id, row.star.key)


def may_do(user: Any, verb: str, row: StarRating) -> bool:
    """Tell whether a person ever does this to the star, in whatever state."""
    return any(
        right and may(user, right, row.rating.branch_id, row.star.key)
        for right in permissions_of(verb)
    )


def moves_open_to(user: Any, row: StarRating) -> list[Move]:
    """Return the moves from the state of a star for which a person has the right.

    Whether rules stand against one of them (fresh eyes, levels, the year) says `preview`.
    """
    return [move for move in moves_from(row.state) if may_move(user, move, row)]


def in_hands_of(user: Any) -> Q:
    """Return the condition on `StarRating` "the person has a hand in it": others must approve.

    A hand in it has whoever did anything to the star since it was last returned, who
    submitted it, and who wrote one of the results or the statement that stand, however
    long ago: nobody approves their own entry.
    """
    theirs = RatingStep.objects.filter(star_rating=OuterRef("pk"), done_by=user.pk)
    returned_since = RatingStep.objects.filter(
        star_rating=OuterRef("star_rating"), verb=Verb.RETURN, version__gte=OuterRef("version")
    )
    acted = theirs.exclude(verb__in=FOLLOWING).filter(~Exists(returned_since))
    wrote = StandardResult.objects.filter(star_rating=OuterRef("pk"), changed_by=user.pk)
    return Q(entered_by=user.pk) | Q(proposed_by=user.pk) | Q(Exists(acted)) | Q(Exists(wrote))
