"""Statements on the stars of many branches at once: for imports of whole counties.

The same rules as `entering.fill_in_many`, with statements that cost the database one visit for
some hundred stars, and one event for each branch instead of one for each star.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.campaigns.holding import hold_years
from tracker.campaigns.terms import State as Year
from tracker.history.record import Change, tell
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.ratings import wording
from tracker.ratings.actions.proposing import refuse_unknown
from tracker.ratings.actions.writing import AT_ONCE
from tracker.ratings.models import Rating, RatingStep, StarRating
from tracker.ratings.terms import EVENTS, OBJECT_TYPE, Verb
from tracker.ratings.workflow import move_for


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be said of one star, and how it stood when that was compared."""

    branch: str
    branch_name: str
    rating_id: int
    star: str
    pk: int
    state: str
    version: int
    was: str
    proposal: str


def state_many(*, by: User, year: int, said: Sequence[Said]) -> None:
    """Keep statements that all differ from what stood, in one transaction.

    ``said`` comes in the order of the branches. Raises Denied, Refused for a year or a state that
    takes no entry, Overtaken where a star is no longer what was compared; nothing is kept then.
    """
    refuse_unknown({one.proposal for one in said})
    for branch in dict.fromkeys(one.branch for one in said):
        require(by, Permission.RATINGS_ENTER, branch)
    with transaction.atomic():
        if hold_years([year]).get(year) != Year.RUNNING:
            raise Refused(wording.year_not_running(year))
        for state in {one.state for one in said}:
            if move_for(state, Verb.FILL_IN) is None:
                raise Refused(wording.wrong_state(state, Verb.FILL_IN))
        _hold(list(dict.fromkeys(one.rating_id for one in said)))
        at = timezone.now()
        _update(said, by, at)
        _insert_steps([one.pk for one in said], by, at)
        tell(_changes(year, said), by=by)


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


def _hold(ratings: Sequence[int]) -> None:
    """Hold the ratings before their stars, as every writer of this room does."""
    rows = Rating.objects.unscoped("the right was asked for each branch")
    for some in _parts(ratings):
        held = rows.filter(pk__in=some).select_for_update(no_key=True)
        list(held.order_by("branch_id").values_list("pk", flat=True))


def _update(said: Sequence[Said], by: User, at: dt.datetime) -> None:
    alike: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    for one in said:
        alike[one.state, one.version, one.proposal].append(one.pk)
    rows = StarRating.objects.unscoped("the right was asked for each branch")
    for (state, version, proposal), keys in alike.items():
        values: dict[str, Any] = {
            "version": version + 1,
            "proposal": proposal,
            "proposed_by": by,
            "changed_by": by,
            "changed_at": at,
        }
        for some in _parts(keys):
            as_read = rows.filter(pk__in=some, state=state, version=version)
            if as_read.update(**values) != len(some):
                raise Overtaken(wording.changed_since())


def _insert_steps(stars: Sequence[int], by: User, at: dt.datetime) -> None:
    """Insert a step for each star, read by the database from the star itself."""
    step, star = RatingStep._meta.db_table, StarRating._meta.db_table
    at_stored = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        for some in _parts(stars):
            places = ",".join(["%s"] * len(some))
            cursor.execute(
                f"INSERT INTO {step} (star_rating_id, version, round, verb, source, target, "  # noqa: S608
                f"reason, done_at, done_by_id) SELECT id, version, round, %s, state, state, '', "
                f"%s, %s FROM {star} WHERE id IN ({places})",
                [Verb.FILL_IN.value, at_stored, by.pk, *some],
            )


def _changes(year: int, said: Sequence[Said]) -> list[Change]:
    """Return one event for each branch, with all that was said of its stars."""
    of_branch: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        of_branch[one.branch].append(one)
    return [
        Change(
            action=f"{EVENTS}{Verb.FILL_IN.value}",
            object_type=OBJECT_TYPE,
            object_key=f"{year}-{branch}",
            object_name=some[0].branch_name,
            area_code=branch,
            before={
                "proposals": {one.star: one.was for one in some},
                "versions": {one.star: one.version for one in some},
            },
            after={
                "proposals": {one.star: one.proposal for one in some},
                "versions": {one.star: one.version + 1 for one in some},
            },
        )
        for branch, some in of_branch.items()
    ]
