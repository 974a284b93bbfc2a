"""The list of a person's notices."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from tracker.notices.models import Notice
from tracker.ui.tables import DateColumn, LinkColumn, Table, TextColumn


class NoticeTable(Table):
    kind = LinkColumn(
        verbose_name=gettext_lazy("What is told"),
        to="notice-detail",
        order_by=("kind", "pk"),
        export=Notice.get_kind_display,
    )
    number = LinkColumn(
        verbose_name=gettext_lazy("Concerns"),
        to=lambda row: row.path,
        order_by=("number", "pk"),
    )
    area = TextColumn(
        verbose_name=gettext_lazy("Area"), accessor="area__title", order_by=("area_id", "pk")
    )
    created = DateColumn(verbose_name=gettext_lazy("Told on"), order_by=("created", "pk"))
    read_on = DateColumn(
        verbose_name=gettext_lazy("Read on"),
        order_by=("read_on", "pk"),
        default=gettext_lazy("not read yet"),
    )

    class Meta(Table.Meta):
        model = Notice
        fields = ()
