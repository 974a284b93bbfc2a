"""Visits, the issues seen there, and help in numbers."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.contacts.actions.guards import (
    against_area,
    against_branch,
    against_empty,
    against_future,
    refuse,
)
from tracker.contacts.inputs import Counted, Seen
from tracker.contacts.models import HelpCount, Visit
from tracker.findings.actions.reporting import report_many
from tracker.findings.inputs import Report, Source
from tracker.findings.models import Finding
from tracker.findings.terms import Origin
from tracker.history.actions import add_recorded, change_seen
from tracker.history.record import recorded_last
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.places.models import Area


def visit(*, by: User, area: Area, said: Seen) -> Visit:
    """Write down a visit. Raises Denied, Refused."""
    with recorded_last(by=by):
        require(by, Permission.CONTACTS_ENTER, area.pk)
        refuse(against_branch(area) or against_future(said.visited_on))
        refuse(against_empty(said.department, said.seen))
        row = Visit(
            area=area,
            department=said.department.strip(),
            visited_on=said.visited_on,
            seen=said.seen.strip(),
            comes_next=said.comes_next.strip(),
            changed_by=by,
        )
        add_recorded(row, verb="visit", by=by)
    return row


def key_of(row: Visit) -> str:
    """Return how a finding names the visit that it comes from."""
    return f"visit:{row.pk}"


def report_issue(*, by: User, row: Visit, campaign: Campaign, report: Report) -> Finding:
    """Report an issue seen on a visit as a finding, which goes its own way to zero.

    Raises Denied without the right to report findings there; Refused as reporting does.
    """
    source = Source(Origin.VISIT, key_of(row), str(row))
    [finding] = report_many(by=by, campaign=campaign, reports=[report], source=source)
    return finding


def count_help(*, by: User, area: Area, said: Counted) -> HelpCount:
    """Enter the numbers of a day; once more for the same day corrects them."""
    with recorded_last(by=by):
        require(by, Permission.CONTACTS_ENTER, area.pk)
        refuse(against_area(area) or against_future(said.counted_on))
        if said.solved > said.problems:
            raise Refused(_("More problems are solved than there are. Correct one of them."))
        numbers = {"families": said.families, "problems": said.problems, "solved": said.solved}
        rows = HelpCount.objects.unscoped("the right of the area is asked for above")
        held = rows.select_for_update(no_key=True)
        there = held.filter(area=area, counted_on=said.counted_on).first()
        if there:
            if any(getattr(there, name) != number for name, number in numbers.items()):
                change_seen(there, numbers, seen=there.version, verb="count_help", by=by)
            return there
        row = HelpCount(area=area, counted_on=said.counted_on, changed_by=by, **numbers)
        try:
            with transaction.atomic():
                add_recorded(row, verb="count_help", by=by)
        except IntegrityError as error:  # somebody else entered that day in this moment
            raise Refused(_("Somebody entered this day just now. Look at it again.")) from error
    return row
