"""Confirming a changeset, and the job that writes all of its rows or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tracker.access.refusals import Overtaken, Refused
from tracker.changesets.actions.guards import held, require_own, require_state, save
from tracker.changesets.actions.rows import count_rows
from tracker.changesets.models import Changeset, ChangesetRow, kept_complaints, packed, values_of
from tracker.changesets.record import kept
from tracker.changesets.registry import Complaint, Going, Standing, Values, differing_fields
from tracker.changesets.terms import AT_ONCE, Choice, State, Verdict
from tracker.history.record import recorded_last
from tracker.jobs.actions import ask_for
from tracker.jobs.running import Run
from tracker.jobs.wording import say
from tracker.people.models import User
from tracker.people.permissions import require

APPLY = "changesets.apply"  # the job that writes
WRITTEN = gettext_noop("%(n)s rows were written.")
HELD_BACK = gettext_noop(
    "Nothing was written: %(n)s rows are not as they were shown. Look at them and apply once more."
)
GONE = gettext_noop("It is no longer there.")


class HeldBackError(Exception):
    """A row is not as it was shown, so none is written; `refused`: what a rule forbids, by key."""

    def __init__(self, refused: Mapping[str, str]) -> None:
        super().__init__(len(refused))
        self.refused = refused


@dataclass(frozen=True)
class Obstacle:
    """Why a row cannot be written as it was shown: in words, or by what stands now."""

    words: str = ""
    now: Standing | None = None


def confirm(*, by: User, changeset: Changeset, seen: int) -> Changeset:
    """Confirm a staged changeset: a job then writes its rows with the person's rights of then.

    Raises Denied, Overtaken, and Refused where nothing is to be written or rows are undecided.
    """
    with recorded_last(by=by):
        row = held(changeset, seen)
        require(by, row.its_kind.permission, row.area_id)
        require_state(row, State.STAGED)
        require_own(row, by)
        rows = ChangesetRow.objects.filter(changeset=row)
        if rows.undecided().exists():
            raise Refused(_("Decide first about the rows that somebody else has changed."))
        if not rows.going().exists():
            raise Refused(_("No row is to be written."))
        before = kept(row)
        key = f"{APPLY} {row.pk} {row.version}"
        row.job = ask_for(APPLY, {"changeset": row.pk}, by=by, key=key)
        row.state = State.APPLYING
        row.confirmed_at, row.confirmed_by = timezone.now(), by
        save(row, "confirm", before, by=by)
    return row


def apply(changeset: Changeset, run: Run, *, by: User) -> str:
    """Write all rows of a confirmed changeset in one transaction; return the outcome in words.

    Where a row no longer is what was shown, nothing is written; the row says so, and the
    changeset is for preview again.
    """
    try:
        with run.writing(), recorded_last(by=by):
            row = held(changeset)
            require_state(row, State.APPLYING)
            count = _write(row, run, by=by)
            finish(row, count, by=by)
            run.outcome = say(WRITTEN, n=count)
    except HeldBackError as error:
        with run.writing(), recorded_last(by=by):
            count = _give_back(held(changeset), error.refused, run, by=by)
            run.outcome = say(HELD_BACK, n=count)
    return run.outcome


def finish(changeset: Changeset, count: int, *, by: User) -> None:
    """Mark a changeset applied, in the transaction of its rows."""
    before = kept(changeset)
    changeset.state, changeset.ended = State.APPLIED, timezone.now()
    changeset.rows_applied = count
    save(changeset, "apply", before, by=by)


def _write(changeset: Changeset, run: Run, *, by: User) -> int:
    """Write the rows, some at a time in the order of their keys; return how many.

    Raises HeldBackError at the first ones that are not as they were shown.
    """
    kind, scope = changeset.its_kind, changeset.scope
    rows = ChangesetRow.objects.filter(changeset=changeset).going().by_key()
    total, done = rows.count(), 0
    for some in _some(rows.values_list("key", "before", "after")):
        found = kind.look(scope, [key for key, *_values in some], by=by)
        going = [_going(key, before, after, found.get(key)) for key, before, after in some]
        if refused := _written(changeset, going, by=by):
            raise HeldBackError(refused)
        done += len(some)
        run.progress(done, total)
    return done


def _going(key: str, before: str, after: str, now: Standing | None) -> Going:
    """Return a row that still is as it was shown. Raises HeldBackError."""
    wanted = values_of(after)
    if now is None or _obstacle(values_of(before), wanted, now):
        raise HeldBackError({})
    return Going(key, wanted, now)


def _obstacle(before: Values, after: Values, now: Standing | None) -> Obstacle | None:
    if now is None:
        return Obstacle(GONE)
    if words := next((now.against[name] for name in ("", *after) if now.against.get(name)), ""):
        return Obstacle(words)
    shown = {name: value for name, value in before.items() if name in after}
    return Obstacle(now=now) if differing_fields(shown, now.values) else None


def _written(changeset: Changeset, going: Sequence[Going], *, by: User) -> dict[str, str]:
    try:
        return changeset.its_kind.write(changeset.scope, going, by=by)
    except Overtaken as error:
        # Between the look and the lock: what stands now is found when it is looked at again.
        return {one.key: str(error) for one in going}


def _some(rows: Any) -> Iterator[list[Any]]:
    rest = rows.iterator(chunk_size=AT_ONCE)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _give_back(changeset: Changeset, refused: Mapping[str, str], run: Run, *, by: User) -> int:
    """Say at every row what stands now or what is against it; the changeset is staged again.

    All of them are looked at once more, so that the person hears of every one at once. Returns
    how many cannot be written as they were shown.
    """
    before, kind, scope = kept(changeset), changeset.its_kind, changeset.scope
    rows = ChangesetRow.objects.filter(changeset=changeset).going().by_key()
    total, done, count = rows.count(), 0, 0
    for some in _some(rows):
        found = kind.look(scope, [row.key for row in some], by=by)
        marked = [row for row in some if _mark(row, found.get(row.key), refused)]
        ChangesetRow.objects.bulk_update(
            marked, ["before", "base", "verdict", "choice", "faults"], batch_size=200
        )
        done, count = done + len(some), count + len(marked)
        run.progress(done, total)
    count_rows(changeset)
    changeset.state = State.STAGED
    changeset.confirmed_at = changeset.confirmed_by = None
    save(changeset, "hold_back", before, by=by)
    return count


def _mark(row: ChangesetRow, now: Standing | None, refused: Mapping[str, str]) -> bool:
    """Say at a row what is in its way; tell whether anything is."""
    before, after = values_of(row.before), values_of(row.after)
    obstacle = _obstacle(before, after, now)
    if obstacle is None and row.key in refused:
        obstacle = Obstacle(refused[row.key])
    if obstacle is None:
        return False
    row.choice = Choice.OPEN
    if obstacle.now is None:
        row.verdict = Verdict.WRONG
        row.faults = kept_complaints([Complaint(obstacle.words)])
        return True
    values = obstacle.now.values
    stands = {name: values[name] for name in before if name in values}
    row.base, row.before = row.base or row.before, packed(stands)
    row.verdict = Verdict.DISPUTED if differing_fields(after, values) else Verdict.SAME
    return True
