"""What templates say of projects and their money."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from tracker.projects.money import say_yuan
from tracker.projects.tables import star_words

register = template.Library()


@register.filter
def yuan(amount: Decimal | None) -> str:
    """Return money in words."""
    return say_yuan(amount)


@register.filter
def star_of(key: str) -> str:
    """Return the name of a star; of none, that it is not for one."""
    return star_words(key) or _("not for one star")
