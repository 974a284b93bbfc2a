"""What templates say of a piece of work."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker.worklist.standing.lists import Line
from tracker.worklist.tables import state_mark, timing_mark

register = template.Library()


@register.filter
def due_day(line: Line) -> str:
    """Return the last day as 2026-11-29."""
    return f"{line.item.last_day:%Y-%m-%d}"


@register.simple_tag
def state_of(line: Line) -> SafeString:
    """Return state and how far away the last week is, each with its own sign."""
    return format_html("{} {}", state_mark(line.item.state), timing_mark(line.shade, line.timing))
