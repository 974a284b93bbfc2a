"""The list of findings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.campaigns.terms import StarKey
from tracker.clocks.tables import ColourColumn
from tracker.findings.inputs import Item
from tracker.findings.models import Finding
from tracker.findings.standing.rows import line_of
from tracker.findings.terms import State
from tracker.findings.wording import SIGNS, what_comes_next
from tracker.ui.tables import DateColumn, NumberColumn, Table, TextColumn

_BADGES = {State.CLOSED: "recorded", State.RETURNED: "warning"}


def state_mark(state: str) -> SafeString:
    """Return the state in words with its own sign; colour repeats it and says nothing more."""
    one = State(state)
    return format_html(
        '<span class="badge badge-{}"><span aria-hidden="true">{} </span>{}</span>',
        _BADGES.get(one, "plain"),
        SIGNS[one],
        one.label,
    )


def item_of(row: Finding) -> Item:
    return Item(row.number, row.version)


def _star(row: Finding) -> str:
    return str(dict(StarKey.choices).get(row.star, "")) if row.star else ""


def _day(row: Any) -> dt.date:
    return timezone.localdate(row.changed_at)


class FindingTable(Table):
    """`picks`: the reader moves findings, so each row has a box."""

    picks = False

    number = TextColumn(verbose_name=gettext_lazy("Finding number"), order_by=("number", "pk"))
    unit = TextColumn(
        verbose_name=gettext_lazy("Where it was found"),
        accessor="area__title",
        order_by=("area_id", "pk"),
    )
    street = TextColumn(
        verbose_name=gettext_lazy("Above it"),
        accessor="area__parent__title",
        order_by=("area_id", "pk"),
    )
    what = TextColumn(
        verbose_name=gettext_lazy("What was found"),
        attrs={"td": {"class": "wide"}},
        order_by=("what", "pk"),
    )
    star = TextColumn(
        verbose_name=gettext_lazy("Star"), empty_values=(), order_by=("star", "pk"), export=_star
    )
    severity = TextColumn(verbose_name=gettext_lazy("Severity"), order_by=("severity", "pk"))
    handling = TextColumn(
        verbose_name=gettext_lazy("Way of putting right"), order_by=("handling", "pk")
    )
    state = TextColumn(
        verbose_name=gettext_lazy("State"),
        order_by=("rank", "due_on", "pk"),
        export=Finding.get_state_display,
    )
    colour = ColourColumn(
        line_of,
        gettext_lazy("over"),
        verbose_name=gettext_lazy("Stands"),
        accessor="due_on",
        order_by=("due_on", "pk"),
    )
    due = DateColumn(
        verbose_name=gettext_lazy("Last day"), accessor="due_on", order_by=("due_on", "pk")
    )
    responsible = TextColumn(
        verbose_name=gettext_lazy("Responsible"),
        accessor="responsible__title",
        order_by=("responsible_id", "pk"),
    )
    climbed = TextColumn(
        verbose_name=gettext_lazy("Climbed to"),
        accessor="climbed_to",
        empty_values=(),
        order_by=("climbed_to", "pk"),
        export=lambda row: row.get_climbed_to_display() or _("not at all"),
    )
    weight = NumberColumn(verbose_name=gettext_lazy("Weight"), order_by=("weight", "pk"))
    found_in = TextColumn(
        verbose_name=gettext_lazy("Found in"),
        accessor="origin_name",
        empty_values=(),
        attrs={"td": {"class": "wide"}},
        order_by=("origin", "origin_name", "pk"),
        export=lambda row: row.origin_name or row.get_origin_display(),
    )
    since = DateColumn(
        verbose_name=gettext_lazy("Since"),
        accessor="changed_at",
        order_by=("changed_at", "pk"),
        export=_day,
    )
    comes_next = TextColumn(
        verbose_name=gettext_lazy("Next step"),
        empty_values=(),
        attrs={"td": {"class": "wide"}},
        order_by=("rank", "pk"),
        export=lambda row: what_comes_next(row.state),
    )

    class Meta(Table.Meta):
        model = Finding
        fields = ()
        template_name = "findings/_table.html"

    def render_number(self, value: str, record: Finding) -> SafeString:
        link = format_html('<a href="{}">{}</a>', reverse("finding-detail", args=[value]), value)
        if not self.picks:
            return link
        return format_html(
            '<label class="tick"><input type="checkbox" form="moves" name="pick" value="{}"'
            ' aria-label="{}"></label>{}',
            item_of(record),
            _("Tick %(number)s") % {"number": value},
            link,
        )

    def render_star(self, record: Finding) -> str:
        return _star(record) or _("none")

    def render_state(self, record: Finding) -> SafeString:
        return state_mark(record.state)

    def render_climbed(self, record: Finding) -> str:
        return str(record.get_climbed_to_display() or _("not at all"))

    def render_found_in(self, record: Finding) -> str:
        return str(record.origin_name or record.get_origin_display())

    def render_comes_next(self, record: Finding) -> str:
        return what_comes_next(record.state)
