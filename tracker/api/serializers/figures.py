"""What the papers state, and the arithmetic over it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.models import Article
from tracker.api.serializers.members import AmountField, Row
from tracker.figures.models import Crosscheck, CrosscheckPart, ReportedFigure


class FigureRow(Row):
    """A figure as a newspaper page states it, with the place it was read at."""

    key = serializers.CharField()
    label = serializers.CharField(source="text")
    nature = serializers.CharField(help_text="planned or reported; never mix them in a sum")
    bearing = serializers.CharField()
    metric = serializers.CharField()
    campaign = serializers.IntegerField(source="campaign_id", allow_null=True)
    area = serializers.CharField(source="area_id")
    area_name = serializers.CharField(source="area.name")
    unit_kind = serializers.CharField()
    level = serializers.IntegerField(allow_null=True)
    star = serializers.CharField()
    value = AmountField(allow_null=True)
    value_to = AmountField(allow_null=True)
    unit = serializers.CharField()
    precision = serializers.CharField()
    term = serializers.CharField()
    as_of = serializers.DateField(allow_null=True)
    is_disputed = serializers.BooleanField()
    article = serializers.CharField(source="article_id")
    published = serializers.CharField(source="article.page.published_known")
    published_is_inferred = serializers.BooleanField(source="article.page.date_inferred")
    start = serializers.IntegerField(help_text="first character in the page's file")
    end = serializers.IntegerField()
    sha256 = serializers.CharField()


class FigureDetailRow(FigureRow):
    """One figure, with the contradictions and other arithmetic that it takes part in."""

    repeats = serializers.CharField(
        source="repeats_id", allow_null=True, help_text="the figure that said the same before"
    )
    checks = serializers.SerializerMethodField()

    def get_checks(self, figure: ReportedFigure) -> list[str]:
        parts = CrosscheckPart.objects.filter(figure=figure).values("crosscheck")
        checks = Crosscheck.objects.filter(pk__in=parts).worst_first()
        return list(checks.values_list("pk", flat=True))


class ArticleRow(Row):
    """An article: title and position, no text."""

    key = serializers.CharField()
    title = serializers.CharField()
    paper = serializers.CharField(source="page.paper")
    published = serializers.CharField(source="page.published_known")
    published_is_inferred = serializers.BooleanField(source="page.date_inferred")
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    figures = serializers.IntegerField(source="figure_count")
    open_checks = serializers.IntegerField(source="open_count")


class ArticleDetailRow(ArticleRow):
    """One article with its figures in the order of the text, named by their keys."""

    figure_keys = serializers.SerializerMethodField()

    def get_figure_keys(self, article: Article) -> list[str]:
        figures = ReportedFigure.objects.filter(article=article).order_by("start", "end", "key")
        return list(figures.values_list("pk", flat=True))


class CrosscheckRow(Row):
    """One piece of arithmetic, and what came of it."""

    key = serializers.CharField()
    title = serializers.CharField(source="name")
    kind = serializers.CharField()
    result = serializers.CharField()
    area = serializers.CharField(source="area_id")
    area_name = serializers.CharField(source="area.name")
    expected = AmountField(allow_null=True)
    found = AmountField(allow_null=True)
    arithmetic = serializers.CharField()
    rule = serializers.CharField()
    explanation = serializers.CharField(source="text")


class PartRow(Row):
    """A figure and its part in the arithmetic."""

    figure = serializers.CharField(source="figure_id")
    role = serializers.CharField()
    value = AmountField(source="figure.value", allow_null=True)


class CrosscheckDetailRow(CrosscheckRow):
    """One piece of arithmetic with the figures in it, and what a person chose."""

    parts = serializers.SerializerMethodField()
    choice = serializers.CharField(help_text="a figure, or record; empty: nobody chose")
    decided_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(PartRow(many=True))
    def get_parts(self, check: Crosscheck) -> list[dict[str, Any]]:
        parts = check.parts.select_related("figure").order_by("position")
        return list(PartRow(parts, many=True).data)
