"""Changes of single rows that write their own events: for the administration and for loads.

Rooms whose verbs say more than "added", "changed", "removed" record those themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import router
from django.db.models import Model
from django.db.models.deletion import Collector
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Overtaken
from tracker.history.record import Actor, Change, recorded_last, tell
from tracker.history.rows import Values, differing, plain, values_of


def stored(row: Model) -> Values:
    """Return what the database holds of a row, many-to-many fields as lists of keys; {} if none."""
    everything = type(row)._base_manager  # noqa: SLF001 - Django documents it
    found = everything.filter(pk=row.pk).first() if row.pk is not None else None
    return _whole(found) if found else {}


def _whole(row: Model) -> Values:
    many = {
        field.name: sorted(
            str(key) for key in getattr(row, field.name).order_by().values_list("pk", flat=True)
        )
        for field in row._meta.many_to_many
    }
    return {**values_of(row), **many}


@contextmanager
def watched(row: Model, *, by: Actor | None, reason: str = "") -> Iterator[None]:
    """Record what happens inside to one row, whether it is new or known; nothing if it stays."""
    with recorded_last(by=by):
        old = stored(row)
        yield
        now = stored(row)
        before, after = differing(old, now)
        if before or after:
            verb = "changed" if old and now else "added" if now else "removed"
            tell([Change.of(row, verb, before=before, after=after, reason=reason)], by=by)


def add_recorded(row: Model, *, verb: str, by: Actor | None, reason: str = "") -> None:
    """Insert a new row and tell it; inside `recorded_last` the event is written at the end."""
    row.save(force_insert=True)
    tell([Change.of(row, verb, after=values_of(row), reason=reason)], by=by)


def change_seen(
    row: Any,
    values: Mapping[str, Any],
    *,
    seen: int,
    verb: str,
    by: Actor | None,
    reason: str = "",
    **more: Any,
) -> None:
    """Change a row that has `version`, `changed_at` and `changed_by`, if it is as it was read.

    One conditional UPDATE, one event with what differs. Raises Overtaken, with the row as
    it stands, where somebody was faster; nothing is written then. ``by`` is None where the
    clock acts: the row keeps who changed it last. ``more`` goes to `Change.of`: the area of
    a row that does not know it.
    """
    before = values_of(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.version, row.changed_at = seen + 1, timezone.now()
    row.changed_by = by or row.changed_by
    columns = [*values, "version", "changed_at", "changed_by"]
    everything = type(row)._base_manager  # noqa: SLF001 - Django documents it
    same = everything.filter(pk=row.pk, version=seen)
    if not same.update(**{name: getattr(row, name) for name in columns}):
        raise Overtaken(
            _("Somebody changed it after you had read it. Nothing was written."),
            tuple(everything.filter(pk=row.pk)),
        )
    old, new = differing(before, values_of(row))
    tell([Change.of(row, verb, before=old, after=new, reason=reason, **more)], by=by)


def delete_recorded(rows: Iterable[Model], *, by: Actor | None, reason: str = "") -> None:
    """Delete rows of one model with all that goes or lets go with them, each with its event.

    Raises ProtectedError, before anything is written, where something refers to one.
    """
    doomed = list(rows)
    if not doomed:
        return
    collector = Collector(using=router.db_for_write(type(doomed[0])), origin=doomed[0])
    with recorded_last(by=by):
        collector.collect(doomed)
        tell([*_released(collector, reason), *_removed(collector, reason)], by=by)
        collector.delete()


def _removed(collector: Collector, reason: str) -> Iterator[Change]:
    for rows in [*collector.data.values(), *collector.fast_deletes]:
        for row in rows:
            # The rows of a many-to-many field are part of the row that declares the field.
            if not row._meta.auto_created:
                yield Change.of(row, "removed", before=_whole(row), reason=reason)


def _released(collector: Collector, reason: str) -> Iterator[Change]:
    """Rows that stay, and whose reference to a deleted one is emptied."""
    for (field, value), groups in collector.field_updates.items():
        for row in (row for group in groups for row in group):
            before, after = {field.name: plain(getattr(row, field.attname))}, plain(value)
            yield Change.of(row, "changed", before=before, after={field.name: after}, reason=reason)
