"""What a figure or a cross-check takes with it into a file, column by column."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.figures.models import ReportedFigure
from tracker.figures.wording import say_span
from tracker.ui.exports import ExportColumn


def passport_columns() -> list[ExportColumn]:
    """Return the columns that follow those of the page."""
    return [
        ExportColumn(gettext_lazy("Figure key"), lambda figure: figure.pk),
        ExportColumn(gettext_lazy("Number"), lambda figure: figure.value),
        ExportColumn(gettext_lazy("Number, upper end"), lambda figure: figure.value_to),
        ExportColumn(gettext_lazy("Unit"), lambda figure: figure.get_unit_display()),
        ExportColumn(gettext_lazy("Precision"), lambda figure: figure.get_precision_display()),
        ExportColumn(gettext_lazy("Level"), lambda figure: figure.level),
        ExportColumn(gettext_lazy("Star"), lambda figure: figure.get_star_display()),
        ExportColumn(gettext_lazy("Proper name"), lambda figure: figure.term),
        ExportColumn(gettext_lazy("Kind of unit"), lambda figure: figure.get_unit_kind_display()),
        ExportColumn(gettext_lazy("Bearing"), lambda figure: figure.get_bearing_display()),
        ExportColumn(gettext_lazy("Period"), lambda figure: figure.period),
        ExportColumn(gettext_lazy("Area code"), lambda figure: figure.area_id),
        ExportColumn(gettext_lazy("As named in the article"), lambda figure: figure.named_as),
        ExportColumn(gettext_lazy("Newspaper"), lambda figure: figure.article.page.paper),
        ExportColumn(gettext_lazy("Article key"), lambda figure: figure.article_id),
        ExportColumn(
            gettext_lazy("Position in the page"), lambda figure: say_span(figure.start, figure.end)
        ),
        ExportColumn(gettext_lazy("SHA-256 of the position"), lambda figure: figure.sha256),
        ExportColumn(gettext_lazy("Entered on"), lambda figure: figure.entered_on),
        ExportColumn(gettext_lazy("Compared on"), lambda figure: figure.checked_on),
        ExportColumn(gettext_lazy("Note"), lambda figure: figure.remark),
    ]


def crosscheck_columns() -> list[ExportColumn]:
    """Return the columns that follow those of the page: both sides and the explanation."""
    return [
        ExportColumn(gettext_lazy("Key of the cross-check"), lambda check: check.pk),
        ExportColumn(gettext_lazy("Expected"), lambda check: check.expected),
        ExportColumn(gettext_lazy("Found"), lambda check: check.found),
        ExportColumn(
            gettext_lazy("Held against the gazetteer's"),
            lambda check: check.get_gazetteer_display(),
        ),
        ExportColumn(gettext_lazy("Area code"), lambda check: check.area_id),
        ExportColumn(gettext_lazy("Explanation"), lambda check: check.text),
    ]


def source(figure: ReportedFigure, address: str) -> str:
    """Return where a figure is from, in one line with the address of its passport."""
    page = figure.article.page
    return _("%(paper)s %(day)s, “%(title)s”, %(position)s, %(address)s") % {
        "paper": page.paper,
        "day": page.published_words,
        "title": figure.article.title,
        "position": say_span(figure.start, figure.end),
        "address": address,
    }


def as_of(figure: ReportedFigure) -> dt.date | None:
    return figure.as_of
