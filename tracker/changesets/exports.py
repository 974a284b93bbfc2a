"""Files of changesets: the template to be filled in, and the rows that were refused."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.utils.translation import gettext as _

from tracker.changesets.columns import REASON, SIGNER, meta_of
from tracker.changesets.models import Changeset, ChangesetRow
from tracker.changesets.registry import Scope
from tracker.changesets.terms import Verdict
from tracker.changesets.wording import complaint_words
from tracker.people.models import User
from tracker.sheets.template import write_refused, write_template


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


def refused_of(changeset: Changeset) -> IO[bytes]:
    """Return the wrong rows in the template's layout, as they were typed, each with its reasons.

    Where a row came from elsewhere than a file, its cells are those of its values.
    """
    kind, scope = changeset.its_kind, changeset.scope
    layout = kind.layouts(scope)[0]
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_refused(
        file,
        columns=layout.columns,
        rows=_refused(changeset, scope),
        reason=str(REASON),
        meta=meta_of(changeset),
        signer=SIGNER,
    )
    file.seek(0)
    return file


def _refused(changeset: Changeset, scope: Scope) -> Iterator[tuple[Mapping[str, str], str]]:
    headings = dict(changeset.its_kind.fields(scope))
    rows = ChangesetRow.objects.filter(changeset=changeset, verdict=Verdict.WRONG).in_order()
    for row in rows.iterator(chunk_size=2000):
        reasons = [complaint_words(one, headings) for one in row.complaints]
        yield cells_of(row), _("; ").join(reasons)


def cells_of(row: ChangesetRow) -> Mapping[str, Any]:
    typed: dict[str, str] = json.loads(row.typed) if row.typed else {}
    return typed or {"code": row.key.partition(".")[0], "name": row.name, **json.loads(row.after)}
