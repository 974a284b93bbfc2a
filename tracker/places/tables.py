"""The lists of places and branches."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.places.models import Area, Branch
from tracker.ui.tables import LinkColumn, NumberColumn, Table, TextColumn


def _page_of(code: str) -> str:
    return reverse("area-detail", args=[code])


class AreaTable(Table):
    """Every order ends with the code in the same direction, so that an index can serve it."""

    name = LinkColumn(verbose_name=_("Name"), to="area-detail", order_by=("pinyin", "code"))
    code = TextColumn(verbose_name=_("Code"))
    level = TextColumn(verbose_name=_("Level of the area"), order_by=("level", "code"))
    kind = TextColumn(verbose_name=_("Kind"), order_by=("kind", "code"))
    parent = LinkColumn(
        verbose_name=_("Belongs to"),
        to=lambda area: _page_of(area.parent_id) if area.parent_id else None,
        accessor="parent__name",
        order_by=("parent_id", "code"),
        default="—",
    )
    above = TextColumn(
        verbose_name=_("Above that"),
        accessor="parent__parent__name",
        order_by=("parent_id", "code"),
        default="—",
    )
    rural_units = NumberColumn(verbose_name=_("Villages"), order_by=("rural_units", "code"))
    urban_units = NumberColumn(verbose_name=_("Communities"), order_by=("urban_units", "code"))

    class Meta(Table.Meta):
        model = Area
        fields = ()
        order_by = ("code",)

    def value_kind(self, record: Area) -> str:
        return record.get_kind_display() if record.kind else ""

    def render_kind(self, record: Area) -> str:
        return record.get_kind_display() if record.kind else "—"


class BranchTable(Table):
    """Street and county are sorted by the branch's own code, which begins with theirs."""

    name = LinkColumn(
        verbose_name=_("Branch"),
        to=lambda branch: _page_of(branch.area_id),
        accessor="name",
        order_by=("area__pinyin", "area"),
    )
    code = TextColumn(verbose_name=_("Code"), accessor="area_id", order_by="area")
    unit_kind = TextColumn(verbose_name=_("Kind"), order_by=("unit_kind", "pk"))
    street = LinkColumn(
        verbose_name=_("Street or township"),
        to=lambda branch: _page_of(branch.area.parent_id),
        accessor="area__parent__name",
        order_by="area",
    )
    county = LinkColumn(
        verbose_name=_("County"),
        to=lambda branch: _page_of(branch.area.parent.parent_id),
        accessor="area__parent__parent__name",
        order_by="area",
    )

    class Meta(Table.Meta):
        model = Branch
        fields = ()
        order_by = ("area",)
