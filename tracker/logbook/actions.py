"""What is done with the log itself is in the log."""

from __future__ import annotations

from django.db import transaction

from tracker.history.record import Change, record
from tracker.people.models import User


@transaction.atomic
def note_export(*, by: User, kind: str, rows: int, narrowed: str) -> None:
    """Record that somebody took a copy of the log away, and of which part (the address' query)."""
    after: dict[str, object] = {"kind": kind, "rows": rows, "filters": narrowed}
    record(Change("logbook.exported", "event", "-", after=after), by=by)
