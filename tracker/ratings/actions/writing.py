"""Writing moves that have been judged: stars, steps, levels; then what counts and what is told."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Overtaken
from tracker.history.record import Change
from tracker.people.models import User
from tracker.ratings.actions.loading import Scene
from tracker.ratings.holding import held
from tracker.ratings.measures import measures
from tracker.ratings.models import Rating, RatingStep, StarRating
from tracker.ratings.record import kept, star_change
from tracker.ratings.terms import PUBLIC, Verb
from tracker.ratings.workflow import Move
from tracker.tallies.rollups import Shift, move

AT_ONCE = 500  # rows named in one statement


@dataclass(frozen=True)
class Step:
    """One star and its row of the table; the star is as it was read under the lock.

    `before` and `after`: what its event keeps besides the star itself.
    """

    row: StarRating
    move: Move
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)


@dataclass
class Written:
    """What remains to be done at the end of the transaction: tallies, then the log."""

    rows: list[StarRating]
    shifts: list[Shift]
    changes: list[Change]


def write(
    steps: Sequence[Step],
    scene: Scene,
    *,
    by: User,
    reason: str = "",
    notice_ends_on: dt.date | None = None,
    begun: Collection[int] = (),
) -> Written:
    """Write the steps of stars and the levels of their ratings.

    ``begun``: ratings made in this transaction, which no tally counts yet. Raises
    Overtaken where a star is not what was read.
    """
    at = timezone.now()
    old = scene.states()
    changes = []
    befores = [kept(step.row) for step in steps]
    _update_stars(steps, _columns(by, at, reason, notice_ends_on))
    _insert_steps(steps, by, at, reason)
    for step, before in zip(steps, befores, strict=True):
        after = kept(step.row) | dict(step.after)
        told = star_change(
            step.row, step.move.verb, before | dict(step.before), after, reason=reason
        )
        changes.append(told)
    touched = {step.row.rating_id for step in steps} | set(begun)
    shifts = _shifts({key: {} if key in begun else old[key] for key in touched}, scene)
    _update_levels([scene.ratings()[key] for key in sorted(touched)], scene)
    return Written([step.row for step in steps], shifts, changes)


def _columns(
    by: User, at: dt.datetime, reason: str, notice_ends_on: dt.date | None
) -> dict[str, dict[str, object]]:
    """Return {verb: what it writes into the star besides state, round and version}."""
    always = {"changed_by": by, "changed_at": at, "reason": reason}
    nobody: dict[str, object] = {"entered_by": None, "confirmed_by": None, "notice_ends_on": None}
    own: dict[str, dict[str, object]] = {
        Verb.UNDECLARE: nobody,
        Verb.SUBMIT: {"entered_by": by},
        Verb.RECALL: {"entered_by": None},
        Verb.CONFIRM: {"confirmed_by": by},
        Verb.PUT_ON_NOTICE: {"notice_ends_on": notice_ends_on},
        Verb.RETURN: {"confirmed_by": None, "notice_ends_on": None},
        Verb.ACCEPT: {"confirmed_by": by},
    }
    columns = {str(verb): always | own.get(verb, {}) for verb in Verb}
    # Whoever sets a returned star right still reads why it came back.
    del columns[Verb.FILL_IN]["reason"]
    return columns


def _update_stars(steps: Sequence[Step], columns: Mapping[str, dict[str, object]]) -> None:
    """Change the stars where they still are what was read; raise Overtaken otherwise."""
    alike: dict[tuple[Move, int, int], list[StarRating]] = defaultdict(list)
    for step in steps:
        alike[step.move, step.row.version, step.row.round].append(step.row)
    for (made, version, turn), rows in alike.items():
        values = columns[made.verb] | {
            "state": str(made.target),
            "version": version + 1,
            "round": turn + made.new_round,
        }
        for some in _batches(rows):
            as_read = StarRating.objects.unscoped("judged before, for this very person").filter(
                pk__in=[row.pk for row in some], state=made.source, version=version
            )
            if as_read.update(**values) != len(some):
                raise overtaken(some)
        for row in rows:
            for name, value in values.items():
                setattr(row, name, value)


def _batches(rows: list[StarRating]) -> Iterator[list[StarRating]]:
    rest = iter(rows)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _insert_steps(steps: Sequence[Step], by: User, at: dt.datetime, reason: str) -> None:
    RatingStep.objects.bulk_create(
        [
            RatingStep(
                star_rating=step.row,
                version=step.row.version,
                round=step.row.round,
                verb=step.move.verb,
                source=step.move.source,
                target=step.move.target,
                reason=reason,
                done_at=at,
                done_by=by,
            )
            for step in steps
        ],
        batch_size=AT_ONCE,
    )


def _shifts(old: Mapping[int, Mapping[str, str]], scene: Scene) -> list[Shift]:
    new, ratings = scene.states(), scene.ratings()
    return [
        shift
        for key, states in old.items()
        for shift in move(
            ratings[key].branch_id,
            ratings[key].campaign_id,
            ratings[key].unit_kind,
            measures(states) if states else [],
            measures(new[key]),
        )
    ]


def _update_levels(ratings: list[Rating], scene: Scene) -> None:
    """Let each rating say how many of its stars are held, and how many are public."""
    alike: dict[tuple[int, int], list[Rating]] = defaultdict(list)
    states = scene.states()
    for rating in ratings:
        levels = len(held(states[rating.pk])), len(held(states[rating.pk], PUBLIC))
        if levels != (rating.level, rating.awarded_level):
            alike[levels].append(rating)
    for (level, awarded), rows in alike.items():
        for rating in rows:
            rating.level, rating.awarded_level = level, awarded
        for start in range(0, len(rows), AT_ONCE):
            keys = [rating.pk for rating in rows[start : start + AT_ONCE]]
            Rating.objects.unscoped("judged before, for this very person").filter(
                pk__in=keys
            ).update(level=level, awarded_level=awarded)


def overtaken(rows: Collection[StarRating]) -> Overtaken:
    """Return the error for stars that are not what the person had read, as they stand now."""
    now = StarRating.objects.unscoped("the person could read them a moment ago")
    current = now.select_related(
        "star", "rating__branch__area", "rating__campaign", "changed_by"
    ).filter(pk__in=[row.pk for row in rows])
    return Overtaken(
        _("Someone else has changed this since you read it. Nothing of yours was written."),
        tuple(current.order_by("rating__branch_id", "star__position")),
    )
