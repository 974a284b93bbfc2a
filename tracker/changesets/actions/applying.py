"""Confirming a changeset, and the job that writes all of its rows or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

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
    """Some rows are not as they were shown, so none is written."""

    def __init__(self, late: dict[str, Standing], refused: dict[str, str]) -> None:
        super().__init__(len(late), len(refused))
        self.late, self.refused = late, refused


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
            _give_back(held(changeset), error, by=by)
            run.outcome = say(HELD_BACK, n=len(error.late) + len(error.refused))
    return run.outcome


def finish(changeset: Changeset, count: int, *, by: User) -> None:
    """Mark a changeset applied, in the transaction of its rows."""
    before = kept(changeset)
    changeset.state, changeset.ended = State.APPLIED, timezone.now()
    changeset.rows_applied = count
    save(changeset, "apply", before, by=by)


def _write(changeset: Changeset, run: Run | None, *, by: User) -> int:
    """Write the rows, some at a time in the order of their keys; raise HeldBackError at the end.

    All rows are looked at first, so that the person hears of every one at once.
    """
    kind, scope = changeset.its_kind, changeset.scope
    rows = ChangesetRow.objects.filter(changeset=changeset).going().by_key()
    total = rows.count()
    late: dict[str, Standing] = {}
    refused: dict[str, str] = {}
    done = 0
    for some in _some(rows):
        found = kind.look(scope, [row.key for row in some], by=by)
        going = []
        for row in some:
            now, after = found.get(row.key), values_of(row.after)
            if now is None:
                refused[row.key] = GONE
            elif against := _against(now, after):
                refused[row.key] = against
            elif differing_fields(_shown(row, after), now.values):
                late[row.key] = now
            else:
                going.append(Going(row.key, after, now))
        if not late and not refused:
            refused |= _written(changeset, going, by=by)
        done += len(some)
        if run:
            run.progress(done, total)
    if late or refused:
        raise HeldBackError(late, refused)
    return done


def _written(changeset: Changeset, going: Sequence[Going], *, by: User) -> dict[str, str]:
    try:
        return changeset.its_kind.write(changeset.scope, going, by=by)
    except Overtaken as error:
        # Between the look and the lock: what stands now is found when it is looked at again.
        return {one.key: str(error) for one in going}


def _shown(row: ChangesetRow, after: Values) -> Values:
    return {name: value for name, value in values_of(row.before).items() if name in after}


def _against(now: Standing, after: Values) -> str:
    return next((now.against[name] for name in ("", *after) if now.against.get(name)), "")


def _some(rows: object) -> Iterator[list[ChangesetRow]]:
    rest = rows.iterator(chunk_size=AT_ONCE)  # type: ignore[attr-defined]
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _give_back(changeset: Changeset, error: HeldBackError, *, by: User) -> None:
    """Say at the rows what stands now or what is against them; the changeset is staged again."""
    before = kept(changeset)
    keys = sorted({*error.late, *error.refused})
    for start in range(0, len(keys), AT_ONCE):
        some = ChangesetRow.objects.filter(changeset=changeset, key__in=keys[start:][:AT_ONCE])
        changed = list(some.going())
        for row in changed:
            _mark(row, error)
        ChangesetRow.objects.bulk_update(
            changed, ["before", "base", "verdict", "choice", "faults"], batch_size=200
        )
    count_rows(changeset)
    changeset.state = State.STAGED
    changeset.confirmed_at = changeset.confirmed_by = None
    save(changeset, "hold_back", before, by=by)


def _mark(row: ChangesetRow, error: HeldBackError) -> None:
    row.choice = Choice.OPEN
    if row.key in error.refused:
        row.verdict = Verdict.WRONG
        row.faults = kept_complaints([Complaint(error.refused[row.key])])
        return
    now, after = error.late[row.key], values_of(row.after)
    stands = {name: now.values[name] for name in values_of(row.before) if name in now.values}
    row.base, row.before = row.base or row.before, packed(stands)
    same = not differing_fields(after, now.values)
    row.verdict = Verdict.SAME if same else Verdict.DISPUTED
