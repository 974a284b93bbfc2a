"""One finding's way through one or more steps, and the writing of many such ways at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Overtaken
from tracker.clocks.deadlines import Clock
from tracker.clocks.ladder import unwritten
from tracker.findings.inputs import Charge
from tracker.findings.models import Finding, FindingStep
from tracker.findings.record import finding_change, kept
from tracker.findings.terms import UNSOLVED, State, Verb
from tracker.findings.workflow import Move
from tracker.history.record import Change
from tracker.people.models import User
from tracker.places.terms import CODE_LENGTHS, Level

WRITTEN = (
    *("state", "round", "version", "said", "due_on", "due_is_own", "climbed_to"),
    *("responsible_id", "responsible_level", "duty", "assigned_on", "feedback_on"),
    *("rectified_on", "rectified_by", "verified_by", "closed_on", "changed_at", "changed_by"),
)
AT_ONCE = 500  # rows of one statement


class Turn:
    """A finding that is changed in memory first; `write` makes it so, or says who was faster.

    ``row`` is held by the transaction. ``by`` is None where the clock acts.
    """

    def __init__(self, row: Finding, *, by: User | None, today: dt.date) -> None:
        self.row, self.by, self.today = row, by, today
        self.began = (row.state, row.version)
        self.steps: list[FindingStep] = []
        self.changes: list[Change] = []
        self.at: dt.datetime = timezone.now()

    def climb(self, clock: Clock) -> None:
        """Make good the rungs that were reached until today and are not written yet."""
        row = self.row
        if row.state not in UNSOLVED:
            return
        level = Level(row.responsible_level)
        for rung in unwritten(level, row.due_on, self.today, clock, row.climbed_to):
            before = kept(row)
            row.climbed_to = rung.level
            self._done(Verb.CLIMB, row.state, before, level=rung.level, on=rung.since)

    def make(self, move: Move, said: str, charge: Charge | None = None) -> None:
        """Go along one row of the table."""
        before, source = kept(self.row), self.row.state
        self.row.state = move.target
        if charge:
            self._charge(charge)
        self._mark(move.verb)
        self._done(move.verb, source, before, said=said)

    def extend(self, verb: Verb, said: str, until: dt.date | None = None) -> None:
        """Write a step about more time; ``until`` is the new last day, if one was granted."""
        before = kept(self.row)
        if until:
            self.row.due_on, self.row.due_is_own, self.row.climbed_to = until, True, ""
        self._done(verb, self.row.state, before, said=said)

    def _charge(self, charge: Charge) -> None:
        self.row.responsible_id = self.row.area_id[: CODE_LENGTHS[Level(charge.level)]]
        self.row.responsible_level = charge.level
        self.row.duty = charge.duty

    def _mark(self, verb: Verb) -> None:
        row = self.row
        if verb == Verb.ASSIGN:
            row.assigned_on = self.today
        elif verb == Verb.FEEDBACK:
            row.feedback_on = row.feedback_on or self.today
        elif verb == Verb.RECTIFY:
            row.rectified_on, row.rectified_by = self.today, self.by
        elif verb == Verb.VERIFY:
            row.verified_by = self.by
        elif verb == Verb.RETURN:
            row.rectified_on = row.rectified_by = row.verified_by = None
        elif verb == Verb.CLOSE:
            row.closed_on = self.today

    def _done(
        self,
        verb: Verb,
        source: str,
        before: dict[str, object],
        *,
        said: str = "",
        level: str = "",
        on: dt.date | None = None,
    ) -> None:
        row = self.row
        row.version += 1
        self.steps.append(
            FindingStep(
                finding_id=row.pk,
                version=row.version,
                round=row.round,
                verb=verb,
                source=source,
                target=row.state,
                due_on=row.due_on,
                level=level or row.responsible_level,
                said=said,
                done_on=on or self.today,
                done_at=self.at,
                done_by=self.by,
            )
        )
        row.round += verb == Verb.RETURN
        row.said = said or row.said
        row.changed_at = self.at
        row.changed_by = self.by or row.changed_by
        self.changes.append(finding_change(row, verb, before, said=said))


def held(conditions: Q) -> list[Finding]:
    """Return the findings, held until the transaction ends, in the order of their numbers."""
    rows = Finding.objects.unscoped("the action asks for the right of each row")
    loaded = rows.filter(conditions).select_related("area", "campaign")
    return list(loaded.select_for_update(no_key=True, of=("self",)).order_by("number"))


def write(turns: Sequence[Turn]) -> list[Change]:
    """Write the ways in the caller's transaction; return their events, to be recorded last.

    Raises Overtaken where a row is no longer what it was read as.
    """
    rows = Finding.objects.unscoped("the rows are held and were asked for")
    for turn in turns:
        if not turn.steps:
            continue
        state, version = turn.began
        same = rows.filter(pk=turn.row.pk, state=state, version=version)
        if not same.update(**{name: getattr(turn.row, name) for name in WRITTEN}):
            raise overtaken([turn.row])
    FindingStep.objects.bulk_create(
        [step for turn in turns for step in turn.steps], batch_size=AT_ONCE
    )
    return [change for turn in turns for change in turn.changes]


def overtaken(rows: Iterable[Finding]) -> Overtaken:
    """Return the refusal for who had read what is no longer there."""
    return Overtaken(
        _("Somebody changed it after you had read it. Nothing was written."), tuple(rows)
    )


def is_open(row: Finding) -> bool:
    return row.state not in (State.CLOSED, State.WITHDRAWN)
