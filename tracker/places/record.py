"""The events of this room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from itertools import islice
from typing import Any

from django.db.models import Model

from tracker.history import record as history
from tracker.history.record import Actor, Change
from tracker.history.rows import Values, differing, values_of
from tracker.places.models import Area
from tracker.places.terms import CODE_LENGTHS

# Computed from the other columns and from the areas below; events tell those.
DERIVED = frozenset({"search_text", "rural_units", "urban_units", "excluded_units"})
COUNTS = ("rural_units", "urban_units", "excluded_units")
FEW = 20  # rows that get an event each; more are named together
ROWS = 500  # rows that one event names at most
EVERYWHERE = "-"  # the key where an event belongs to no single area


def facts(row: Model) -> Values:
    """Return what an event keeps of an area, a further name, a succession or a branch."""
    return values_of(row, without=DERIVED)


def tell(
    verb: str, row: Model, before: Values, after: Values, *, by: Actor | None, reason: str = ""
) -> None:
    """Tell one event of a row, in the transaction of its change; none where nothing differs."""
    if change := change_of(verb, row, before, after, reason=reason):
        history.tell([change], by=by)


def change_of(
    verb: str, row: Model, before: Values, after: Values, *, reason: str = ""
) -> Change | None:
    """Return what an event says of a row; None where nothing differs."""
    before, after = differing(before, after)
    if not before and not after:
        return None
    return Change.of(row, verb, area_code=place_of(row), before=before, after=after, reason=reason)


def place_of(row: Model) -> str:
    """Return the code of the area where something happened."""
    if isinstance(row, Area):
        return row.code
    return str(getattr(row, "area_id", None) or getattr(row, "predecessor_id", ""))


def shared_area(codes: Iterable[str]) -> str:
    """Return the code of the smallest area that holds all of these; "" where there is none."""
    all_codes = list(codes)
    first, last = min(all_codes), max(all_codes)  # what both begin with, all between begin with
    shared = [
        first[:length]
        for length in CODE_LENGTHS.values()
        if len(first) >= length and last.startswith(first[:length])
    ]
    return max(shared, key=len, default="")


def tell_together(
    verb: str,
    object_type: str,
    rows: Iterable[tuple[str, object]],
    *,
    by: Actor | None,
    heading: str,
) -> None:
    """Name many rows in as few events as `ROWS` allows.

    ``rows`` are (code, what became of it) in code order; ``heading`` is "added"
    or "changed".
    """
    history.tell(_grouped(verb, object_type, iter(rows), heading), by=by)


def told_last(action: Callable[..., Any]) -> Callable[..., Any]:
    """Let a verb run in one transaction and write its events when all rows are written."""

    @wraps(action)
    def run(*args: Any, **facts: Any) -> Any:
        # Who does it is asked for by the verb itself: left out, it must fail there.
        with history.recorded_last(by=facts.get("by")):
            return action(*args, **facts)

    return run


def _grouped(
    verb: str, object_type: str, rows: Iterator[tuple[str, object]], heading: str
) -> Iterator[Change]:
    while batch := dict(islice(rows, ROWS)):
        code = shared_area(batch)
        yield Change(
            f"places.{verb}",
            object_type,
            code or EVERYWHERE,
            names_of([code]).get(code, ""),
            area_code=code,
            after={heading: batch},
        )


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Return the official names of areas, for the events about them."""
    known = Area.objects.filter(pk__in=[code for code in codes if code])
    return dict(known.values_list("code", "official_name"))
