"""Undoing a changeset: another one, made of its rows, that is looked at before it is applied."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.changesets.actions.guards import require_state
from tracker.changesets.actions.staging import Subject, stage, stage_undo
from tracker.changesets.models import Changeset, ChangesetRow, values_of
from tracker.changesets.registry import Wish
from tracker.changesets.terms import MOST_DIRECT, Source, State
from tracker.people.models import User
from tracker.people.permissions import require


def undo(*, by: User, changeset: Changeset) -> Changeset:
    """Stage the undoing of an applied changeset and return it.

    Rows that somebody has edited since are disputed, and keep the later edit until the person
    chooses otherwise. Raises Denied, and Refused where it is not applied, or undone already.
    """
    require(by, changeset.its_kind.permission, changeset.area_id)
    require_state(changeset, State.APPLIED)
    if never := changeset.its_kind.against_undo(changeset.scope):
        raise Refused(never)
    others = Changeset.objects.unscoped("whether it is undone already concerns whoever undoes it")
    if others.filter(undoes=changeset, state__in=(State.APPLYING, State.APPLIED)).exists():
        raise Refused(_("This changeset has been undone already. Undo the undoing instead."))
    subject = Subject(changeset.kind, changeset.campaign, changeset.area, changeset.scope.details)
    if changeset.rows_applied > MOST_DIRECT:
        return stage_undo(by=by, subject=subject, undoes=changeset)
    wishes = list(_wishes(changeset))
    return stage(by=by, subject=subject, wishes=wishes, source=Source.UNDO, undoes=changeset)


def wishes_of(undoing: Changeset) -> Iterator[Wish]:
    """Yield what an undoing changeset wants: what stood before, where it was written."""
    assert undoing.undoes is not None  # noqa: S101 -- its source says so
    return _wishes(undoing.undoes)


def _wishes(changeset: Changeset) -> Iterator[Wish]:
    kind, scope = changeset.its_kind, changeset.scope
    rows = ChangesetRow.objects.filter(changeset=changeset).going().in_order()
    for row in rows.iterator(chunk_size=2000):
        after = values_of(row.after)
        before = {name: value for name, value in values_of(row.before).items() if name in after}
        yield Wish(row.number, row.key, kind.undone(scope, before, after), base=after)
