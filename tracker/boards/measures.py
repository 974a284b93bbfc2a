"""What a board counts, column by column, and how the list behind a column is asked for it.

A column says both: the condition that is counted, and the parameters of the list that shows the
same rows. A test opens every list and compares.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.clocks.terms import Colour
from tracker.findings.querysets import aged, overdue
from tracker.findings.terms import OPEN
from tracker.findings.terms import State as Found
from tracker.inspections.querysets import of_plan, visit_stands
from tracker.inspections.terms import Plan, VisitState
from tracker.projects.terms import State as Project
from tracker.worklist.querysets import timed
from tracker.worklist.terms import State as Work
from tracker.worklist.terms import Timing

Asked = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Column:
    """One number of a board: its heading, what is counted, and what the list is asked."""

    key: str
    label: str | Promise
    counted: Q
    asked: Asked


def finding_columns(today: dt.date) -> list[Column]:
    """Findings that are not closed, by age; overdue; closed."""
    open_now, asked = Q(state__in=OPEN), {"stands": "open"}
    ages = {
        "week": _("Open up to 7 days"),
        "month": _("Open 8 to 30 days"),
        "older": _("Open over 30 days"),
    }
    return [
        Column("open", _("Not closed"), open_now, asked),
        *(
            Column(f"age_{age}", words, open_now & aged(age, today), {**asked, "age": age})
            for age, words in ages.items()
        ),
        Column("overdue", _("Overdue"), overdue(today), {"stands": "overdue"}),
        Column("closed", _("Closed"), Q(state=Found.CLOSED), {"state": str(Found.CLOSED)}),
    ]


def colour_columns() -> list[Column]:
    """Villages by the colour of a frozen week, the gravest first."""
    shown = (Colour.RED, Colour.YELLOW, Colour.BLUE)
    return [Column(one, one.label, Q(colour=one), {"colour": str(one)}) for one in shown]


def work_columns(today: dt.date) -> list[Column]:
    """Work by the week in which it is due, then what is reported and what is confirmed."""
    return [
        *(Column(one, one.label, timed(one, today), {"due": str(one)}) for one in Timing),
        _of_state(Work.FINISHED, _("Reported as done")),
        _of_state(Work.CONFIRMED, _("Done and confirmed")),
    ]


def visit_columns(today: dt.date) -> list[Column]:
    """Visits of inspection rounds: planned, added, made, to come, left out."""
    return [
        *(
            Column(one, words, of_plan(one), {"plan": str(one)})
            for one, words in (
                (Plan.PLANNED, _("Visits planned")),
                (Plan.ADDED, _("Visits added")),
            )
        ),
        *(
            Column(one, words, visit_stands(one, today), {"stands": str(one)})
            for one, words in (
                (VisitState.VISITED, _("Visited")),
                (VisitState.AHEAD, _("To be visited")),
                (VisitState.MISSING, _("Missing")),
            )
        ),
    ]


def project_columns() -> list[Column]:
    """Projects by how far they have come."""
    waiting = [str(Project.LISTED), str(Project.MATCHED)]
    return [
        _of_state(Project.PROPOSED, _("Proposed")),
        Column("listed", _("On the list"), Q(state__in=waiting), {"state": waiting}),
        _of_state(Project.UNDERWAY, _("Under way")),
        _of_state(Project.FINISHED, _("To be accepted")),
        _of_state(Project.COMPLETED, _("Completed")),
    ]


def _of_state(state: str, label: str | Promise) -> Column:
    return Column(str(state), label, Q(state=state), {"state": str(state)})
