"""One declaration's way through one or more moves, and the writing of many such ways at once."""

from __future__ import annotations

import datetime as dt
import operator
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Overtaken
from tracker.declarations import followers
from tracker.declarations.measures import measures
from tracker.declarations.models import Declaration, DeclarationStep
from tracker.declarations.record import Kept, declaration_change, kept
from tracker.declarations.terms import State, Verb
from tracker.declarations.workflow import Move
from tracker.history.record import Change, tell
from tracker.people.models import User
from tracker.tallies.rollups import Shift, shift
from tracker.tallies.rollups import move as tally_move

WRITTEN = (
    *("unit_kind", "stars", "level", "state", "round", "version", "reason"),
    *("changed_at", "changed_by"),
)
AT_ONCE = 500  # rows of one statement


class Turn:
    """A declaration that is changed in memory first; `write` makes it so, or says who was faster.

    ``row`` is held by the transaction, or new and unsaved; its branch, area and year are loaded.
    """

    def __init__(self, row: Declaration, *, by: User) -> None:
        self.row, self.by = row, by
        self.is_new = row.pk is None
        self.began = (row.state, 0 if self.is_new else row.version)
        self.old_kind = row.unit_kind
        self.old_measures = [] if self.is_new else measures(row.state, row.star_keys)
        self.steps: list[DeclarationStep] = []
        self.changes: list[Change] = []
        self.at: dt.datetime = timezone.now()

    def fill_in(self, stars: Sequence[str]) -> None:
        """Aim at these stars, in the order of the scheme."""
        before: Kept = {} if self.is_new and not self.steps else kept(self.row)
        self.row.stars = ",".join(stars)
        self.row.level = len(stars)
        self.row.unit_kind = self.row.kind_of_scheme
        self._done(Verb.FILL_IN, State(self.row.state), State(self.row.state), before, "")

    def make(self, move: Move, reason: str = "") -> None:
        """Go along one row of the table. A return opens the next round."""
        before, source = kept(self.row), State(self.row.state)
        self.row.state = move.target
        if move.verb == Verb.RETURN:
            self.row.reason = reason
        elif move.verb == Verb.SUBMIT:
            self.row.reason = ""
        self._done(Verb(move.verb), source, move.target, before, reason)

    def _done(self, verb: Verb, source: State, target: State, before: Kept, reason: str) -> None:
        step = DeclarationStep(
            version=self.row.version + (0 if self.is_new and not self.steps else 1),
            round=self.row.round,
            verb=verb,
            source=source,
            target=target,
            stars=self.row.stars,
            reason=reason,
            done_at=self.at,
            done_by=self.by,
        )
        self.row.version = step.version
        self.row.round += verb == Verb.RETURN
        self.row.changed_at, self.row.changed_by = self.at, self.by
        self.steps.append(step)
        self.changes.append(declaration_change(self.row, verb, before, reason=reason))

    def shifts(self) -> list[Shift]:
        """Return what this way changes in the tallies, of both kinds if the kind was corrected."""
        now = measures(self.row.state, self.row.star_keys)
        place = (self.row.branch_id, self.row.campaign_id)
        if self.row.unit_kind == self.old_kind:
            return tally_move(*place, self.row.unit_kind, self.old_measures, now)
        return [
            *tally_move(*place, self.old_kind, self.old_measures, []),
            *tally_move(*place, self.row.unit_kind, [], now),
        ]

    @property
    def concerns_followers(self) -> bool:
        """Whether it has just been confirmed, or was confirmed before."""
        return State.CONFIRMED in {self.began[0], self.row.state}


def held(conditions: Q) -> list[Declaration]:
    """Return the declarations, held until the transaction ends, in the order of their codes.

    Branch, area, year and its rule come with them, unlocked.
    """
    rows = Declaration.objects.unscoped("the action asks for the right of each row")
    loaded = rows.filter(conditions).select_related("branch__area", "campaign__level_rule")
    locked = loaded.select_for_update(no_key=True, of=("self",))
    return list(locked.order_by("branch_id", "campaign_id"))


def write(turns: Sequence[Turn], *, by: User) -> list[Declaration]:
    """Write the ways in the caller's transaction; return the declarations as they are now.

    Raises Overtaken where a row is no longer what it was read as, and what a follower refuses.
    """
    moved = [turn for turn in turns if turn.steps]
    _insert([turn for turn in moved if turn.is_new])
    _update([turn for turn in moved if not turn.is_new])
    for turn in moved:
        for step in turn.steps:
            step.declaration_id = turn.row.pk
    steps = [step for turn in moved for step in turn.steps]
    DeclarationStep.objects.bulk_create(steps, batch_size=AT_ONCE)
    told = [turn.row for turn in moved if turn.concerns_followers]
    followed = followers.tell(told, by=by) if told else []
    shift(one for turn in moved for one in turn.shifts())
    tell([*(change for turn in moved for change in turn.changes), *followed], by=by)
    return [turn.row for turn in turns]


def overtaken(rows: Iterable[Declaration]) -> Overtaken:
    """Return the refusal for who had read what is no longer there."""
    return Overtaken(
        _("Somebody changed it after you had read it. Nothing was written."), tuple(rows)
    )


def _insert(turns: Sequence[Turn]) -> None:
    if not turns:
        return
    rows = [turn.row for turn in turns]
    try:
        with transaction.atomic():
            new = Declaration.objects.unscoped("asked for, branch by branch")
            new.bulk_create(rows, batch_size=AT_ONCE)
    except IntegrityError as error:
        same = reduce(
            operator.or_, [Q(branch=row.branch_id, campaign=row.campaign_id) for row in rows]
        )
        if there := list(Declaration.objects.unscoped("asked for, branch by branch").filter(same)):
            raise overtaken(there) from error  # someone else began it in this moment
        raise


def _update(turns: Sequence[Turn]) -> None:
    """One statement for all rows that go the same way, each on the condition of what it was."""
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for turn in turns:
        values = tuple(getattr(turn.row, name) for name in WRITTEN)
        alike[(*turn.began, *values)].append(turn.row.pk)
    for (state, version, *values), keys in alike.items():
        for some in (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE)):
            rows = Declaration.objects.unscoped("the rows are held and were asked for")
            same = rows.filter(pk__in=some, state=state, version=version)
            if same.update(**dict(zip(WRITTEN, values, strict=True))) != len(some):
                raise overtaken([turn.row for turn in turns if turn.row.pk in some])
