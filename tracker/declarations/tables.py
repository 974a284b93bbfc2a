"""The lists of declarations and targets."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.declarations.inputs import Item
from tracker.declarations.models import Declaration, Target
from tracker.declarations.terms import State
from tracker.declarations.wording import SIGNS, gap_in_words, stars_in_words, what_comes_next
from tracker.ui.tables import DateColumn, LinkColumn, NumberColumn, Table, TextColumn

_BADGES = {State.CONFIRMED: "recorded", State.RETURNED: "warning"}


def state_mark(state: str) -> SafeString:
    """Return the state in words with its own sign; colour repeats it and says nothing more."""
    one = State(state)
    return format_html(
        '<span class="badge badge-{}"><span aria-hidden="true">{} </span>{}</span>',
        _BADGES.get(one, "plain"),
        SIGNS[one],
        one.label,
    )


def page_of(row: Declaration) -> str:
    return reverse("declaration-detail", args=[row.campaign_id, row.branch_id])


def item_of(row: Declaration) -> Item:
    return Item(row.branch_id, row.campaign_id, row.version)


def _stars(row: Declaration) -> str:
    return stars_in_words(row.star_keys)


def _day(row: Any) -> dt.date:
    return timezone.localdate(row.changed_at)


class DeclarationTable(Table):
    """Street and county are sorted by the branch's own code, which begins with theirs.

    `picks`: the reader moves declarations, so each row has a box.
    """

    picks = False

    branch = TextColumn(
        verbose_name=gettext_lazy("Branch"),
        accessor="branch__name",
        order_by=("branch_id", "pk"),
    )
    street = TextColumn(
        verbose_name=gettext_lazy("Street or township"),
        accessor="branch__area__parent__title",
        order_by=("branch_id", "pk"),
    )
    county = TextColumn(
        verbose_name=gettext_lazy("County"),
        accessor="branch__area__parent__parent__title",
        order_by=("branch_id", "pk"),
    )
    campaign = TextColumn(
        verbose_name=gettext_lazy("Campaign"),
        accessor="campaign_id",
        order_by=("campaign_id", "branch_id", "pk"),
    )
    stars = TextColumn(
        verbose_name=gettext_lazy("Stars aimed at"),
        empty_values=(),
        order_by=("level", "stars", "branch_id", "pk"),
        export=_stars,
    )
    level = NumberColumn(
        verbose_name=gettext_lazy("Level aimed at"), order_by=("level", "branch_id", "pk")
    )
    state = TextColumn(
        verbose_name=gettext_lazy("State"),
        order_by=("rank", "branch_id", "pk"),
        export=Declaration.get_state_display,
    )
    since = DateColumn(
        verbose_name=gettext_lazy("Since"),
        accessor="changed_at",
        order_by=("changed_at", "branch_id", "pk"),
        export=_day,
    )
    who = TextColumn(
        verbose_name=gettext_lazy("Last changed by"),
        accessor="changed_by",
        order_by=("changed_by__username", "branch_id", "pk"),
    )
    comes_next = TextColumn(
        verbose_name=gettext_lazy("Next step"),
        empty_values=(),
        attrs={"td": {"class": "due"}},
        order_by=("rank", "branch_id", "pk"),
        export=lambda row: what_comes_next(row.state),
    )

    class Meta(Table.Meta):
        model = Declaration
        fields = ()
        template_name = "declarations/_table.html"

    def render_branch(self, value: str, record: Declaration) -> SafeString:
        """The box that picks the row for a move stands in front; it belongs to the form."""
        link = format_html('<a href="{}">{}</a>', page_of(record), value)
        if not self.picks:
            return link
        return format_html(
            '<label class="tick"><input type="checkbox" form="moves" name="pick" value="{}"'
            ' aria-label="{}"></label>{}',
            item_of(record),
            _("Tick %(branch)s") % {"branch": value},
            link,
        )

    def render_stars(self, record: Declaration) -> str:
        return _stars(record)

    def render_state(self, record: Declaration) -> SafeString:
        return state_mark(record.state)

    def render_comes_next(self, record: Declaration) -> str:
        return what_comes_next(record.state)


def _kind(target: Target) -> str:
    return target.get_unit_kind_display() or _("Villages and communities together")


def _gap(target: Any) -> str:
    return gap_in_words(target.number, target.declared)


class TargetTable(Table):
    """Beside each plan what was declared at that level, counted from branches' own rows."""

    area = LinkColumn(
        verbose_name=gettext_lazy("Area"),
        accessor="area__title",
        to=lambda target: reverse("target-set", args=[target.campaign_id, target.area_id]),
        order_by=("area_id", "pk"),
    )
    campaign = TextColumn(
        verbose_name=gettext_lazy("Campaign"),
        accessor="campaign_id",
        order_by=("campaign_id", "area_id", "pk"),
    )
    level = NumberColumn(
        verbose_name=gettext_lazy("Level aimed at"), order_by=("level", "area_id", "pk")
    )
    unit_kind = TextColumn(
        verbose_name=gettext_lazy("Kind"),
        empty_values=(),
        order_by=("unit_kind", "area_id", "pk"),
        export=_kind,
    )
    number = NumberColumn(
        verbose_name=gettext_lazy("Planned"), order_by=("number", "area_id", "pk")
    )
    declared = NumberColumn(
        verbose_name=gettext_lazy("Declared at this level"),
        order_by=("declared", "area_id", "pk"),
    )
    gap = TextColumn(
        verbose_name=gettext_lazy("Declared, compared with the plan"),
        empty_values=(),
        order_by=("gap", "area_id", "pk"),
        export=_gap,
    )
    since = DateColumn(
        verbose_name=gettext_lazy("Since"),
        accessor="changed_at",
        order_by=("changed_at", "area_id", "pk"),
        export=_day,
    )
    who = TextColumn(
        verbose_name=gettext_lazy("Last changed by"),
        accessor="changed_by",
        order_by=("changed_by__username", "area_id", "pk"),
    )

    class Meta(Table.Meta):
        model = Target
        fields = ()

    def render_unit_kind(self, record: Target) -> str:
        return _kind(record)

    def render_gap(self, record: Target) -> str:
        return _gap(record)
