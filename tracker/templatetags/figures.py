"""What templates say of the papers' figures."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.figures.models import Crosscheck, ReportedFigure
from tracker.figures.tables import RESULT_BADGES
from tracker.figures.terms import Metric
from tracker.figures.wording import say_period, say_span
from tracker.templatetags.ui import badge
from tracker.ui.bars import level_name

register = template.Library()


@register.filter
def worded(figure: ReportedFigure) -> str:
    """Write a figure's value with its measure word and precision: 5000余人次."""
    return figure.said


@register.filter
def period(text: str) -> str:
    """Write a stored period in words: 2023年上半年."""
    return say_period(text)


@register.filter
def place(figure: ReportedFigure) -> str:
    """Write where in the page's text a figure stands."""
    return say_span(figure.start, figure.end)


@register.filter
def level_words(figure: ReportedFigure) -> str:
    """Write the level, or for a share the level from which it counts."""
    name = level_name(figure.level)
    if figure.metric == Metric.SHARE_AT_LEAST:
        return _("%(level)s or more") % {"level": name}
    return name


@register.simple_tag
def result_badge(check: Crosscheck) -> SafeString:
    """Word what came of a cross-check."""
    return badge(RESULT_BADGES[check.result], check.verdict)


@register.simple_tag
def nature_badge(figure: ReportedFigure) -> SafeString:
    """Word the nature of a figure."""
    return badge(figure.nature, figure.get_nature_display())
