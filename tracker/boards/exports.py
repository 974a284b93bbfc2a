"""A board as a file: the same lines and columns as its page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.boards.standing.tables import Table
from tracker.ui.exports import WRITERS, ExportColumn


def board_response(kind: str, name: str, found: Sequence[Table], source: str) -> HttpResponse:
    """Answer with a row for each line of any table; a table without that line has no number."""
    today = timezone.localdate()
    return WRITERS[kind](name, _columns(found), _rows(found), source=source, as_of=today)


def _rows(found: Sequence[Table]) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for table in found:
        for line in [*table.lines, table.total]:
            key = "" if line is table.total else line.code
            row = rows.setdefault(key, {"code": line.code, "name": line.name})
            for column, cell in zip(table.group.columns, line.cells, strict=True):
                row[f"{table.group.key}.{column.key}"] = cell.number
    together = rows.pop("", None)
    return [*(rows[key] for key in sorted(rows)), *([together] if together else [])]


def _columns(found: Sequence[Table]) -> list[ExportColumn]:
    own = [
        ExportColumn(_("Area code"), lambda row: row["code"]),
        ExportColumn(_("Area"), lambda row: row["name"]),
    ]
    return own + [
        ExportColumn(
            _("%(group)s: %(column)s") % {"group": table.group.title, "column": column.label},
            _reader(f"{table.group.key}.{column.key}"),
        )
        for table in found
        for column in table.group.columns
    ]


def _reader(key: str) -> Callable[[dict[str, Any]], Any]:
    return lambda row: row.get(key)
