"""What the papers state, and the arithmetic over it."""

from __future__ import annotations

from rest_framework import serializers

from tracker.api.serializers.members import AmountField, Row


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
