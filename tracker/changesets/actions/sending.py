"""Rows that a program sends: read by the same rules as those of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.changesets.actions.guards import kind_called
from tracker.changesets.actions.reading import wish_of
from tracker.changesets.actions.staging import Subject
from tracker.changesets.columns import layouts_in_all_languages
from tracker.changesets.registry import Layout, Scope, Wish
from tracker.sheets.entries import read_entries
from tracker.sheets.faults import UnreadableError
from tracker.sheets.terms import Row

Sent = Mapping[str, str]  # {key of a column: what stands in the cell}


def wishes_sent(subject: Subject, rows: Sequence[Sent]) -> list[Wish]:
    """Return what the rows want, the first being row 1; what is wrong with one goes with it.

    Raises Refused for a kind that takes no tables, and for a column that none of its tables has.
    """
    kind = kind_called(subject.kind)
    scope = Scope(subject.campaign.pk, subject.area.pk, dict(subject.details))
    layouts = layouts_in_all_languages(kind, scope) if kind.by_file else []
    if not layouts:
        raise Refused(_("These entries are not taken from programs."))
    named = list(dict.fromkeys(name for row in rows for name in row))
    layout = _with_columns(layouts, named)
    titles = {column.key: column.title for column in layout.columns}
    table = [Row(0, tuple(titles[name] for name in named))]
    table += [
        Row(number, tuple(row.get(name, "") for name in named))
        for number, row in enumerate(rows, start=1)
    ]
    try:
        entries = list(read_entries(table, layout.columns, map(str, layout.ignored)))
    except UnreadableError as error:
        raise Refused(_("A column is missing: %(columns)s.") % _missing(layout, named)) from error
    return [wish for entry in entries if (wish := wish_of(layout, entry)) is not None]


def _with_columns(layouts: Iterable[Layout], named: Sequence[str]) -> Layout:
    """Return the first layout that has all these columns."""
    known: set[str] = set()
    for layout in layouts:
        keys = {column.key for column in layout.columns}
        if keys.issuperset(named):
            return layout
        known |= keys
    words = {
        "unknown": "、".join(name for name in named if name not in known) or "、".join(named),
        "known": "、".join(sorted(known)),
    }
    raise Refused(_("There is no column %(unknown)s here. These are: %(known)s.") % words)


def _missing(layout: Layout, named: Sequence[str]) -> dict[str, str]:
    required = [one.key for one in layout.columns if one.required and one.key not in named]
    return {"columns": "、".join(required)}
