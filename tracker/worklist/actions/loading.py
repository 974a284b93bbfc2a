"""Rhythms from a file: what is new comes in, what people ended or changed stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.access.refusals import Refused
from tracker.figures.models import ReportedFigure
from tracker.history.actions import add_recorded
from tracker.history.record import recorded_last
from tracker.places.models import Area
from tracker.worklist.models import Rhythm
from tracker.worklist.reading import Entry


def new_rhythms(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries that are not there yet, also not as ended ones."""
    rows = Rhythm.objects.unscoped("a load compares with everything that is there")
    there = set(rows.values_list("area_id", "name"))
    return [entry for entry in entries if (entry.area, entry.name) not in there]


def load_rhythms(*, entries: Sequence[Entry]) -> list[Rhythm]:
    """Add the entries that are new; return them. Raises Refused for an area that is not there.

    Events say by their origin who loads. A figure that has not been loaded is left out:
    its passport would lead nowhere.
    """
    with recorded_last(by=None):
        new = new_rhythms(entries)
        missing = {one.area for one in new} - set(
            Area.objects.filter(pk__in=[one.area for one in new]).values_list("pk", flat=True)
        )
        if missing:
            raise Refused(", ".join(sorted(missing)))
        known = set(
            ReportedFigure.objects.filter(pk__in=[one.figure for one in new]).values_list(
                "pk", flat=True
            )
        )
        return [_add(entry, known) for entry in new]


def _add(entry: Entry, figures: set[str]) -> Rhythm:
    rhythm = Rhythm(
        area_id=entry.area,
        name=entry.name,
        frequency=entry.frequency,
        purpose=entry.purpose,
        figure_key=entry.figure if entry.figure in figures else "",
    )
    add_recorded(rhythm, verb="added", by=None)
    return rhythm
