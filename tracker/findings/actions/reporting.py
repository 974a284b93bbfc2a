"""Reporting: problems get their numbers, their last days, and begin their way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.campaigns.holding import hold_year
from tracker.campaigns.models import Campaign, Standard
from tracker.campaigns.terms import StarKey
from tracker.campaigns.terms import State as Year
from tracker.clocks.deadlines import Course, solve_by
from tracker.clocks.standing import Clocks
from tracker.clocks.terms import Severity
from tracker.findings.actions.numbers import next_number
from tracker.findings.actions.turns import AT_ONCE, held
from tracker.findings.inputs import Report, Source
from tracker.findings.models import LONGEST_TEXT, Finding, FindingStep
from tracker.findings.record import finding_change
from tracker.findings.terms import Handling, Origin, State, Verb
from tracker.history.record import Change, record_all
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.places.models import Area
from tracker.places.terms import CODE_LENGTHS, Level

_COUNTY = CODE_LENGTHS[Level.COUNTY]


@transaction.atomic
def report_many(
    *, by: User, campaign: Campaign, reports: Sequence[Report], source: Source
) -> list[Finding]:
    """Report problems, all or none; return them with their numbers, in the order given.

    Raises Denied without FINDINGS_REPORT at a unit; Refused for a year that does not run, a
    unit that is none, an empty text, or a last day before today.
    """
    findings, changes = report_in_transaction(
        by=by, campaign=campaign, reports=reports, source=source
    )
    record_all(changes, by=by)
    return findings


def report_in_transaction(
    *,
    by: User,
    campaign: Campaign,
    reports: Sequence[Report],
    source: Source,
    again_of: Finding | None = None,
) -> tuple[list[Finding], list[Change]]:
    """Do it inside the caller's transaction, whose events are recorded last, with these."""
    for one in reports:
        require(by, Permission.FINDINGS_REPORT, one.area)
    hold_year(campaign)
    if campaign.state != Year.RUNNING:
        raise Refused(_("%(year)s is not running.") % {"year": campaign.pk})
    today = timezone.localdate()
    areas = Area.objects.in_bulk([one.area for one in reports])
    standards = Standard.objects.filter(star__scheme__campaign=campaign).in_bulk(
        [one.standard for one in reports if one.standard]
    )
    clocks = Clocks(campaign.pk)
    rows = []
    for one in reports:
        _refuse_faulty(one, areas.get(one.area), standards, today)
        row = _row(one, areas[one.area], campaign, clocks=clocks, today=today, by=by)
        row.origin, row.origin_key = source.origin, source.key
        row.origin_name, row.figure_id = source.name[:160], source.figure
        if again_of:
            row.again_of, row.weight = again_of, again_of.weight + 1
        rows.append(row)
    return rows, _insert(rows, today)


@transaction.atomic
def report_again(
    *, by: User, finding: Finding, what: str, due_on: dt.date | None = None
) -> Finding:
    """Report that what was closed has come back: a new finding that points to the old one.

    It weighs more, and is major from the second time on. Raises Refused where the old one is
    not closed, or has come back already.
    """
    (old,) = held(Q(pk=finding.pk))
    require(by, Permission.FINDINGS_REPORT, old.area_id)
    if old.state != State.CLOSED:
        raise Refused(_("It is not closed. Return it instead, so that it is put right."))
    if again := Finding.objects.unscoped("only its number").filter(again_of=old).first():
        raise Refused(
            _("That it came back is reported already: %(number)s.") % {"number": again.number}
        )
    report = Report(
        area=old.area_id,
        what=what,
        severity=Severity.MAJOR if old.weight > 1 else old.severity,
        handling=Handling.DEADLINE,
        star=old.star,
        standard=old.standard_id,
        due_on=due_on,
    )
    source = Source(Origin.OFFICE, "", _("Came back after %(number)s") % {"number": old.number})
    findings, changes = report_in_transaction(
        by=by, campaign=old.campaign, reports=[report], source=source, again_of=old
    )
    record_all(changes, by=by)
    return findings[0]


def _refuse_faulty(
    one: Report, area: Area | None, standards: dict[int, Standard], today: dt.date
) -> None:
    if area is None or area.level not in (Level.VILLAGE, Level.STREET):
        raise Refused(_("A finding is reported at a village, a community or a street."))
    if area.valid_until and area.valid_until <= today:
        raise Refused(_("%(area)s has ended.") % {"area": area.name})
    text = one.what.strip()
    if not text:
        raise Refused(_("Say what was found."))
    if len(text) > LONGEST_TEXT:
        raise Refused(_("Use at most %(longest)s characters.") % {"longest": LONGEST_TEXT})
    if one.due_on and one.due_on < today:
        raise Refused(_("The last day lies in the past."))
    if one.found_on and one.found_on > today:
        raise Refused(_("It cannot be found on a day to come."))
    known = one.star in ("", *StarKey.values) and one.severity in Severity.values
    if not known or one.handling not in Handling.values:
        raise Refused(_("Choose star, severity and way of putting right from the lists."))
    if one.standard and one.standard not in standards:
        raise Refused(_("This standard is none of this year."))


def _row(
    one: Report, area: Area, campaign: Campaign, *, clocks: Clocks, today: dt.date, by: User
) -> Finding:
    course = Course(today, Severity(one.severity), due_on=one.due_on)
    county = area.pk[:_COUNTY]
    number = next_number(f"finding-{campaign.pk}-{county}")
    return Finding(
        number=f"{campaign.pk}-{county}-{number:04d}",
        campaign=campaign,
        area=area,
        star=one.star,
        standard_id=one.standard,
        what=one.what.strip(),
        severity=one.severity,
        handling=one.handling,
        found_on=one.found_on or today,
        responsible=area,
        responsible_level=area.level,
        due_on=solve_by(course, clocks.of(area.pk).clock).day,
        due_is_own=one.due_on is not None,
        reported_at=timezone.now(),
        reported_by=by,
        changed_by=by,
    )


def _insert(rows: Sequence[Finding], today: dt.date) -> list[Change]:
    Finding.objects.unscoped("asked for, unit by unit").bulk_create(rows, batch_size=AT_ONCE)
    FindingStep.objects.bulk_create(
        [
            FindingStep(
                finding=row,
                version=row.version,
                round=row.round,
                verb=Verb.REPORT,
                source=row.state,
                target=row.state,
                due_on=row.due_on,
                level=row.responsible_level,
                done_on=today,
                done_at=row.reported_at,
                done_by=row.reported_by,
            )
            for row in rows
        ],
        batch_size=AT_ONCE,
    )
    return [finding_change(row, Verb.REPORT, {}) for row in rows]
