"""Administration of newspaper pages and articles.

`load_figures` adds and removes them, and overwrites what is changed here:
positions and digests belong to the stored file and are never typed. This app
keeps no log of changes; whoever has one registers these classes with it.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class FromFiles(admin.ModelAdmin):
    """A model whose rows only `load_figures` adds and removes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PageAdmin(FromFiles):
    list_display = [
        "key",
        "paper",
        "published_on",
        "date_precision",
        "date_inferred",
        "file",
        "characters",
    ]
    list_filter = ["paper", "date_inferred"]
    search_fields = ["key", "file", "paper"]
    date_hierarchy = "published_on"
    fields = [
        "key",
        "origin",
        "paper",
        "sheet",
        "particulars_inferred",
        "published_on",
        "date_precision",
        "date_inferred",
        "date_basis",
        "date_basis_en",
        "file",
        "characters",
        "sha256",
    ]
    readonly_fields = ["key", "origin", "file", "characters", "sha256"]


class ArticleAdmin(FromFiles):
    list_display = ["title", "key", "page", "position"]
    list_filter = ["page"]
    list_select_related = ["page"]
    search_fields = ["key", "title"]
    fields = ["key", "page", "title", "start", "end"]
    readonly_fields = ["key", "page", "start", "end"]

    @admin.display(description=_("position in the page"), ordering="start")
    def position(self, article: Article) -> str:
        return f"{article.start + 1}–{article.end}"


class PageTextAdmin(FromFiles):
    """What is known of a text; the text itself is read where it is judged."""

    list_display = ["page", "form", "encoding", "sha256"]
    list_filter = ["form"]
    list_select_related = ["page"]
    search_fields = ["page__key", "sha256"]
    fields = ["page", "form", "encoding", "sha256", "same_text"]
    readonly_fields = fields

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
