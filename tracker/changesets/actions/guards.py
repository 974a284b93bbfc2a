"""What every action of this room asks first."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tracker.access.refusals import Overtaken, Refused
from tracker.changesets.models import Changeset
from tracker.changesets.record import changeset_change
from tracker.changesets.registry import KINDS, Kind
from tracker.changesets.terms import State
from tracker.history.record import tell
from tracker.people.models import User

_WRITTEN = (
    *("state", "version", "confirmed_at", "confirmed_by", "ended", "job", "faults"),
    *("rows_new", "rows_changed", "rows_same", "rows_wrong", "rows_disputed", "rows_applied"),
)


def kind_called(name: str) -> Kind:
    if name not in KINDS:
        raise Refused(_("There is no such kind of changes."))
    return KINDS[name]


def held(changeset: Changeset, seen: int | None = None) -> Changeset:
    """Return the changeset, held until the transaction ends. Raises Overtaken."""
    everything = Changeset.objects.unscoped("the person or the job has it already")
    locked = everything.select_for_update(no_key=True, of=("self",)).select_related("area")
    row: Changeset = locked.get(pk=changeset.pk)
    if seen is not None and row.version != seen:
        raise Overtaken(_("The changeset has moved on since you read this page."), (row,))
    return row


def require_state(changeset: Changeset, *states: State) -> None:
    if changeset.state not in states:
        words = {"state": State(changeset.state).label}
        raise Refused(_("That is not possible now: the changeset is “%(state)s”.") % words)


def require_own(changeset: Changeset, by: User) -> None:
    """Only who staged it goes on with it: what is entered is the entry of one person."""
    if changeset.staged_by_id != by.pk:
        raise Refused(_("Only the person who staged these changes can do that."))


def save(changeset: Changeset, verb: str, before: dict[str, Any], *, by: User) -> None:
    """Write what an action changed of a changeset, and tell it."""
    changeset.version += 1
    changeset.save(update_fields=_WRITTEN)
    tell([changeset_change(changeset, verb, before)], by=by)
