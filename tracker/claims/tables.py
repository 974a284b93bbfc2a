"""The archive of articles, and the names that wait for whoever keeps the places."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from tracker.claims.models import AliasProposal
from tracker.figures.tables import published_inferred
from tracker.ui.tables import DateColumn, LinkColumn, NumberColumn, Table, TextColumn


def desk_of(record: Article) -> str:
    return reverse("page-desk", args=[record.page_id])


class ArchiveTable(Table):
    title = LinkColumn(verbose_name=gettext_lazy("Title"), to=desk_of)
    paper = TextColumn(
        verbose_name=gettext_lazy("Newspaper"),
        accessor="page__paper",
        default=gettext_lazy("not known"),
    )
    published_on = DateColumn(
        verbose_name=gettext_lazy("Published"),
        accessor="page__published_on",
        export=published_inferred,
    )
    waiting = NumberColumn(verbose_name=gettext_lazy("Claims to judge"))
    accepted = NumberColumn(verbose_name=gettext_lazy("Accepted"))
    figure_count = NumberColumn(verbose_name=gettext_lazy("Figures"))

    class Meta(Table.Meta):
        model = Article
        fields: list[str] = []

    def render_paper(self, value: str, record: Article) -> str | SafeString:
        if record.page.particulars_inferred:
            return format_html(
                '{} <span class="badge badge-unverified">{}</span>', value, _("unverified")
            )
        return value

    def render_published_on(self, record: Article) -> str:
        return published_inferred(record) or _("not known")


class AliasTable(Table):
    name = LinkColumn(verbose_name=gettext_lazy("Name on the page"), to="alias-review")
    area = LinkColumn(
        verbose_name=gettext_lazy("Place"),
        to=lambda record: reverse("area-detail", args=[record.area_id]),
        accessor="area__title",
        order_by="area",
    )
    state = TextColumn(verbose_name=gettext_lazy("State"))
    proposed_at = DateColumn(verbose_name=gettext_lazy("Proposed"))

    class Meta(Table.Meta):
        model = AliasProposal
        fields: list[str] = []
