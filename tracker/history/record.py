"""The only door to the log."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import Any, Protocol

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from tracker.history.digest import START, canonical
from tracker.history.inserting import insert
from tracker.history.models import Event, Head, expected_digest
from tracker.history.origin import current_origin
from tracker.history.rows import area_of, name_of, room_of

BATCH = 500  # events written in one go
MOST_WAITING = 4 * 1024 * 1024  # bytes of told events that are kept in memory


class Actor(Protocol):
    """Whoever acts; an account, as far as the log must know it."""

    pk: int

    def __str__(self) -> str: ...


class OutsideTransactionError(RuntimeError):
    """An event must live and die with its change; there is no transaction to share."""


@dataclass(frozen=True)
class Change:
    """What `record` writes down of one object.

    `before` and `after` hold plain values; an empty `before` is a creation, an
    empty `after` an end. `action` is "<room>.<verb>". Where many rows come or
    change at once, one event may name them all: `after` (or `before`) then holds
    {"added": {key: name}}, or "changed" or "removed", of `object_type`.
    """

    action: str
    object_type: str
    object_key: str
    object_name: str = ""
    area_code: str = ""
    before: dict[str, object] = field(default_factory=dict)
    after: dict[str, object] = field(default_factory=dict)
    reason: str = ""

    @classmethod
    def of(cls, row: Model, verb: str, **more: Any) -> Change:
        """Return a change of one row: its room, kind, key, name and area are read from it."""
        told: dict[str, Any] = {"object_name": name_of(row), "area_code": area_of(row)}
        return cls(
            f"{room_of(type(row))}.{verb}",
            str(row._meta.model_name),
            str(row.pk),
            **{**told, **more},
        )


# What an event keeps of a change, in the order of `_KEPT`; before and after are canonical JSON.
_Told = list[str]
_Row = dict[str, Any]  # an event's values by field
_KEPT = (
    *("action", "object_type", "object_key", "object_name", "area_code"),
    *("before", "after", "reason"),
)


class _Waiting:
    """Events that wait for the end of `recorded_last`: in memory, or where they are many, on disk.

    An import tells some hundred thousand.
    """

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=MOST_WAITING)  # noqa: SIM115 - see close()

    def add(self, change: Change) -> None:
        self._file.write(canonical(_told(change)).encode("utf-8", "surrogatepass") + b"\n")

    def mark(self) -> int:
        return self._file.tell()

    def forget_since(self, mark: int) -> None:
        self._file.seek(mark)
        self._file.truncate()

    def told(self) -> Iterator[_Told]:
        self._file.seek(0)
        return map(json.loads, self._file)

    def close(self) -> None:
        self._file.close()


_waiting: ContextVar[_Waiting | None] = ContextVar("waiting", default=None)


@contextmanager
def recorded_last(*, by: Actor | None) -> Iterator[None]:
    """Open a transaction whose events are written when all its rows are.

    Whoever writes an event holds the log until the transaction ends. Rows first,
    the log last, is the one order of locks: otherwise two writers wait for each
    other. Inside, say `tell`. What fails inside a nested one leaves no event.
    """
    waiting = _waiting.get()
    if waiting is None:
        with closing(_Waiting()) as waiting, transaction.atomic():
            token = _waiting.set(waiting)
            try:
                yield
            finally:
                _waiting.reset(token)
            if waiting.mark():
                _append(waiting.told(), by, lambda _rows: None)
        return
    before = waiting.mark()
    try:
        with transaction.atomic():
            yield
    except BaseException:
        waiting.forget_since(before)
        raise


def tell(changes: Iterable[Change], *, by: Actor | None) -> None:
    """Record at the end of `recorded_last`; at once where none is open."""
    waiting = _waiting.get()
    if waiting is None:
        record_all(changes, by=by)
    else:
        for change in changes:
            waiting.add(change)


def record(change: Change, *, by: Actor | None) -> Event:
    """Append one event in the caller's transaction."""
    return record_all([change], by=by)[0]


def record_all(changes: Iterable[Change], *, by: Actor | None) -> list[Event]:
    """Append events in order, with one lock and one write of the head.

    Raises OutsideTransactionError without a transaction; a database error stops the
    caller's change, which is the point.
    """
    written = list(changes)
    rows: list[_Row] = []
    if written:
        _append(map(_told, written), by, rows.extend)
    return [Event(**row) for row in rows]


def record_stream(changes: Iterable[Change], *, by: Actor | None) -> int:
    """Append any number of events, some hundred in memory at a time; return how many.

    The head is held from the first to the last: whoever else writes an event
    waits, so gather what takes long beforehand.
    """
    return _append(map(_told, changes), by, lambda _rows: None)


def _told(change: Change) -> _Told:
    """Return what is kept of a change, as texts."""
    return [
        change.action,
        change.object_type,
        str(change.object_key),
        change.object_name[:160],
        change.area_code,
        canonical(change.before) if change.before else "",
        canonical(change.after) if change.after else "",
        change.reason,
    ]


def _append(told: Iterable[_Told], by: Actor | None, keep: Callable[[list[_Row]], object]) -> int:
    if not connection.in_atomic_block:
        raise OutsideTransactionError("record() needs the transaction of the change it records")
    head = _locked_head()
    first = head.sequence
    events = _chained(told, head, by)
    while batch := list(islice(events, BATCH)):
        insert(Event, batch)
        keep(batch)
    Head.objects.filter(pk=1).update(sequence=head.sequence, digest=head.digest)
    return head.sequence - first


def _chained(told: Iterable[_Told], head: Head, by: Actor | None) -> Iterator[_Row]:
    """Yield the events, each pointing to the one before; ``head`` moves along."""
    origin, at = current_origin(), timezone.now()
    shared: _Row = {
        "at": at,
        "actor_id": by.pk if by else None,
        "actor_name": str(by) if by else origin.place or "system",
        "origin": origin.place[:80],
        "request_id": origin.request_id[:64],
    }
    for texts in told:
        row = {
            "sequence": head.sequence + 1,
            **shared,
            **dict(zip(_KEPT, texts, strict=True)),
            "previous": head.digest,
        }
        head.sequence, head.digest = row["sequence"], expected_digest(row)
        yield {**row, "digest": head.digest}


def _locked_head() -> Head:
    """Return the head, held until the transaction ends; the first event makes it."""
    locked = Head.objects.select_for_update() if not _is_sqlite() else Head.objects
    head = locked.filter(pk=1).first()
    if head is None:
        with transaction.atomic():
            Head.objects.bulk_create([Head(id=1, sequence=0, digest=START)], ignore_conflicts=True)
        head = locked.get(pk=1)
    return head


def _is_sqlite() -> bool:
    # SQLite has one writer at a time: IMMEDIATE transactions hold the lock already.
    return connection.vendor == "sqlite"
