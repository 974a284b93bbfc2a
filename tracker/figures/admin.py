"""Administration of reported figures, cross-checks, and the pages they stand on.

Both come from data/figures. A correction made here holds until the next
`load_figures --commit`, which says what it changes back; a lasting correction
belongs in the file. Positions, digests and results are never typed.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin import ArticleAdmin, PageAdmin, PageTextAdmin
from articles.models import Article, Page, PageText
from tracker.figures.models import Crosscheck, CrosscheckPart, ReportedFigure
from tracker.history.admin import ReadOnlyAdmin, RecordedAdmin


class FromFiles(RecordedAdmin):
    """A model whose rows only `load_figures` adds and removes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ReportedFigure)
class ReportedFigureAdmin(FromFiles):
    list_display = ["key", "label", "value_in_words", "area", "nature", "campaign", "metric"]
    list_display_links = ["key", "label"]
    list_filter = ["nature", "bearing", "campaign", "unit_kind", "metric", "article__page"]
    list_select_related = ["area", "campaign"]
    search_fields = ["key", "label", "label_en", "named_as", "term", "area__name", "area__code"]
    autocomplete_fields = ["area"]
    readonly_fields = [
        "key",
        "article",
        "value_in_words",
        "start",
        "end",
        "sha256",
        "entered_on",
        "checked_on",
    ]
    fieldsets = [
        (None, {"fields": ["key", "label", "label_en", "area", "named_as", "note", "note_en"]}),
        (
            _("What it measures"),
            {
                "fields": [
                    "campaign",
                    "unit_kind",
                    "nature",
                    "bearing",
                    "metric",
                    "level",
                    "star",
                    "term",
                ]
            },
        ),
        (
            _("Value"),
            {
                "fields": [
                    "value_in_words",
                    "value",
                    "value_to",
                    "unit",
                    "precision",
                    "period",
                    "as_of",
                ]
            },
        ),
        (
            _("Where it stands"),
            {"fields": ["article", "start", "end", "sha256", "entered_on", "checked_on"]},
        ),
    ]

    @admin.display(description=_("value in words"), ordering="value")
    def value_in_words(self, figure: ReportedFigure) -> str:
        return figure.said or "—"


# `articles` knows no log: its pages of the administration are completed here.
@admin.register(Page)
class RecordedPageAdmin(RecordedAdmin, PageAdmin):
    """A correction of a newspaper page, with its event."""


@admin.register(Article)
class RecordedArticleAdmin(RecordedAdmin, ArticleAdmin):
    """A correction of an article, with its event."""


@admin.register(PageText)
class ReadOnlyPageTextAdmin(ReadOnlyAdmin, PageTextAdmin):
    """What is known of the texts that were given in."""


class CrosscheckPartInline(admin.TabularInline):
    model = CrosscheckPart
    autocomplete_fields = ["figure"]
    extra = 0


@admin.register(Crosscheck)
class CrosscheckAdmin(FromFiles):
    list_display = ["key", "title", "kind", "result", "arithmetic", "area", "rule"]
    list_display_links = ["key", "title"]
    list_filter = ["result", "kind", "rule"]
    list_select_related = ["area"]
    search_fields = ["key", "title", "title_en", "explanation", "area__name", "area__code"]
    autocomplete_fields = ["area"]
    fields = [
        "key",
        "title",
        "title_en",
        "area",
        "kind",
        "result",
        "arithmetic",
        "expected",
        "found",
        "gazetteer",
        "rule",
        "explanation",
        "explanation_en",
        "origin",
        "choice",
        "reason",
        "decided_at",
        "decided_by",
    ]
    readonly_fields = [
        "key",
        "origin",
        "result",
        "arithmetic",
        "expected",
        "found",
        "choice",
        "reason",
        "decided_at",
        "decided_by",
    ]
    inlines = [CrosscheckPartInline]
