"""The story of an object on its own page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.db.models import QuerySet
from django.urls import reverse

from tracker.access.terms import Permission
from tracker.history.models import Event
from tracker.logbook.permissions import STORY_READERS, may_read_story
from tracker.logbook.wording import say
from tracker.people.permissions import may_somewhere

register = template.Library()

NEWEST = 20  # events shown


@register.inclusion_tag("logbook/_story.html", takes_context=True)
def story(context: template.Context, object_type: str, key: Any) -> dict[str, Any]:
    """Show an object's newest events as sentences to staff of its area; nothing to the public.

    ``{% story "area" area.pk %}``: kind (the model's name in lower case) and key.
    """
    user = _reader(context)
    if user is None:
        return {}
    shown = _told(user, Event.objects.of(object_type, key))
    return {"story": shown, "whole_story": _whole_story(user, object_type, key)}


@register.inclusion_tag("logbook/_story.html", takes_context=True)
def stories(context: template.Context, object_type: str, *parts: Any) -> dict[str, Any]:
    """Show the newest events of all objects whose keys begin with ``parts``, joined by hyphens.

    ``{% stories "target" year area.pk %}``: the targets of an area are several objects.
    """
    user = _reader(context)
    if user is None:
        return {}
    return {"story": _told(user, Event.objects.beginning_with(object_type, *parts))}


@register.inclusion_tag("logbook/_story.html", takes_context=True)
def story_of_rows(
    context: template.Context, object_type: str, field: str, number: int, heading: str
) -> dict[str, Any]:
    """Show the newest events of rows that belong to something, each row called by its name.

    ``{% story_of_rows "campaigndate" "campaign" year "…" %}``: kind, field and number.
    """
    user = _reader(context)
    if user is None:
        return {}
    events = Event.objects.of_rows_with(object_type, field, number)
    return {"story": _told(user, events), "heading": heading, "named": True}


def _reader(context: template.Context) -> Any:
    """Return the person who looks, None where it is nobody who reads stories."""
    user = getattr(context.get("request"), "user", None)
    return user if any(may_somewhere(user, right) for right in STORY_READERS) else None


def _told(user: Any, events: QuerySet[Event]) -> list[tuple[Event, str]]:
    newest = events[:NEWEST]
    return [(event, say(event)) for event in newest if may_read_story(user, event.area_code)]


def _whole_story(user: Any, object_type: str, key: Any) -> str:
    if not may_somewhere(user, Permission.HISTORY_READ):
        return ""
    return f"{reverse('log-list')}?{urlencode({'object': f'{object_type}:{key}'})}"
