"""One row of a list that is only read: figure, article, contradiction, entry of the log."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.handling import Endpoint
from tracker.api.schema import ALWAYS, refusals
from tracker.api.serializers.figures import (
    ArticleDetailRow,
    CrosscheckDetailRow,
    FigureDetailRow,
)
from tracker.api.serializers.members import Row
from tracker.api.serializers.work import EventRow
from tracker.figures.views import ArticleList, CrosscheckList, FigureList
from tracker.logbook.views import EventList
from tracker.people.permissions import visible_or_404
from tracker.ui.lists import ListPage

TAGS = [gettext_lazy("Lists")]


class _Point(Endpoint):
    """One row of a list (`page`), as `row` says; what the list does not show is missing here."""

    page: ClassVar[type[ListPage]]
    row: ClassVar[type[Row]]

    def answer(self, request: Request, **named: Any) -> HttpResponse:
        page = self.page()
        page.setup(request._request)  # noqa: SLF001 - DRF documents it
        return Response(self.row(visible_or_404(page.get_queryset(), **named)).data)


class FigurePoint(_Point):
    page, row = FigureList, FigureDetailRow

    @extend_schema(
        operation_id="figure_read",
        summary=gettext_lazy("One figure with its passport"),
        tags=TAGS,
        responses={200: FigureDetailRow, **refusals(*ALWAYS, "not-found")},
    )
    def get(self, request: Request, key: str) -> HttpResponse:
        return self.answer(request, pk=key)


class ArticlePoint(_Point):
    page, row = ArticleList, ArticleDetailRow

    @extend_schema(
        operation_id="article_read",
        summary=gettext_lazy("One article and its figures"),
        tags=TAGS,
        responses={200: ArticleDetailRow, **refusals(*ALWAYS, "not-found")},
    )
    def get(self, request: Request, key: str) -> HttpResponse:
        return self.answer(request, pk=key)


class ContradictionPoint(_Point):
    page, row = CrosscheckList, CrosscheckDetailRow

    @extend_schema(
        operation_id="contradiction_read",
        summary=gettext_lazy("One contradiction and the figures in it"),
        tags=TAGS,
        responses={200: CrosscheckDetailRow, **refusals(*ALWAYS, "not-found")},
    )
    def get(self, request: Request, key: str) -> HttpResponse:
        return self.answer(request, pk=key)


class LogPoint(_Point):
    page, row = EventList, EventRow

    @extend_schema(
        operation_id="log_read",
        summary=gettext_lazy("One entry of the log"),
        tags=TAGS,
        responses={200: EventRow, **refusals(*ALWAYS, "not-found")},
    )
    def get(self, request: Request, sequence: int) -> HttpResponse:
        return self.answer(request, sequence=sequence)
