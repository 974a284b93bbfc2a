"""What comes round in an area in a month, and which of it has minutes."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.people.models import User
from tracker.places.models import Area
from tracker.worklist.models import Meeting, Rhythm
from tracker.worklist.rhythms import Slot, slots
from tracker.worklist.standing.items import meeting_rows
from tracker.worklist.weeks import Month


@dataclass(frozen=True)
class Occasion:
    """One occasion of a rhythm; `meeting` is None as long as nobody wrote minutes."""

    rhythm: Rhythm
    slot: Slot
    meeting: Meeting | None


@dataclass(frozen=True)
class CalendarOf:
    """What ends in a month: the occasions of the area's rhythms, and its other meetings."""

    month: Month
    rhythms: list[Rhythm]
    occasions: list[Occasion]
    others: list[Meeting]


def calendar_of(user: User, area: Area, month: Month) -> CalendarOf:
    """Return the calendar of an area: its own rhythms and those of the areas above it."""
    rhythms = rhythms_of(area)
    held = {
        (one.rhythm_id, one.slot): one
        for one in meeting_rows(user).filter(rhythm__in=[one.pk for one in rhythms], area=area)
    }
    occasions = [
        Occasion(rhythm, slot, held.get((rhythm.pk, slot.key)))
        for rhythm in rhythms
        for slot in slots(rhythm.frequency, month.first, month.last)
    ]
    occasions.sort(key=lambda one: (one.slot.last, one.slot.first, one.rhythm.pk))
    others = meeting_rows(user).filter(
        area=area, rhythm=None, held_on__range=(month.first, month.last)
    )
    return CalendarOf(month, rhythms, occasions, list(others.order_by("held_on", "pk")))


def rhythms_of(area: Area) -> list[Rhythm]:
    """Return what comes round in an area, its own first; everyone there works by it."""
    rows = Rhythm.objects.unscoped("the rhythm of an area is that of all areas below it")
    codes = [area.pk, *reversed(area.ancestor_codes)]
    found = list(rows.filter(area__in=codes, ended_on=None).select_related("area"))
    return sorted(found, key=lambda one: (codes.index(one.area_id), one.pk))
