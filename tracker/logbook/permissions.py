"""Who may read which events."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from tracker.access.terms import Permission
from tracker.history.models import Event
from tracker.people.permissions import may, may_for_site, within

# Whoever works with the ratings of an area may read the story of its objects.
STORY_READERS = (Permission.HISTORY_READ, Permission.RATINGS_READ)


def events_visible_to(user: Any) -> QuerySet:
    """Return the events of an auditor's areas.

    What belongs to no area (sign-ins, campaign years, newspaper pages) is read by
    who audits all that this site is about. To that auditor nearly every event is
    visible: COALESCE keeps the database from gathering a million rows by the index
    of areas and sorting them, where the newest 25 lie at the end of the table.
    """
    if not may_for_site(user, Permission.HISTORY_READ):
        return Event.objects.filter(within(user, Permission.HISTORY_READ, "area_code"))
    placed = Event.objects.alias(place=Coalesce("area_code", Value("")))
    return placed.filter(within(user, Permission.HISTORY_READ, "place") | Q(place=""))


def may_read_story(user: Any, area_code: str) -> bool:
    """Tell whether a person may read an event of an area as part of an object's story."""
    ask = (
        (lambda right: may(user, right, area_code))
        if area_code
        else (lambda right: may_for_site(user, right))
    )
    return any(ask(right) for right in STORY_READERS)
