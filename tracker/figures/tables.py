"""The lists of figures, articles and cross-checks."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from tracker.figures.models import Crosscheck, ReportedFigure
from tracker.ui.tables import DateColumn, LinkColumn, NumberColumn, Table, TextColumn

RESULT_BADGES = {
    "agrees": "ok",
    "contradicts": "warning",
    "unproven": "unverified",
    "as_printed": "plain",
}
NO_CHOICE = gettext_lazy("no choice to make")
NO_CALCULATION = gettext_lazy("no calculation")


def badge(kind: str, text: str) -> SafeString:
    return format_html('<span class="badge badge-{}">{}</span>', kind, text)


def value_class(record: ReportedFigure | None = None) -> str | None:
    """Set numbers to the right; a proper name in the same column stays text."""
    return "num" if record is not None and record.value is not None else None


def published_inferred(record: Article) -> str:
    """Return the known part of the date, and whether it is inferred."""
    day = record.page.published_known
    return _("%(day)s (inferred)") % {"day": day} if record.page.date_inferred else day


def area_address(record: ReportedFigure | Crosscheck) -> str:
    return reverse("area-detail", args=[record.area_id])


class FigureTable(Table):
    label = LinkColumn(
        verbose_name=gettext_lazy("What it says"),
        to="figure-detail",
        accessor="text",
        order_by="label",
    )
    value = TextColumn(
        verbose_name=gettext_lazy("Value"),
        accessor="headline",
        order_by=("value", "value_to", "term"),
        attrs={"td": {"class": value_class}, "th": {"class": "num"}},
    )
    area = LinkColumn(
        verbose_name=gettext_lazy("Place"), to=area_address, accessor="area__title", order_by="area"
    )
    nature = TextColumn(verbose_name=gettext_lazy("Nature"))
    campaign = TextColumn(
        verbose_name=gettext_lazy("Campaign"),
        accessor="campaign_id",
        default=gettext_lazy("of no one year"),
    )
    metric = TextColumn(verbose_name=gettext_lazy("Metric"))
    article = LinkColumn(
        verbose_name=gettext_lazy("Article"),
        to=lambda record: reverse("article-detail", args=[record.article_id]),
        accessor="article__title",
        order_by=("article__page__published_on", "article", "start"),
    )
    published_on = DateColumn(
        verbose_name=gettext_lazy("Published"),
        accessor="article__page__published_on",
        export=lambda figure: figure.article.page.published_known,
    )

    def render_value(self, value: str, record: ReportedFigure) -> str | SafeString:
        if getattr(record, "is_disputed", False):
            return format_html("{} {}", value, badge("warning", _("disputed")))
        return value

    def render_published_on(self, record: ReportedFigure) -> str:
        return record.article.page.published_known

    def render_nature(self, value: str, record: ReportedFigure) -> SafeString:
        return badge(record.nature, value)


class ArticleTable(Table):
    title = LinkColumn(verbose_name=gettext_lazy("Title"), to="article-detail")
    paper = TextColumn(verbose_name=gettext_lazy("Newspaper"), accessor="page__paper")
    published_on = DateColumn(
        verbose_name=gettext_lazy("Published"),
        accessor="page__published_on",
        export=published_inferred,
    )
    figure_count = NumberColumn(verbose_name=gettext_lazy("Figures"))
    open_count = NumberColumn(verbose_name=gettext_lazy("Contradictions and open questions"))

    def render_published_on(self, record: Article) -> str:
        return published_inferred(record)


class CrosscheckTable(Table):
    title = LinkColumn(
        verbose_name=gettext_lazy("What is compared"),
        to="crosscheck-detail",
        accessor="name",
        order_by="title",
    )
    result = TextColumn(verbose_name=gettext_lazy("Result"), accessor="verdict", order_by="urgency")
    arithmetic = TextColumn(verbose_name=gettext_lazy("Calculation"), default=NO_CALCULATION)
    kind = TextColumn(verbose_name=gettext_lazy("Kind of check"))
    area = LinkColumn(
        verbose_name=gettext_lazy("Place"), to=area_address, accessor="area__title", order_by="area"
    )
    rule = TextColumn(verbose_name=gettext_lazy("Rule that chooses"), default=NO_CHOICE)

    def render_result(self, value: str, record: Crosscheck) -> SafeString:
        return badge(RESULT_BADGES[record.result], value)
