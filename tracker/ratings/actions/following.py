"""Ratings follow declarations: told by them in their own transaction."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.access.refusals import Refused
from tracker.declarations.models import Declaration
from tracker.declarations.terms import State as Declared
from tracker.history.record import Change
from tracker.people.models import User
from tracker.ratings.actions.loading import Scene
from tracker.ratings.actions.opening import Wanted, open_ratings
from tracker.ratings.actions.writing import Step, write
from tracker.ratings.models import StarRating
from tracker.ratings.record import rating_change
from tracker.ratings.terms import State, Verb
from tracker.ratings.wording import gone_further
from tracker.ratings.workflow import move_for
from tracker.tallies.rollups import shift

# Nobody has worked on these yet, or the work was returned; a withdrawn star is over.
_FREE = (State.NOT_DECLARED, State.DECLARED, State.RETURNED, State.WITHDRAWN)


def follow_declarations(declarations: Sequence[Declaration], *, by: User) -> list[Change]:
    """Open the ratings of confirmed declarations, or bring their stars in line.

    Declarations in other states change nothing here. Counts, and returns the events
    for the caller to record. Raises Refused, naming them, where a star that is no
    longer declared has gone further than DECLARED or RETURNED.
    """
    confirmed = [one for one in declarations if one.state == Declared.CONFIRMED]
    if not confirmed:
        return []
    wanted = [Wanted(one.branch_id, one.campaign_id, str(one.unit_kind)) for one in confirmed]
    scene, begun = open_ratings(wanted, by=by)
    declared = {(one.branch_id, one.campaign_id): set(one.star_keys) for one in confirmed}
    opened = begun_changes(scene, begun)
    _refuse_gone_further(scene, declared)
    steps = [step for row in scene.rows.values() if (step := _step(row, declared))]
    written = write(steps, scene, by=by, begun=begun)
    shift(written.shifts)
    return [*opened, *written.changes]


def begun_changes(scene: Scene, begun: set[int]) -> list[Change]:
    """Return the events of ratings that began in this transaction."""
    ratings = scene.ratings()
    return [
        rating_change(
            ratings[key],
            "open",
            {},
            {
                "unit_kind": str(ratings[key].unit_kind),
                "stars": [star for rating, star in scene.rows if rating == key],
            },
        )
        for key in ratings
        if key in begun
    ]


def _refuse_gone_further(scene: Scene, declared: dict[tuple[str, int], set[str]]) -> None:
    further: dict[str, list[str]] = {}
    for (_rating, star), row in scene.rows.items():
        named = star in declared[row.rating.branch_id, row.rating.campaign_id]
        if not named and row.state not in _FREE:
            further.setdefault(row.rating.branch.name, []).append(star)
    if further:
        raise Refused(gone_further(further))


def _step(row: StarRating, declared: dict[tuple[str, int], set[str]]) -> Step | None:
    """Return how a star follows; None where it stands as it should."""
    named = row.star.key in declared[row.rating.branch_id, row.rating.campaign_id]
    move = move_for(row.state, Verb.DECLARE if named else Verb.UNDECLARE)
    return Step(row, move) if move else None
