"""The base of every list's table, drawn by `ui/table.html`."""

from __future__ import annotations

from typing import Any

import django_tables2
from django.utils.functional import Promise

from tracker.ui.columns import (
    NONE_YET,
    Column,
    DateColumn,
    LinkColumn,
    NumberColumn,
    TextColumn,
)

__all__ = ["Column", "DateColumn", "LinkColumn", "NumberColumn", "Table", "TextColumn"]


class Table(django_tables2.Table):
    """Declare columns and `Meta.order_by`; the first column names the row.

    `caption` says what the rows are; the list page fills it with its title.
    """

    caption: str | Promise = ""

    class Meta:
        template_name = "ui/table.html"
        attrs = {"class": "table"}
        default = NONE_YET

    def __init__(self, *args: Any, caption: str | Promise = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.caption = caption or self.caption
        # A Meta of the subclass that does not inherit ours would lose it.
        self.attrs.setdefault("class", "table")
