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
from tracker.people.models import User
from tracker.sheets.entries import read_entries
from tracker.sheets.faults import UnreadableError
from tracker.sheets.terms import Row

Sent = Mapping[str, str]  # {key of a column: what stands in the cell}


def wishes_sent(subject: Subject, rows: Sequence[Sent], *, by: User) -> list[Wish]:
    """Return what the rows want, the first being row 1; what is wrong with one goes with it.

    Raises Refused for a kind that takes nothing from programs, for details that it does not know,
    and for a column that none of its tables has.
    """
    kind = kind_called(subject.kind)
    if not kind.by_program:
        raise Refused(_("These entries are not taken from programs."))
    scope = Scope(subject.campaign.pk, subject.area.pk, dict(subject.details))
    if against := kind.against_scope(scope):
        raise Refused(against)
    named = list(dict.fromkeys(name for row in rows for name in row))
    if kind.by_file:
        return _as_of_file(layouts_in_all_languages(kind, scope), named, rows)
    if unknown := [name for name in named if name not in kind.sent_columns]:
        raise _no_such(unknown, kind.sent_columns)
    if missing := [name for name in kind.sent_columns if name not in named]:
        raise _missing(missing)
    return kind.wishes(scope, rows, by=by)


def _as_of_file(
    layouts: Sequence[Layout], named: Sequence[str], rows: Sequence[Sent]
) -> list[Wish]:
    """Read the rows as if a file had them."""
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
        required = [one.key for one in layout.columns if one.required]
        raise _missing([key for key in required if key not in named]) from error
    return [wish for entry in entries if (wish := wish_of(layout, entry)) is not None]


def _with_columns(layouts: Iterable[Layout], named: Sequence[str]) -> Layout:
    """Return the first layout that has all these columns."""
    known: set[str] = set()
    for layout in layouts:
        keys = {column.key for column in layout.columns}
        if keys.issuperset(named):
            return layout
        known |= keys
    raise _no_such([name for name in named if name not in known] or named, sorted(known))


def _no_such(unknown: Iterable[str], known: Iterable[str]) -> Refused:
    words = {"unknown": "、".join(unknown), "known": "、".join(known)}
    return Refused(_("There is no column %(unknown)s here. These are: %(known)s.") % words)


def _missing(columns: Iterable[str]) -> Refused:
    return Refused(_("A column is missing: %(columns)s.") % {"columns": "、".join(columns)})
