"""Lists as files: CSV that streams, XLSX that keeps codes as text.

A file carries where it came from and of which day it is, as its last two
columns, so that a copy without its page still says so. Both may be one value
for all rows, or a function of the record.
"""

from __future__ import annotations

import csv
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

import xlsxwriter
from django.db.models import Model
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tracker.ui.cells import SheetWriter, csv_cell
from tracker.ui.tables import Table

BATCH = 500  # rows written in one go
LARGEST_XLSX = 100_000  # rows; more take too long to make and to open
RETRY_AFTER = 30  # seconds until another try at a busy time
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Source = str | Callable[[Any], Any]
AsOf = date | str | Callable[[Any], Any]


class TooManyRowsError(Exception):
    """More rows than XLSX takes here; CSV has no limit."""


class BusyError(Exception):
    """Another XLSX file is being made in this process; `views.BusyFileMiddleware` says so."""


# Making one takes a thread and a processor for half a minute; readers need the others.
_making = threading.Lock()


@dataclass(frozen=True)
class ExportColumn:
    """A column of a file: its heading, and what it takes from a record."""

    header: str | Promise
    value: Callable[[Any], Any]


def table_columns(table: Table) -> list[ExportColumn]:
    """Return a column for each of the table's, hidden ones included, links as words."""
    return [
        ExportColumn(bound.header, _reader(bound))
        for bound in table.columns.iterall()
        if not bound.column.exclude_from_export
    ]


def _reader(bound: Any) -> Callable[[Any], Any]:
    own = getattr(bound.column, "export", None) or getattr(bound.column, "export_value", None)
    return own or (lambda record: _plain_value(bound, record))


def _plain_value(bound: Any, record: Any) -> Any:
    """Return the cell's value without markup; a choice as its words, as the page shows it."""
    words = f"get_{bound.accessor}_display"
    if isinstance(record, Model) and hasattr(record, words):
        return getattr(record, words)()
    return bound.accessor.resolve(record, quiet=True)


def _closing(source: Source, as_of: AsOf) -> list[ExportColumn]:
    return [
        ExportColumn(_("source"), source if callable(source) else lambda _record: source),
        ExportColumn(_("as of"), as_of if callable(as_of) else lambda _record: as_of),
    ]


def _file_name(name: str, ending: str) -> str:
    return f"{name}-{timezone.localdate():%Y%m%d}.{ending}"


class _Echo:
    """A file that hands back what the CSV writer gives it."""

    def write(self, text: str) -> str:
        return text


def _csv_batches(
    columns: Sequence[ExportColumn], rows: Iterable[Any], language: str | None
) -> Iterator[str]:
    """Yield the file, some hundred rows at a time.

    The page's language is over by the time the server asks for the rows, so
    each batch brings it back.
    """
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    with translation.override(language):
        heading = writer.writerow([csv_cell(column.header) for column in columns])
    yield f"\ufeff{heading}"
    records = iter(rows)
    while True:
        with translation.override(language):
            batch = [
                writer.writerow([csv_cell(column.value(record)) for column in columns])
                for record in islice(records, BATCH)
            ]
        if not batch:
            return
        yield "".join(batch)


def csv_response(
    name: str, columns: Sequence[ExportColumn], rows: Iterable[Any], *, source: Source, as_of: AsOf
) -> StreamingHttpResponse:
    """Answer with `<name>-<yyyymmdd>.csv`: UTF-8 with BOM, CRLF, any number of rows.

    `rows` is read once, batch by batch; give a queryset's `iterator()`.
    """
    columns = [*columns, *_closing(source, as_of)]
    response = StreamingHttpResponse(
        _csv_batches(columns, rows, translation.get_language()),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="{_file_name(name, "csv")}"'
    return response


def _write_book(file: Any, columns: Sequence[ExportColumn], rows: Iterable[Any]) -> None:
    # constant_memory writes each row to disk; memory does not grow with the rows.
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        writer = SheetWriter(book)
        writer.heading([str(column.header) for column in columns])
        for number, record in enumerate(rows, start=1):
            if number > LARGEST_XLSX:
                raise TooManyRowsError
            writer.row(number, [column.value(record) for column in columns])


def xlsx_response(
    name: str, columns: Sequence[ExportColumn], rows: Iterable[Any], *, source: Source, as_of: AsOf
) -> FileResponse:
    """Answer with `<name>-<yyyymmdd>.xlsx`.

    Raises TooManyRowsError beyond 100000 rows, and BusyError while another one
    is being made in this process.
    """
    if not _making.acquire(blocking=False):
        raise BusyError
    file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    try:
        _write_book(file, [*columns, *_closing(source, as_of)], rows)
    except BaseException:
        file.close()
        raise
    finally:
        _making.release()
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=_file_name(name, "xlsx"), content_type=XLSX_TYPE
    )


WRITERS = {"xlsx": xlsx_response, "csv": csv_response}
