"""What templates say of numbers, days, states and the way here."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.core.exceptions import DisallowedHost
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.ui import numbers
from tracker.ui.addresses import with_changes
from tracker.ui.crumbs import Crumb

register = template.Library()

BADGES = {"planned", "reported", "recorded", "unverified", "warning", "ok", "plain"}


@register.filter
def number(value: Any) -> str:
    """Write a number in digits."""
    if value is None or value == "":
        return _("none yet")
    try:
        return numbers.plain(value)
    except InvalidOperation:
        return str(value)


@register.filter
def percent(value: Any) -> str:
    """Write a share given in percent with one decimal; say its denominator beside it."""
    if value is None or value == "":
        return _("none yet")
    return numbers.percent(Decimal(str(value)))


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a day as 2026年11月20日."""
    if not value:
        return _("none yet")
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return formats.date_format(value, "DATE_FORMAT")


@register.simple_tag
def badge(kind: str, text: Any) -> SafeString:
    """Word a state: planned, reported, recorded, unverified, warning, ok, plain."""
    name = str(kind) if str(kind) in BADGES else "plain"
    return format_html('<span class="badge badge-{}">{}</span>', name, text)


@register.inclusion_tag("ui/_trail.html")
def trail(crumbs: list[Crumb] | None) -> dict[str, Any]:
    """The way here, from the overview down to this page."""
    return {"crumbs": crumbs or []}


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes: Any) -> str:
    """The address of this page with some parameters changed; None removes one."""
    query = context.get("state")
    if query is None:
        query = context["request"].GET
    return with_changes(query, **changes)


@register.simple_tag(takes_context=True)
def own_address(context: template.Context) -> str:
    """The full address of this page, for paper; "" where the host name was refused."""
    try:
        return context["request"].build_absolute_uri()
    except DisallowedHost:
        return ""
