"""What the lists of figures, articles and cross-checks are narrowed by."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Page
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import StarKey
from tracker.figures.models import Crosscheck, ReportedFigure
from tracker.figures.terms import (
    TOPIC_METRICS,
    Bearing,
    CheckKind,
    CheckResult,
    Metric,
    Nature,
    Topic,
)
from tracker.places.filters import AreaFilter
from tracker.places.terms import Level
from tracker.ui.bars import LEVELS, level_name
from tracker.ui.filters import FilterSet, MultipleChoice, SearchFilter

Choices = list[tuple[str, str]]
NO_CONTRADICTION = ("no_contradiction", _("No contradiction"))
UNDECIDED = ("undecided", _("Contradiction in which nobody has chosen"))


class TopicFilter(MultipleChoice):
    """Figures whose metric belongs to one of the topics."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        metrics = [metric for topic in value for metric in TOPIC_METRICS[Topic(topic)]]
        return qs.filter(metric__in=metrics) if value else qs


class ResultFilter(MultipleChoice):
    """Cross-checks by their result in words: what only looks like a contradiction stands apart."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        only_looks_so = Q(kind=CheckKind.DISTINCT, result=CheckResult.AGREES)
        chosen = Q(result__in=value) & ~only_looks_so
        if NO_CONTRADICTION[0] in value:
            chosen |= only_looks_so
        if UNDECIDED[0] in value:
            chosen |= Q(pk__in=Crosscheck.objects.undecided())
        return qs.filter(chosen)


class ArticleAreaFilter(AreaFilter):
    """Articles with a figure about one of the areas or an area below it."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        return qs.filter(pk__in=super().filter(ReportedFigure.objects, value).values("article"))


def campaign_choices() -> Choices:
    years = Campaign.objects.values_list("year", flat=True)
    return [(str(year), str(year)) for year in years]


def article_choices() -> Choices:
    return [(article.key, article.title) for article in Article.objects.all()]


def page_choices() -> Choices:
    return [(page.key, str(page)) for page in Page.objects.all()]


def level_choices() -> Choices:
    return [(str(level), level_name(level)) for level in LEVELS]


class FigureFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    area_level = MultipleChoice(
        label=_("Level of the place"), field_name="area__level", choices=Level.choices
    )
    campaign = MultipleChoice(label=_("Campaign"), choices=campaign_choices)
    nature = MultipleChoice(label=_("Nature"), choices=Nature.choices)
    bearing = MultipleChoice(label=_("Bearing"), choices=Bearing.choices)
    level = MultipleChoice(label=_("Stars"), choices=level_choices)
    topic = TopicFilter(label=_("Topic"), choices=Topic.choices)
    star = MultipleChoice(label=_("Star"), choices=StarKey.choices)
    metric = MultipleChoice(label=_("Metric"), choices=Metric.choices)
    article = MultipleChoice(label=_("Article"), choices=article_choices)

    class Meta:
        model = ReportedFigure
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        """Look in our words, the proper name, the name in the article, place and key."""
        return queryset.filter(
            Q(label__icontains=word)
            | Q(label_en__icontains=word)
            | Q(term__icontains=word)
            | Q(named_as__icontains=word)
            | Q(area__search_text__contains=word.lower())
            | Q(article__title__icontains=word)
            | Q(key=word)
        )


class ArticleFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = ArticleAreaFilter(field_name="area_id")
    # Not `page`: that parameter turns the pages of the list.
    sheet = MultipleChoice(label=_("Newspaper page"), field_name="page", choices=page_choices)

    class Meta:
        model = Article
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(Q(title__icontains=word) | Q(key=word))


class CrosscheckFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    result = ResultFilter(
        label=_("Result"), choices=[*CheckResult.choices, NO_CONTRADICTION, UNDECIDED]
    )
    kind = MultipleChoice(label=_("Kind of check"), choices=CheckKind.choices)

    class Meta:
        model = Crosscheck
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(
            Q(title__icontains=word)
            | Q(title_en__icontains=word)
            | Q(explanation__icontains=word)
            | Q(area__search_text__contains=word.lower())
            | Q(key=word)
        )
