"""Changesets in words: their titles, what is wrong, events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from tracker.changesets.registry import KINDS, Complaint
from tracker.changesets.terms import State
from tracker.jobs.wording import say, shown
from tracker.sheets.faults import Fault
from tracker.sheets.wording import SENTENCES

TWICE = gettext_noop("The rows %(rows)s name the same. Keep one of them.")
OTHER_YEAR = gettext_noop(
    "The file was made for %(theirs)s, not for %(ours)s. Download the template of this year."
)
OTHER_AREA = gettext_noop(
    "The file was made for the area %(theirs)s, not for %(ours)s. Choose that area, or download "
    "the template anew."
)
OTHER_KIND = gettext_noop("The file was made for other entries. Download the template anew.")
NO_ROWS = gettext_noop("The file says nothing: no row is filled in.")
OUTSIDE = gettext_noop("The code %(code)s does not lie in the area chosen, %(area)s.")
NOT_THERE = gettext_noop("There is nothing of this kind with the code %(code)s.")

NEXT = {
    State.READING: gettext_lazy("The rows are read and compared with what stands."),
    State.STAGED: gettext_lazy("Nothing is written yet. Look at the rows, then apply or withdraw."),
    State.APPLYING: gettext_lazy("The rows are written; all of them or none."),
    State.APPLIED: gettext_lazy("All rows that were to be written are written."),
    State.UNREADABLE: gettext_lazy(
        "Nothing was written. Correct the file and upload it once more."
    ),
    State.WITHDRAWN: gettext_lazy("Nothing was written."),
}
# What to do where the work behind it was cancelled or failed.
BROKEN_OFF = {
    State.READING: gettext_lazy(
        "The reading has been stopped. Begin that work anew, or withdraw: nothing was written."
    ),
    State.APPLYING: gettext_lazy(
        "The writing has been stopped: no row was written. Take it back to preview."
    ),
}
SENTENCES_OF_EVENTS = {
    "changesets.stage": gettext_lazy("staged a changeset (%(rows)s)"),
    "changesets.upload": gettext_lazy("gave rows to be read"),
    "changesets.refuse": gettext_lazy("a file could not be read"),
    "changesets.confirm": gettext_lazy("confirmed the changeset"),
    "changesets.apply": gettext_lazy("applied the changeset (%(rows)s)"),
    "changesets.hold_back": gettext_lazy("did not apply the changeset: rows have changed since"),
    "changesets.withdraw": gettext_lazy("withdrew the changeset"),
}
_ROWS = {
    "new": gettext_lazy("%(n)s new"),
    "changed": gettext_lazy("%(n)s changed"),
    "same": gettext_lazy("%(n)s same"),
    "wrong": gettext_lazy("%(n)s wrong"),
    "disputed": gettext_lazy("%(n)s disputed"),
    "applied": gettext_lazy("%(n)s written"),
}


def title_of(changeset: Any) -> str:
    """Return what a changeset is called: kind, year, area; its area must be loaded."""
    kind = KINDS.get(changeset.kind)
    words = {
        "kind": kind.title if kind else changeset.kind,
        "year": changeset.campaign_id,
        "area": changeset.area.official_name,
    }
    subtitle = kind.subtitle(changeset.scope) if kind else ""
    if subtitle:
        title = _("%(kind)s %(subtitle)s, %(area)s %(year)s") % (words | {"subtitle": subtitle})
    else:
        title = _("%(kind)s, %(area)s %(year)s") % words
    if changeset.undoes_id:
        return _("Undoing %(number)s: %(title)s") % {"number": changeset.undoes_id, "title": title}
    return title


def from_fault(fault: Fault, *, of_row: bool = False) -> Complaint:
    """Return a fault of a file as a complaint: the sentence untranslated, to be said later.

    ``of_row``: it is kept with its row, so the number of the row need not be said.
    """
    with translation.override("en"):
        text = str(SENTENCES[fault.wrong])
    row = "" if of_row or fault.row is None else f"{fault.row}:"
    return Complaint(say(text, **fault.values), f"{row}{fault.column}")


def complaint_words(complaint: Complaint, headings: Mapping[str, str]) -> str:
    """Return a complaint in the reader's language, with the column it is about."""
    words = shown(complaint.text)
    if not complaint.column:
        return words
    row, colon, column = complaint.column.partition(":")
    if colon:
        place = {"row": row, "column": column, "message": words}
        if column:
            return _("Row %(row)s, column “%(column)s”: %(message)s") % place
        return _("Row %(row)s: %(message)s") % place
    column = headings.get(complaint.column, complaint.column)
    return _("%(column)s: %(message)s") % {"column": column, "message": words}


def counts_of(changeset: Any) -> dict[str, int]:
    """Return how many rows of each verdict there are, and how many were written."""
    counts = {name: int(getattr(changeset, f"rows_{name}")) for name in _ROWS}
    return {name: count for name, count in counts.items() if count}


def rows_in_words(rows: object) -> str:
    """Return the counts of an event or a page: 3 new, 12 changed."""
    if not isinstance(rows, dict) or not rows:
        return _("no row")
    return _(", ").join(str(_ROWS[name]) % {"n": n} for name, n in rows.items() if name in _ROWS)


def sentence(action: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """Return what an event says, without who and when."""
    if action not in SENTENCES_OF_EVENTS:
        return action
    return str(SENTENCES_OF_EVENTS[action]) % {"rows": rows_in_words(after.get("rows"))}
