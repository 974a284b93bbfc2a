"""The lists of weekly cards and of clock rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.campaigns.wording import in_reading_language
from tracker.clocks.colours import Line
from tracker.clocks.models import ClockRule, WeeklyCard
from tracker.clocks.standing import ClocksByYear, Setting, legend_called
from tracker.clocks.terms import Colour, Condition
from tracker.ui.tables import DateColumn, LinkColumn, NumberColumn, Table, TextColumn

# Another shape for every colour: nothing depends on seeing it.
SIGNS = {Colour.RED: "■", Colour.YELLOW: "▲", Colour.BLUE: "●", Colour.NONE: "○"}


def colour_mark(colour: str, words: str) -> SafeString:
    """Return 蓝黄红 with its words; the sign tells the colours apart without seeing them."""
    one = Colour(colour)
    return format_html(
        '<span class="light light-{}"><span aria-hidden="true">{} </span>{}</span>',
        one.value or "none",
        SIGNS[one],
        words,
    )


def line_mark(line: Line) -> SafeString:
    return colour_mark(line.colour, in_reading_language(line.words, line.words_en))


class ColourColumn(TextColumn):
    """The colour of a row in words. Each year's clocks are read once for a table.

    ``line_of`` says at which line of the legend a row stands, None for no colour, which
    ``otherwise`` words.
    """

    def __init__(
        self,
        line_of: Callable[[Any, Setting, dt.date], Line | None],
        otherwise: Promise | str,
        **kwargs: Any,
    ):
        super().__init__(empty_values=(), **kwargs)
        self._line_of, self._otherwise = line_of, otherwise
        self._clocks = ClocksByYear()

    def _line(self, row: Any) -> Line | None:
        setting = self._clocks[row.campaign_id].of(row.area_id)
        return self._line_of(row, setting, timezone.localdate())

    def render(self, record: Any) -> SafeString | str:
        line = self._line(record)
        return line_mark(line) if line else str(self._otherwise)

    def export_value(self, record: Any) -> str:
        line = self._line(record)
        return in_reading_language(line.words, line.words_en) if line else str(self._otherwise)


def _counts(card: WeeklyCard) -> str:
    labels = dict(Condition.choices)
    return "；".join(f"{labels.get(key, key)} {number}" for key, number in card.numbers.items())


class WeeklyCardTable(Table):
    area = LinkColumn(
        verbose_name=gettext_lazy("Area"),
        accessor="area__title",
        to=lambda card: reverse("week-grid", args=[card.area_id]),
        order_by=("area_id", "pk"),
    )
    street = TextColumn(
        verbose_name=gettext_lazy("Above it"),
        accessor="area__parent__title",
        order_by=("area_id", "pk"),
    )
    week = DateColumn(
        verbose_name=gettext_lazy("Week from Monday"),
        accessor="week__starts_on",
        order_by=("week__starts_on", "area_id", "pk"),
    )
    colour = TextColumn(
        verbose_name=gettext_lazy("Colour"),
        accessor="words",
        order_by=("colour", "area_id", "pk"),
        export=lambda card: f"{card.get_colour_display()}：{card.said}",
    )
    total = NumberColumn(verbose_name=gettext_lazy("Matters"), order_by=("total", "area_id", "pk"))
    counts = TextColumn(
        verbose_name=gettext_lazy("How they stood"),
        order_by=("condition", "area_id", "pk"),
        attrs={"td": {"class": "wide"}},
        export=_counts,
    )
    frozen = DateColumn(
        verbose_name=gettext_lazy("Frozen on"),
        accessor="week__frozen_on",
        order_by=("week__frozen_on", "area_id", "pk"),
    )

    class Meta(Table.Meta):
        model = WeeklyCard
        fields = ()

    def render_colour(self, record: WeeklyCard) -> SafeString:
        return colour_mark(record.colour, record.said)

    def render_counts(self, record: WeeklyCard) -> str:
        return _counts(record)


def _legend(rule: ClockRule) -> str:
    named = legend_called(rule.legend)
    return in_reading_language(named.name, named.name_en)


def _days(name: str, words: Any) -> NumberColumn:
    return NumberColumn(verbose_name=words, accessor=name, order_by=(name, "area_id", "pk"))


class ClockRuleTable(Table):
    area = LinkColumn(
        verbose_name=gettext_lazy("County or city"),
        accessor="area__title",
        to=lambda rule: reverse("clock-set", args=[rule.campaign_id, rule.area_id]),
        order_by=("area_id", "pk"),
    )
    campaign = TextColumn(
        verbose_name=gettext_lazy("Campaign"),
        accessor="campaign_id",
        order_by=("campaign_id", "area_id", "pk"),
    )
    counting = TextColumn(
        verbose_name=gettext_lazy("Days that count"), order_by=("counting", "area_id", "pk")
    )
    feedback = _days("feedback_days", gettext_lazy("Days until the first feedback"))
    ordinary = _days("ordinary_days", gettext_lazy("Days to solve an ordinary matter"))
    major = _days("major_months", gettext_lazy("Months to solve a major matter"))
    climb = _days("climb_days", gettext_lazy("Days on each rung of the ladder"))
    legend = TextColumn(
        verbose_name=gettext_lazy("Meaning of the colours"),
        order_by=("legend", "area_id", "pk"),
        export=_legend,
    )
    source = TextColumn(
        verbose_name=gettext_lazy("Source"),
        empty_values=(),
        order_by=("source", "area_id", "pk"),
        export=lambda rule: rule.source or _("unverified"),
    )
    since = DateColumn(
        verbose_name=gettext_lazy("Since"),
        accessor="changed_at",
        order_by=("changed_at", "area_id", "pk"),
    )
    who = TextColumn(
        verbose_name=gettext_lazy("Last changed by"),
        accessor="changed_by",
        order_by=("changed_by__username", "area_id", "pk"),
    )

    class Meta(Table.Meta):
        model = ClockRule
        fields = ()

    def render_legend(self, record: ClockRule) -> str:
        return _legend(record)

    def render_source(self, record: ClockRule) -> SafeString | str:
        if record.source:
            return str(record.source)
        return format_html('<span class="badge badge-warning">{}</span>', _("unverified"))
