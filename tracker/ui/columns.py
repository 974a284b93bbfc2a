"""The kinds of column a list has. A cell never queries: the view selects what it shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import django_tables2
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.ui.numbers import plain

# An empty cell says so in words: never blank, 0 or 1900.
NONE_YET = _("none yet")


class Column(django_tables2.Column):
    """A column that knows what it gives to an export.

    Give `export` (a function of the record) where the cell shows something
    other than its plain value.
    """

    def __init__(self, *args: Any, export: Callable[[Any], Any] | None = None, **kwargs: Any):
        kwargs.setdefault("default", NONE_YET)
        super().__init__(*args, **kwargs)
        self.export = export


class TextColumn(Column):
    """Words."""


class NumberColumn(Column):
    """A number: to the right, figures of one width, no closing zeros."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("attrs", {"td": {"class": "num"}, "th": {"class": "num"}})
        super().__init__(*args, **kwargs)

    def render(self, value: Any) -> str:
        return plain(value)


class DateColumn(Column):
    """A day as 2026-11-20."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("attrs", {"td": {"class": "day"}})
        super().__init__(*args, **kwargs)

    def render(self, value: date | datetime) -> str:
        if isinstance(value, datetime) and timezone.is_aware(value):
            value = timezone.localtime(value)
        return f"{value:%Y-%m-%d}"


class LinkColumn(Column):
    """Words that lead somewhere.

    `to` is the name of an address that takes the record's key, or a function of
    the record that returns an address, or None for no link.
    """

    def __init__(self, *args: Any, to: str | Callable[[Any], str | None], **kwargs: Any):
        def url(record: Any) -> str | None:
            if callable(to):
                return to(record)
            return reverse(to, args=[record.pk if isinstance(record, Model) else record["pk"]])

        super().__init__(*args, linkify=url, **kwargs)
