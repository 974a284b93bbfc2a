"""Lists of an area as a file: the rows of the page in their order."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.campaigns.terms import StarKey
from tracker.ui.exports import ExportColumn, xlsx_response
from tracker.worklist.standing.lists import Line


def columns() -> list[ExportColumn]:
    """Return the columns that every file of work has."""
    return [
        ExportColumn(_("Area code"), lambda line: line.item.area_id),
        ExportColumn(_("For"), lambda line: line.item.area.name),
        ExportColumn(_("Star"), _star),
        ExportColumn(_("What is to be done"), lambda line: line.item.title),
        ExportColumn(_("How and how far"), lambda line: line.item.detail),
        ExportColumn(_("Responsible"), lambda line: line.item.responsible),
        ExportColumn(_("From"), lambda line: line.item.start_week),
        ExportColumn(_("To be done by"), lambda line: line.item.last_day),
        ExportColumn(_("Key work"), lambda line: _yes(line.item.is_key)),
        ExportColumn(_("Left over from earlier"), lambda line: _yes(line.is_left_over)),
        ExportColumn(_("State"), lambda line: line.item.get_state_display()),
        ExportColumn(_("Time left"), lambda line: line.timing),
        ExportColumn(_("What came of it"), lambda line: line.item.result),
        ExportColumn(_("Set by"), lambda line: line.item.set_in.name),
    ]


def lines_response(name: str, lines: Iterable[Line], source: str) -> HttpResponse:
    """Answer with the lines as an XLSX file."""
    return xlsx_response(name, columns(), lines, source=source, as_of=timezone.localdate())


def _star(line: Line) -> str:
    return str(StarKey(line.item.star).label) if line.item.star else ""


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")
