"""What the archive of articles and the list of proposed aliases are narrowed by."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Page
from articles.normalising import flat
from articles.terms import DatePrecision
from tracker.claims.models import AliasProposal, Claim
from tracker.claims.terms import AliasState, News, State
from tracker.figures.models import ReportedFigure
from tracker.figures.terms import Metric
from tracker.places.filters import AreaFilter
from tracker.ui.filters import DayFilter, FilterSet, MultipleChoice, SearchFilter

Choices = list[tuple[str, str]]


def paper_choices() -> Choices:
    papers = Page.objects.exclude(original=None).order_by("paper").values_list("paper", flat=True)
    return [(paper, paper) for paper in papers.distinct() if paper]


def year_choices() -> Choices:
    days = Page.objects.exclude(original=None).dates("published_on", "year", order="DESC")
    return [(str(day.year), str(day.year)) for day in days]


class _Read(MultipleChoice):
    """Articles with a claim of this kind, among those that the person may see."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        mine = Claim.objects.visible_to(self.parent.request.user)
        return qs.filter(Exists(mine.filter(self.condition(value), article=OuterRef("pk"))))

    def condition(self, value: list[str]) -> Q:
        return Q(**{f"{self.field_name}__in": value})


class _MetricFilter(_Read):
    """Articles with a claim or a figure of a metric."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        mine = Claim.objects.visible_to(self.parent.request.user).filter(metric__in=value)
        figures = ReportedFigure.objects.filter(metric__in=value)
        here = {"article": OuterRef("pk")}
        return qs.filter(Exists(mine.filter(**here)) | Exists(figures.filter(**here)))


class PrintedFilter(DayFilter):
    """Articles of pages printed from a day, or until it; a day that is not known is in neither."""

    def filter(self, qs: QuerySet, value: list[dt.date]) -> QuerySet:
        if not value:
            return qs
        side = "lte" if self.last else "gte"
        return qs.filter(**{f"page__published_on__{side}": value[0]}).exclude(
            page__date_precision=DatePrecision.UNKNOWN
        )


class ArticleAreaFilter(AreaFilter):
    """Articles with a claim or a figure about one of the areas or an area below it."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        mine = super().filter(Claim.objects.visible_to(self.parent.request.user), value)
        figures = super().filter(ReportedFigure.objects, value)
        here = {"article": OuterRef("pk")}
        return qs.filter(Exists(mine.filter(**here)) | Exists(figures.filter(**here)))


class ArchiveFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = ArticleAreaFilter(field_name="area_id")
    paper = MultipleChoice(label=_("Newspaper"), field_name="page__paper", choices=paper_choices)
    year = MultipleChoice(
        label=_("Year of the page"), field_name="page__published_on__year", choices=year_choices
    )
    first = PrintedFilter(label=_("Printed from"))
    last = PrintedFilter(label=_("Printed until"), last=True)
    metric = _MetricFilter(label=_("Metric"), choices=Metric.choices)
    claims = _Read(label=_("Claims"), field_name="state", choices=State.choices)
    news = _Read(
        label=_("News of the last reading"),
        field_name="news",
        choices=[choice for choice in News.choices if choice[0]],
    )

    class Meta:
        model = Article
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        """Look in titles and texts, in the flat form; a word may be a single character."""
        said = flat(word)
        found = Q(search_text__contains=said) if said else Q()
        return queryset.filter(found | Q(key=word))


class AliasFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    state = MultipleChoice(label=_("State"), choices=AliasState.choices)

    class Meta:
        model = AliasProposal
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        key: Any = int(word) if word.isascii() and word.isdigit() and len(word) < 10 else None
        return queryset.filter(
            Q(name__icontains=word) | Q(area__search_text__contains=word.lower()) | Q(pk=key)
        )
