"""Files of changesets: the template to be filled in, and the rows that were refused."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from operator import itemgetter
from typing import IO

from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.changesets.columns import REASON, SIGNER, meta_of
from tracker.changesets.models import Changeset, ChangesetRow
from tracker.changesets.registry import Layout
from tracker.changesets.terms import Verdict
from tracker.changesets.wording import complaint_words, title_of
from tracker.people.models import User
from tracker.sheets.template import write_refused, write_template
from tracker.ui.exports import XLSX_TYPE, ExportColumn, csv_response

# A book is whole before its first byte leaves, and a person waits for it; a CSV file streams.
MOST_IN_BOOK = 20_000
Refused = tuple[Mapping[str, str], str]  # cells by key of the column, reasons in words


def template_of(like: Changeset, *, by: User) -> IO[bytes]:
    """Return an XLSX file with what stands now, for a changeset that is not saved yet."""
    kind, scope = like.its_kind, like.scope
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_template(
        file,
        columns=kind.layouts(scope)[0].columns,
        rows=kind.sheet(scope, by=by),
        meta=meta_of(like),
        signer=SIGNER,
    )
    file.seek(0)
    return file


def refused_of(changeset: Changeset) -> FileResponse | StreamingHttpResponse:
    """Answer with the wrong rows in the layout of their file, each with its reasons.

    They stand as they were typed; where a row came from elsewhere than a file, its cells are those
    of its values. Up to `MOST_IN_BOOK` as the template is, more as CSV.
    """
    is_book = changeset.rows_wrong <= MOST_IN_BOOK
    return _book(changeset) if is_book else _csv(changeset)


def _book(changeset: Changeset) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_refused(
        file,
        columns=_layout_of_wrong(changeset).columns,
        rows=_refused(changeset),
        reason=str(REASON),
        meta=meta_of(changeset),
        signer=SIGNER,
    )
    file.seek(0)
    name = f"{_name(changeset)}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX_TYPE)


def _csv(changeset: Changeset) -> StreamingHttpResponse:
    columns = [
        ExportColumn(column.title, partial(_cell, column.key, dict(column.choices)))
        for column in _layout_of_wrong(changeset).columns
    ]
    columns.append(ExportColumn(REASON, itemgetter(1)))
    return csv_response(
        _name(changeset),
        columns,
        _refused(changeset),
        source=title_of(changeset),
        as_of=timezone.localdate(changeset.staged_at),
    )


def _name(changeset: Changeset) -> str:
    return f"{changeset.pk}-refused"


def _wrong(changeset: Changeset) -> QuerySet[ChangesetRow]:
    return ChangesetRow.objects.filter(changeset=changeset, verdict=Verdict.WRONG).in_order()


def _layout_of_wrong(changeset: Changeset) -> Layout:
    """Return the layout whose columns the first wrong row was typed in, else the template's."""
    layouts = changeset.its_kind.layouts(changeset.scope)
    first = _wrong(changeset).first()
    typed = cells_of(first).keys() if first and first.typed else ()
    return next(
        (one for one in layouts if {c.key for c in one.columns}.issuperset(typed)), layouts[0]
    )


def _refused(changeset: Changeset) -> Iterator[Refused]:
    headings = dict(changeset.its_kind.fields(changeset.scope))
    for row in _wrong(changeset).iterator(chunk_size=2000):
        reasons = [complaint_words(one, headings) for one in row.complaints]
        yield cells_of(row), _("; ").join(reasons)


def _cell(key: str, titles: Mapping[str, str], refused: Refused) -> str:
    """Return a cell as it was typed, a stored choice by its title."""
    text = refused[0].get(key, "")
    return titles.get(text, text)


def cells_of(row: ChangesetRow) -> Mapping[str, str]:
    typed: dict[str, str] = json.loads(row.typed) if row.typed else {}
    return typed or {"code": row.key.partition(".")[0], "name": row.name, **json.loads(row.after)}
