"""What the dashboards' templates say of planned, reported and recorded figures."""

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.dashboards.distributions import LEVELS, Distribution
from tracker.dashboards.querysets import StarRow
from tracker.dashboards.standing import Standing
from tracker.templatetags.ui import badge
from tracker.ui.charts import level_name
from tracker.ui.numbers import plain

register = template.Library()


@register.simple_tag
def nature(kind: str) -> SafeString:
    """Word the nature of a figure as a badge."""
    words = {"planned": _("Planned"), "reported": _("Reported"), "recorded": _("Recorded")}
    return badge(kind, words[kind])


@register.simple_tag
def share_check(checks: dict[str, str], figure: str) -> str:
    """Return the key of the cross-check of a printed share, or nothing."""
    return checks.get(figure, "")


@register.simple_tag
def target_sum(each: Decimal, areas: int) -> Decimal:
    """Return what a target for each area comes to over all of them."""
    return each * areas


@register.simple_tag(name="level_name")
def named_level(level: int) -> str:
    """Return the name of a level: 五星."""
    return level_name(level)


@register.filter
def difference(beyond: Decimal | None) -> str:
    """Word how a number stands to another one: 3 short, 1 above, equal."""
    if beyond is None:
        return "—"
    amount = plain(abs(beyond))
    if beyond < 0:
        return _("%(n)s short") % {"n": amount}
    return _("%(n)s above") % {"n": amount} if beyond else _("equal")


@register.filter
def shows_implied_zeros(said: list[Distribution]) -> bool:
    """Tell whether a table of levels shows a zero that no paper prints, and owes its reason."""
    return any(row.implied_zeros for row in said if row.denominator > 1)


@register.simple_tag
def recorded_star(standing: Standing, star: StarRow) -> int:
    """Return how many branches of the area publicly hold a star."""
    return standing.recorded_stars.get((star.unit_kind, star.key), 0)


@register.simple_tag
def level_at(place: int) -> str:
    """Return the name of the level at a place of a distribution's row."""
    return level_name(LEVELS[place])
