"""The job that stages: it reads an uploaded file, or the rows of what is to be undone."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils import timezone

from tracker.changesets.actions.guards import held
from tracker.changesets.actions.rows import batches, mark_repeated, repeated_keys, store
from tracker.changesets.actions.staging import finish
from tracker.changesets.actions.undoing import wishes_of
from tracker.changesets.columns import SIGNER, layouts_in_all_languages, meta_of
from tracker.changesets.models import Changeset, ChangesetPart, ChangesetRow, kept_complaints
from tracker.changesets.record import changeset_change, kept
from tracker.changesets.registry import Complaint, Layout, Wish
from tracker.changesets.terms import Source, State
from tracker.changesets.wording import (
    NO_ROWS,
    OTHER_AREA,
    OTHER_KIND,
    OTHER_YEAR,
    from_fault,
)
from tracker.history.record import recorded_last, tell
from tracker.jobs.running import Run
from tracker.jobs.wording import say
from tracker.people.models import User
from tracker.sheets.entries import Entry, read_entries
from tracker.sheets.faults import UnreadableError
from tracker.sheets.headings import SEARCHED, known_headings
from tracker.sheets.reading import Table, open_table
from tracker.sheets.template import read_meta
from tracker.sheets.terms import Row


class ForeignFileError(Exception):
    """The file was made for something else; `complaints` says what."""

    def __init__(self, *complaints: Complaint) -> None:
        super().__init__(str(complaints))
        self.complaints = list(complaints)


def read(changeset: Changeset, run: Run, *, by: User) -> None:
    """Stage the rows of a changeset, step by step: broken off, it goes on after the last step.

    What is wrong with the file as a whole refuses it; what is wrong with rows stands at them.
    """
    try:
        with _wishes(changeset) as wishes:
            count = _store(changeset, wishes, run, by=by)
    except UnreadableError as error:
        _refuse(changeset, [from_fault(fault) for fault in error.faults], run, by=by)
    except ForeignFileError as error:
        _refuse(changeset, error.complaints, run, by=by)
    else:
        if not count:
            _refuse(changeset, [Complaint(NO_ROWS)], run, by=by)
            return
        for keys in repeated_keys(changeset):
            with run.step(run.position):
                mark_repeated(changeset, keys)
        with run.writing(), recorded_last(by=by):
            locked = held(changeset)
            ChangesetPart.objects.filter(changeset=locked).delete()
            finish(locked, by=by)


def _store(changeset: Changeset, wishes: Iterator[Wish], run: Run, *, by: User) -> int:
    """Keep the rows that are not kept yet; return how many there are in all."""
    count = done = int(run.position or 0)
    seen = 0
    for some in batches(wishes):
        seen += len(some)
        if seen <= done:
            continue
        with run.step(str(seen)):
            store(changeset, some, by=by)
        count = seen
        run.progress(seen, 0)
    return count


def _refuse(changeset: Changeset, complaints: list[Complaint], run: Run, *, by: User) -> None:
    """Keep what is wrong with the file, and nothing of its rows."""
    with run.writing(), recorded_last(by=by):
        locked = held(changeset)
        before = kept(locked)
        ChangesetRow.objects.filter(changeset=locked).delete()
        ChangesetPart.objects.filter(changeset=locked).delete()
        locked.state, locked.ended = State.UNREADABLE, timezone.now()
        locked.faults = kept_complaints(complaints)
        locked.version += 1
        locked.save()
        tell([changeset_change(locked, "refuse", before)], by=by)


@contextmanager
def _wishes(changeset: Changeset) -> Iterator[Iterator[Wish]]:
    """Open what the rows are taken from; the same rows in the same order, however often."""
    if changeset.source == Source.UNDO:
        yield wishes_of(changeset)
        return
    with tempfile.NamedTemporaryFile(suffix=".upload") as file:
        parts = ChangesetPart.objects.filter(changeset=changeset).order_by("number")
        for content in parts.values_list("content", flat=True).iterator(chunk_size=4):
            file.write(zlib.decompress(bytes(content)))
        file.flush()
        with open_table(Path(file.name)) as table:
            _refuse_foreign(changeset, table)
            yield _of_table(changeset, table)


def _refuse_foreign(changeset: Changeset, table: Table) -> None:
    """Raise where a template's hidden sheet says another year, area or kind."""
    meta = read_meta(table.meta, SIGNER)
    if meta is None:
        return
    ours: dict[str, Any] = meta_of(changeset)
    complaints = [
        Complaint(say(text, theirs=meta.get(name, ""), ours=ours[name]))
        for name, text in (("year", OTHER_YEAR), ("area", OTHER_AREA))
        if meta.get(name) != ours[name]
    ]
    if any(meta.get(name) != ours[name] for name in ("kind", "details")):
        complaints.append(Complaint(OTHER_KIND))
    if complaints:
        raise ForeignFileError(*complaints)


def _of_table(changeset: Changeset, table: Table) -> Iterator[Wish]:
    rows = table.rows()
    first = list(islice(rows, SEARCHED))
    layout = _layout(layouts_in_all_languages(changeset.its_kind, changeset.scope), first)

    def again() -> Iterator[Row]:
        yield from first
        yield from rows

    for entry in read_entries(again(), layout.columns, layout.ignored):
        wish = wish_of(layout, entry)
        if wish is not None:
            yield wish


def _layout(layouts: list[Layout], first: list[Row]) -> Layout:
    """Return the layout whose headings the file has most of; the template's where none fits."""
    return max(layouts, key=lambda one: known_headings(first, one.columns))


def wish_of(layout: Layout, entry: Entry) -> Wish | None:
    """Return what a row wants; faults of its cells go with it."""
    wish = layout.wish(entry)
    complaints = tuple(from_fault(fault, of_row=True) for fault in entry.faults)
    if wish is None:
        if not complaints:
            return None
        return Wish(entry.row, "", {}, typed=entry.raw, complaints=complaints)
    return Wish(
        entry.row,
        wish.key,
        wish.after,
        wish.base,
        typed=entry.raw,
        complaints=(*complaints, *wish.complaints),
    )
