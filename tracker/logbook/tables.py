"""The log as a list."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.history.models import Event
from tracker.logbook.wording import action_words, object_words, say
from tracker.ui.exports import ExportColumn
from tracker.ui.tables import Column, LinkColumn, Table, TextColumn

# Kinds of object that have a page of their own, found by their key.
PAGES = {
    "area": "area-detail",
    "branch": "area-detail",
    "reportedfigure": "figure-detail",
    "crosscheck": "crosscheck-detail",
    "article": "article-detail",
}


def page_of(event: Event) -> str | None:
    """Return the address of the object's page, or else of its area's; None for neither."""
    if event.object_key == "-":
        return None
    if event.object_type in PAGES:
        return reverse(PAGES[event.object_type], args=[event.object_key])
    return reverse("area-detail", args=[event.area_code]) if event.area_code else None


def who(event: Event) -> str:
    """Return who did it, and from where where that says more."""
    if event.origin in ("", event.actor_name):
        return event.actor_name
    return f"{event.actor_name}（{event.origin}）"


def sentence(event: Event) -> str:
    """Return what happened, with the reason that was given."""
    return f"{say(event)}（{event.reason}）" if event.reason else say(event)


class MomentColumn(Column):
    """A time as 2026-11-20 09:05:30, by the site's own clock."""

    def render(self, value: datetime) -> str:
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}"


class EventTable(Table):
    """Every order is one that an index of the log serves: it has a million rows."""

    sequence = LinkColumn(
        verbose_name=_("Entry no."), to="log-detail", attrs={"td": {"class": "num"}}
    )
    at = MomentColumn(verbose_name=_("Time"), order_by=("at", "sequence"))
    actor_name = TextColumn(
        verbose_name=_("Who, from where"), order_by=("actor_id", "sequence"), export=who
    )
    action = TextColumn(
        verbose_name=_("What happened"), order_by=("action", "sequence"), export=sentence
    )
    object_name = LinkColumn(
        verbose_name=_("Object"),
        to=page_of,
        empty_values=(),
        order_by=("object_type", "object_key", "sequence"),
        export=object_words,
    )
    area_code = TextColumn(verbose_name=_("Area"), order_by=("area_code", "sequence"), default="—")

    class Meta(Table.Meta):
        model = Event
        fields = ()
        order_by = ("-sequence",)

    def render_actor_name(self, record: Event) -> str:
        return who(record)

    def render_action(self, record: Event) -> str:
        return sentence(record)

    def render_object_name(self, record: Event) -> str:
        return object_words(record)


def file_columns() -> list[ExportColumn]:
    """Return the columns of a file: all that an event says, and how it is chained."""
    return [
        ExportColumn(_("Entry no."), lambda event: event.sequence),
        ExportColumn(_("Time"), lambda event: event.at),
        ExportColumn(_("who"), lambda event: event.actor_name),
        ExportColumn(_("from where"), lambda event: event.origin),
        ExportColumn(_("request"), lambda event: event.request_id),
        ExportColumn(_("action"), lambda event: action_words(event.action)),
        ExportColumn(_("What happened"), say),
        ExportColumn(_("Object"), object_words),
        ExportColumn(_("Key of the object"), lambda event: event.object_key),
        ExportColumn(_("area"), lambda event: event.area_code),
        ExportColumn(_("reason"), lambda event: event.reason),
        ExportColumn(_("before"), lambda event: event.before),
        ExportColumn(_("after"), lambda event: event.after),
        ExportColumn(_("digest of the event before"), lambda event: event.previous),
        ExportColumn(_("digest"), lambda event: event.digest),
    ]
