"""What templates say of stars: their state by word and shape, their level, numbers of standards."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from tracker.ratings.tables import counted_words, state_mark
from tracker.ui.bars import level_name

register = template.Library()


@register.simple_tag
def mark(state: str) -> SafeString:
    """Word the state of a star, with its sign."""
    return state_mark(state)


@register.simple_tag
def standards_met(star: object) -> str:
    """Write how many of a star's standards are met: 5/6."""
    return counted_words(star)


@register.filter
def as_level(number: int) -> str:
    """Name a level: 五星."""
    return level_name(number)
