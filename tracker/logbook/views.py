"""The auditor's pages: the list of events and one event."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tracker.history.models import Event
from tracker.history.wording import batch_of, field_words, value_words
from tracker.logbook.actions import note_export
from tracker.logbook.filters import EventFilterSet
from tracker.logbook.permissions import events_visible_to
from tracker.logbook.tables import EventTable, file_columns, page_of
from tracker.logbook.wording import action_words, object_words, say
from tracker.people.permissions import visible_or_404
from tracker.ui.crumbs import Crumb
from tracker.ui.exports import ExportColumn
from tracker.ui.lists import ListPage
from tracker.ui.tables import Table

SHOWN = 500  # rows of a batch on an event's page; its file has all


class EventList(ListPage):
    table_class = EventTable
    filterset_class = EventFilterSet
    title = gettext_lazy("Log of changes")
    lead = gettext_lazy(
        "Every change of this site: who, when, from where, what and why. Entries are never "
        "changed or deleted; taking a copy of them is itself entered."
    )
    export_name = "log"

    def get_queryset(self) -> QuerySet:
        return events_visible_to(self.request.user)

    def export_columns(self) -> list[ExportColumn]:
        return file_columns()

    def _file(self, export: str, table: Table) -> HttpResponse:
        """Make the copy, enter that it is taken, hand it out; what is refused is not entered.

        The log's head is held for the entry alone: a large file takes half a minute, and
        nobody could save anything meanwhile. Where the entry fails there is no copy.
        """
        narrowed = self.query.copy()
        del narrowed["export"]
        response = super()._file(export, table)
        if response.status_code == 200:
            rows = table.data.data.count()
            with transaction.atomic():
                note_export(
                    by=self.request.user, kind=export, rows=rows, narrowed=narrowed.urlencode()
                )
        return response


@dataclass(frozen=True)
class FieldRow:
    """One field of an object, in words, before and after."""

    name: str
    before: str
    after: str


def _field_rows(event: Event) -> list[FieldRow]:
    old, new, kind = event.old, event.new, event.object_type

    def words(values: dict[str, object], name: str) -> str:
        return value_words(kind, name, values[name]) if name in values else "—"

    return [
        FieldRow(field_words(kind, name), words(old, name), words(new, name))
        for name in {**old, **new}
    ]


def _batch_rows(event: Event) -> dict[str, Any]:
    """Return what an event that names many rows shows instead of fields; {} for others."""
    batch = batch_of(event.old, event.new)
    if not batch:
        return {}
    rows = [(key, value_words("", "", value)) for key, value in islice(batch[1].items(), SHOWN)]
    return {"batch": rows, "batch_size": len(batch[1])}


@require_safe
def event_detail(request: HttpRequest, sequence: int) -> HttpResponse:
    """One event: before and after side by side, and its place in the chain."""
    visible = events_visible_to(request.user)
    event = visible_or_404(visible, sequence=sequence)
    title = _("Entry %(number)s of the log") % {"number": event.sequence}
    around = [sequence - 1, sequence + 1]
    context = {
        "page_title": title,
        "trail": [
            Crumb(_("Overview"), reverse("home")),
            Crumb(_("Log of changes"), reverse("log-list")),
            Crumb(title),
        ],
        "event": event,
        "said": say(event),
        "action": action_words(event.action),
        "object": object_words(event),
        "object_page": page_of(event),
        "fields": _field_rows(event),
        **_batch_rows(event),
        "neighbours": visible.filter(pk__in=around).order_by("sequence"),
        "in_chain": event.digest == event.expected_digest(),
    }
    return render(request, "logbook/event_detail.html", context)
