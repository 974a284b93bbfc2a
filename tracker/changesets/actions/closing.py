"""Deciding about disputed rows, withdrawing, taking back what a job gave up."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.changesets.actions.guards import held, require_own, require_state, save
from tracker.changesets.models import Changeset, ChangesetPart, ChangesetRow
from tracker.changesets.record import kept
from tracker.changesets.terms import Choice, State, Verdict
from tracker.history.record import recorded_last
from tracker.jobs.terms import ENDED
from tracker.jobs.terms import State as JobState
from tracker.people.models import User

GIVEN_UP = (JobState.FAILED, JobState.CANCELLED)


def choose(*, by: User, changeset: Changeset, choices: Mapping[int, str], seen: int) -> None:
    """Decide about disputed rows: {primary key: `Choice`}; under 0 all that are still open.

    Raises Overtaken, and Refused for a row that is not disputed. No event: what is decided is
    told when it is applied.
    """
    with recorded_last(by=by):
        row = held(changeset, seen)
        require_state(row, State.STAGED)
        require_own(row, by)
        disputed = ChangesetRow.objects.filter(changeset=row, verdict=Verdict.DISPUTED)
        for choice in (Choice.MINE, Choice.THEIRS):
            keys = [key for key, chosen in choices.items() if chosen == choice and key]
            if disputed.filter(pk__in=keys).update(choice=choice) != len(keys):
                raise Refused(_("One of these rows is not disputed. Look at the page again."))
        if rest := choices.get(0):
            disputed.filter(choice=Choice.OPEN).update(choice=Choice(rest))


def withdraw(*, by: User, changeset: Changeset, seen: int) -> None:
    """Withdraw what is not applied, also while it is being read. Raises Refused, Overtaken."""
    with recorded_last(by=by):
        row = held(changeset, seen)
        require_state(row, State.STAGED, State.READING)
        require_own(row, by)
        if row.state == State.READING and row.job and row.job.state not in ENDED:
            raise Refused(_("It is being read. Cancel that work first, or wait for it."))
        before = kept(row)
        ChangesetPart.objects.filter(changeset=row).delete()
        row.state, row.ended = State.WITHDRAWN, timezone.now()
        save(row, "withdraw", before, by=by)


def take_back(*, by: User, changeset: Changeset, seen: int) -> None:
    """Bring a changeset back to preview whose work was cancelled or failed: nothing is written."""
    with recorded_last(by=by):
        row = held(changeset, seen)
        require_state(row, State.APPLYING)
        require_own(row, by)
        if row.job is None or row.job.state not in GIVEN_UP:
            raise Refused(_("The work has not ended. Wait for it, or cancel it first."))
        before = kept(row)
        row.state = State.STAGED
        row.confirmed_at = row.confirmed_by = None
        save(row, "hold_back", before, by=by)
