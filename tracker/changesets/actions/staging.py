"""Staging: rows are compared with what stands, and nothing else is written yet."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.campaigns.models import Campaign
from tracker.changesets.actions.guards import kind_called
from tracker.changesets.actions.rows import (
    batches,
    count_rows,
    mark_repeated,
    repeated_keys,
    store,
)
from tracker.changesets.models import Changeset, ChangesetPart
from tracker.changesets.record import changeset_change
from tracker.changesets.registry import Wish
from tracker.changesets.terms import MOST_DIRECT, PART_BYTES, Source, State
from tracker.history.record import recorded_last, tell
from tracker.jobs.actions import ask_for
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.places.models import Area

READ = "changesets.read"  # the job that reads


@dataclass(frozen=True)
class Subject:
    """What a changeset is to be about."""

    kind: str
    campaign: Campaign
    area: Area
    details: Mapping[str, str] = field(default_factory=dict)


def stage(
    *,
    by: User,
    subject: Subject,
    wishes: Sequence[Wish],
    source: Source = Source.API,
    undoes: Changeset | None = None,
) -> Changeset:
    """Compare up to `MOST_DIRECT` wishes at once and keep them for preview.

    Raises Denied where the person has no right in the area, Refused for too many or none.
    """
    _require(by, subject)
    if not wishes:
        raise Refused(_("There is no row to be changed."))
    if len(wishes) > MOST_DIRECT:
        words = {"most": MOST_DIRECT}
        raise Refused(_("At most %(most)s rows at once. Upload a file for more.") % words)
    with recorded_last(by=by):
        changeset = _begun(by, subject, source, undoes=undoes)
        for some in batches(wishes):
            store(changeset, some, by=by)
        for keys in repeated_keys(changeset):
            mark_repeated(changeset, keys)
        finish(changeset, by=by)
    return changeset


def finish(changeset: Changeset, *, by: User) -> None:
    """Close the staging in the caller's transaction: counts, event."""
    count_rows(changeset)
    changeset.state = State.STAGED
    changeset.version += 1
    changeset.save()
    tell([changeset_change(changeset, "stage", {})], by=by)


def stage_undo(*, by: User, subject: Subject, undoes: Changeset) -> Changeset:
    """Begin a changeset whose rows a job takes from the one that it undoes."""
    _require(by, subject)
    with recorded_last(by=by):
        return _asked(_begun(by, subject, Source.UNDO, undoes=undoes, state=State.READING), by)


def upload(
    *, by: User, subject: Subject, name: str, chunks: Iterable[bytes], most_bytes: int
) -> Changeset:
    """Keep an uploaded file and ask for the job that reads it.

    The file stands in the database until then: it lives and dies with its changeset, and any
    machine may read it. Raises Denied, and Refused for a file that is too large.
    """
    _require(by, subject)
    if not kind_called(subject.kind).by_file:
        raise Refused(_("These entries are not taken from files."))
    with recorded_last(by=by):
        changeset = _begun(by, subject, Source.FILE, state=State.READING, file_name=name[-120:])
        digest, size = hashlib.sha256(), 0
        for number, part in enumerate(_parts(chunks)):
            digest.update(part)
            size += len(part)
            if size > most_bytes:
                words = {"most": most_bytes // 2**20}
                raise Refused(_("The file is larger than %(most)s MB. Divide the table.") % words)
            ChangesetPart.objects.create(
                changeset=changeset, number=number, content=zlib.compress(part, 1)
            )
        changeset.file_digest, changeset.file_size = digest.hexdigest(), size
        return _asked(changeset, by)


def _parts(chunks: Iterable[bytes]) -> Iterable[bytes]:
    """Yield the file in parts of one size."""
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) >= PART_BYTES:
            yield bytes(waiting[:PART_BYTES])
            del waiting[:PART_BYTES]
    if waiting:
        yield bytes(waiting)


def as_changeset(subject: Subject, **more: Any) -> Changeset:
    """Return a changeset about something, not saved: what a template is made for, too."""
    return Changeset(
        kind=subject.kind,
        campaign=subject.campaign,
        area=subject.area,
        details=json.dumps(dict(subject.details), ensure_ascii=False, sort_keys=True),
        **more,
    )


def _require(by: User, subject: Subject) -> None:
    require(by, kind_called(subject.kind).permission, subject.area.pk)


def _begun(
    by: User,
    subject: Subject,
    source: Source,
    *,
    undoes: Changeset | None = None,
    state: State = State.STAGED,
    file_name: str = "",
) -> Changeset:
    new = as_changeset(
        subject,
        source=source,
        state=state,
        staged_by=by,
        undoes=undoes,
        file_name=file_name,
    )
    new.save(force_insert=True)
    return new


def _asked(changeset: Changeset, by: User) -> Changeset:
    """Let a job read the rows; it says so in the log when it has."""
    key = f"{READ} {changeset.pk}"
    changeset.job = ask_for(READ, {"changeset": changeset.pk}, by=by, key=key)
    changeset.save()
    tell([changeset_change(changeset, "upload", {})], by=by)
    return changeset
