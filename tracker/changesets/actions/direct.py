"""Changes that a page has written itself, kept as a changeset so that they can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from os.path import commonprefix

from django.db import connection
from django.utils import timezone

from tracker.changesets.actions.staging import Subject, as_changeset
from tracker.changesets.models import Changeset, ChangesetRow, packed, values_of
from tracker.changesets.record import changeset_change
from tracker.changesets.registry import Values
from tracker.changesets.terms import Source, State, Verdict
from tracker.history.record import tell
from tracker.people.models import User
from tracker.places.models import Area
from tracker.places.terms import CODE_LENGTHS

# Cells that somebody enters one after the other belong together; a pause this long ends it.
PAUSE = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class Done:
    """One thing that was written: the fields that changed, as they stood and as they stand."""

    key: str
    name: str
    before: Values
    after: Values


def smallest_area(codes: Iterable[str]) -> Area:
    """Return the smallest area in which all of some branches lie."""
    # Sign by sign is what is meant: the first digits of a code are the areas above it.
    common = commonprefix(list(codes))  # noqa: RUF071
    lengths = [length for length in CODE_LENGTHS.values() if length <= len(common)]
    return Area.objects.get(pk=common[: max(lengths)])


def record_applied(
    *, by: User, subject: Subject, done: Iterable[Done], source: Source, goes_on: bool = False
) -> Changeset | None:
    """Keep what a page wrote, in its own transaction; None where nothing was.

    ``goes_on``: what the person enters there within half an hour joins the last changeset, so that
    a morning in a grid is one. The rights were asked by whoever wrote.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record_applied() needs the transaction of the change")
    rows = [one for one in done if one.after]
    if not rows:
        return None
    now = timezone.now()
    changeset = as_changeset(
        subject,
        source=source,
        state=State.APPLIED,
        staged_by=by,
        confirmed_by=by,
        confirmed_at=now,
        ended=now,
        rows_changed=len(rows),
        rows_applied=len(rows),
    )
    going = _going(changeset) if goes_on else None
    if going:
        _join(going, rows)
        return going
    changeset.save(force_insert=True)
    _add(changeset, rows, first=1)
    tell([changeset_change(changeset, "apply", {})], by=by)
    return changeset


def _going(like: Changeset) -> Changeset | None:
    """Return the person's changeset of this place that still goes on, held."""
    mine = Changeset.objects.unscoped("the person's own").filter(
        staged_by=like.staged_by,
        kind=like.kind,
        campaign=like.campaign,
        area=like.area,
        source=like.source,
        details=like.details,
        state=State.APPLIED,
        ended__gte=timezone.now() - PAUSE,
    )
    return (
        mine.filter(undone_by=None).select_for_update(no_key=True, of=("self",)).order_by("-pk")
    ).first()


def _join(changeset: Changeset, done: list[Done]) -> None:
    """Let rows of a changeset go on: the first `before` stays, the newest `after` counts."""
    keys = [one.key for one in done]
    there = {row.key: row for row in changeset.rows.filter(key__in=keys)}
    for one in done:
        if row := there.get(one.key):
            row.before = packed(one.before | values_of(row.before))
            row.after = packed(values_of(row.after) | one.after)
    ChangesetRow.objects.bulk_update(there.values(), ["before", "after"])
    fresh = [one for one in done if one.key not in there]
    _add(changeset, fresh, first=changeset.rows_changed + 1)
    changeset.rows_changed = changeset.rows_applied = changeset.rows_changed + len(fresh)
    changeset.ended = timezone.now()
    changeset.save(update_fields=["rows_changed", "rows_applied", "ended"])


def _add(changeset: Changeset, done: list[Done], *, first: int) -> None:
    ChangesetRow.objects.bulk_create(
        ChangesetRow(
            changeset=changeset,
            number=number,
            key=one.key,
            name=one.name[:80],
            before=packed(one.before),
            after=packed(one.after),
            verdict=Verdict.CHANGED,
        )
        for number, one in enumerate(done, start=first)
    )
