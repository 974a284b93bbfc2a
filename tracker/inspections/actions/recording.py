"""Recording what was seen at one unit: begun, kept while typing, submitted once."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Denied, Refused
from tracker.access.terms import Permission
from tracker.campaigns.holding import hold_year
from tracker.campaigns.models import Standard
from tracker.campaigns.terms import State as Year
from tracker.findings.actions.reporting import report_in_transaction
from tracker.findings.inputs import Report, Source
from tracker.findings.models import Finding
from tracker.findings.terms import Origin
from tracker.history.record import Change, record, record_all
from tracker.inspections.inputs import Paper
from tracker.inspections.models import (
    Draft,
    Inspection,
    InspectionResult,
    InspectionScore,
    PlannedVisit,
)
from tracker.inspections.standing.kinds import kind_called, kind_name
from tracker.inspections.terms import MOST_FINDINGS, RoundState, State
from tracker.people.models import User
from tracker.people.permissions import may
from tracker.places.models import Area
from tracker.ratings.terms import Result


@transaction.atomic
def begin(*, by: User, visit: PlannedVisit) -> Inspection:
    """Begin to record a planned visit; return what is there if it was begun before.

    Raises Denied for anybody but its inspector, Refused for a round that is closed.
    """
    require_own(by, visit)
    rows = Inspection.objects.unscoped("it is the inspector's own")
    if found := rows.filter(visit=visit).first():
        return found
    _refuse_over(visit)
    today = timezone.localdate()
    try:
        with transaction.atomic():
            row = rows.create(
                visit=visit,
                campaign=visit.round.campaign,
                area=visit.area,
                inspected_on=today,
                begun_by=by,
            )
            Draft.objects.create(inspection=row, saved_by=by)
    except IntegrityError:  # two taps on a phone
        return rows.get(visit=visit)
    record(Change.of(row, "begin", object_name=_named(row), after={"state": "draft"}), by=by)
    return row


@transaction.atomic
def submit(*, by: User, inspection: Inspection, paper: Paper) -> list[Finding]:
    """Make what was seen facts: results, points, and findings with their numbers.

    Done once. Raises Denied; Refused with the first thing that is wrong; what
    `findings.report_many` refuses.
    """
    visit = inspection.visit
    require_own(by, visit)
    _refuse_over(visit)
    campaign = inspection.campaign
    hold_year(campaign)
    if campaign.state != Year.RUNNING:
        raise Refused(_("%(year)s is not running.") % {"year": campaign.pk})
    rows = Inspection.objects.unscoped("it is the inspector's own")
    _refuse_faulty(inspection, paper)
    now = timezone.now()
    once = rows.filter(pk=inspection.pk, state=State.DRAFT).update(
        state=State.SUBMITTED,
        inspected_on=paper.inspected_on,
        highlights=paper.highlights.strip(),
        next_steps=paper.next_steps.strip(),
        submitted_at=now,
        submitted_by=by,
    )
    if not once:
        raise Refused(_("It is submitted already."))
    inspection.refresh_from_db()
    _write_parts(inspection, paper)
    Draft.objects.filter(inspection=inspection).delete()
    findings, changes = report_in_transaction(
        by=by, campaign=campaign, reports=_reports(inspection, paper), source=source_of(inspection)
    )
    record_all([_submitted(inspection, paper, findings), *changes], by=by)
    return findings


def source_of(inspection: Inspection) -> Source:
    """Return where findings of an inspection say they come from."""
    return Source(Origin.INSPECTION, f"inspection:{inspection.pk}", _named(inspection))


def _named(inspection: Inspection) -> str:
    visit = inspection.visit
    return f"{visit.round.title} {inspection.area.name} {inspection.inspected_on.isoformat()}"


def require_own(by: User, visit: PlannedVisit) -> None:
    """Raise Denied for anybody but the inspector of a visit."""
    if visit.inspector_id != by.pk or not may(by, Permission.INSPECTIONS_RECORD, visit.area_id):
        raise Denied(Permission.INSPECTIONS_RECORD)


def _refuse_over(visit: PlannedVisit) -> None:
    if visit.round.state != RoundState.OPEN:
        raise Refused(_("The round is closed."))


def _refuse_faulty(inspection: Inspection, paper: Paper) -> None:
    today = timezone.localdate()
    round_ = inspection.visit.round
    if not round_.starts_on - dt.timedelta(days=31) <= paper.inspected_on <= today:
        raise Refused(_("It cannot be inspected on this day."))
    if len(paper.problems) > MOST_FINDINGS:
        words = {"most": MOST_FINDINGS}
        raise Refused(_("At most %(most)d findings of one visit.") % words)
    most = {one.key: one.most for one in kind_called(round_.kind).dimensions}
    for key, points in paper.points.items():
        if key not in most or not 0 <= points <= most[key]:
            raise Refused(_("Points lie between 0 and the most of their dimension."))
    known = set(standards_for(inspection).values_list("pk", flat=True))
    if {*paper.results} - known or {one for one, _n in paper.results.values()} - set(Result.values):
        raise Refused(_("These standards are none of the unit’s scheme."))


def standards_for(inspection: Inspection) -> QuerySet[Standard]:
    """Return the standards of the unit's scheme in the year."""
    return standards_of(inspection.area, inspection.campaign_id)


def standards_of(area: Area, year: int) -> QuerySet[Standard]:
    """Return the standards of a unit's scheme in a year, in their order."""
    rows = Standard.objects.filter(star__scheme__campaign=year, star__scheme__unit_kind=area.kind)
    return rows.select_related("star").order_by("star__position", "number")


def _write_parts(inspection: Inspection, paper: Paper) -> None:
    InspectionResult.objects.bulk_create(
        InspectionResult(inspection=inspection, standard_id=key, result=result, note=note)
        for key, (result, note) in sorted(paper.results.items())
        if result != Result.NOT_CHECKED or note
    )
    most = {one.key: one.most for one in kind_called(inspection.visit.round.kind).dimensions}
    InspectionScore.objects.bulk_create(
        InspectionScore(inspection=inspection, dimension=key, points=points, most=most[key])
        for key, points in sorted(paper.points.items())
    )


def _reports(inspection: Inspection, paper: Paper) -> list[Report]:
    return [
        Report(
            area=inspection.area_id,
            what=one.what,
            severity=one.severity,
            handling=one.handling,
            star=one.star,
            found_on=paper.inspected_on,
        )
        for one in paper.problems
    ]


def _submitted(inspection: Inspection, paper: Paper, findings: list[Finding]) -> Change:
    after: dict[str, object] = {
        "state": "submitted",
        "inspected_on": paper.inspected_on.isoformat(),
        "kind": kind_name(inspection.visit.round.kind),
        "results": {str(key): [*value] for key, value in sorted(paper.results.items())},
        "points": dict(paper.points),
        "findings": [one.number for one in findings],
    }
    before = {"state": "draft"}
    return Change.of(
        inspection, "submit", object_name=_named(inspection), before=before, after=after
    )
