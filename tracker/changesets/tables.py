"""The list of changesets."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from tracker.changesets.models import Changeset
from tracker.changesets.terms import State
from tracker.changesets.wording import counts_of, rows_in_words, title_of
from tracker.ui.tables import DateColumn, LinkColumn, NumberColumn, Table, TextColumn

_BADGES = {State.APPLIED: "recorded", State.UNREADABLE: "warning", State.STAGED: "reported"}
_SIGNS = {
    State.READING: "◔",
    State.STAGED: "◑",
    State.APPLYING: "◕",
    State.APPLIED: "●",
    State.UNREADABLE: "✕",
    State.WITHDRAWN: "○",
}
DIGITS_SHOWN = 12  # of a digest


def state_mark(state: str) -> SafeString:
    """Return the state in words with its own sign; colour repeats it and says nothing more."""
    one = State(state)
    return format_html(
        '<span class="badge badge-{}"><span aria-hidden="true">{} </span>{}</span>',
        _BADGES.get(one, "plain"),
        _SIGNS[one],
        one.label,
    )


def stopped_mark(words: str) -> SafeString:
    """Return what became of the work where it was cancelled or failed."""
    return format_html(
        '<span class="badge badge-warning"><span aria-hidden="true">✕ </span>{}</span>', words
    )


def page_of(changeset: Changeset) -> str:
    return reverse("changeset-detail", args=[changeset.pk])


def rows_of(changeset: Changeset) -> str:
    return rows_in_words(counts_of(changeset))


def _day(changeset: Changeset) -> dt.date:
    return timezone.localdate(changeset.staged_at)


class ChangesetTable(Table):
    title = LinkColumn(
        verbose_name=gettext_lazy("Changeset"),
        to=page_of,
        empty_values=(),
        order_by=("kind", "area_id", "pk"),
        export=title_of,
    )
    number = NumberColumn(
        verbose_name=gettext_lazy("Number of the changeset"),
        accessor="pk",
        order_by=("pk",),
        empty_values=(),
    )
    state = TextColumn(
        verbose_name=gettext_lazy("State"),
        order_by=("state", "pk"),
        export=Changeset.get_state_display,
    )
    rows = TextColumn(
        verbose_name=gettext_lazy("Rows"),
        empty_values=(),
        attrs={"td": {"class": "wide"}},
        order_by=("rows_applied", "pk"),
        export=rows_of,
    )
    source = TextColumn(
        verbose_name=gettext_lazy("Where the rows came from"),
        order_by=("source", "file_name", "pk"),
        attrs={"td": {"class": "wide"}},
        export=Changeset.get_source_display,
    )
    digest = TextColumn(
        verbose_name=gettext_lazy("SHA-256 of the file"),
        accessor="file_digest",
        order_by=("file_digest", "pk"),
    )
    who = TextColumn(
        verbose_name=gettext_lazy("Staged by"),
        accessor="staged_by",
        order_by=("staged_by__username", "pk"),
    )
    since = DateColumn(
        verbose_name=gettext_lazy("Staged on"),
        accessor="staged_at",
        order_by=("staged_at", "pk"),
        export=_day,
    )

    class Meta(Table.Meta):
        model = Changeset
        fields = ()

    def render_title(self, record: Changeset) -> str:
        return title_of(record)

    def render_number(self, record: Changeset) -> str:
        return str(record.pk)

    def render_state(self, record: Changeset) -> SafeString:
        return state_mark(record.state)

    def render_rows(self, record: Changeset) -> str:
        return rows_of(record)

    def render_source(self, record: Changeset) -> str:
        words = record.get_source_display()
        return format_html("{} {}", words, record.file_name) if record.file_name else words

    def render_digest(self, value: str) -> SafeString:
        return format_html('<code title="{}">{}…</code>', value, value[:DIGITS_SHOWN])
