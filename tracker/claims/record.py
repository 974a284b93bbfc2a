"""How the log tells what happened to pages, readings and claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model

from articles.actions import Written
from tracker.history.record import Change
from tracker.history.rows import Values, differing, plain, values_of

_UNTOLD = {
    "PageText": ("text",),
    "Article": ("search_text",),
    "DeliveredFile": ("content",),
    "Claim": ("as_read", "candidates"),
}


def told(row: Model) -> Values:
    """Return what an event keeps of a row: never the text of a page."""
    return values_of(row, without=_UNTOLD.get(type(row).__name__, ()))


def added(rows: Iterable[Model]) -> Iterator[Change]:
    for row in rows:
        yield Change.of(row, "added", after=told(row))


def added_together(rows: list[Model], whole: Model) -> list[Change]:
    """Return one event that names many new rows of one kind; none for none."""
    if not rows:
        return []
    first = rows[0]
    names = {str(row.pk): str(row) for row in rows}
    room = Change.of(first, "added").action
    kind = str(first._meta.model_name)
    return [Change(room, kind, str(whole.pk), str(whole), after={"added": names})]


def of_written(written: Written) -> Iterator[Change]:
    """Yield the events of a page that was stored or settled."""
    yield from added(written.added)
    for row, before in written.changed:
        now = {name: getattr(row, name) for name in before}
        yield Change.of(row, "changed", before=_plain(before), after=_plain(now))
    for row in written.removed:
        yield Change.of(row, "removed", before=told(row))


def _plain(values: dict[str, object]) -> dict[str, Any]:
    return {name: plain(value) for name, value in values.items()}


def moved(row: Model, verb: str, before: Values, reason: str = "") -> Change:
    """Return the event of a judgement, or of any change: what it changed of the row."""
    old, new = differing(before, told(row))
    return Change.of(row, verb, before=old, after=new, reason=reason)
