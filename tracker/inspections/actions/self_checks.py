"""A village checks itself: recorded by its own branch, apart from what inspectors see."""

from __future__ import annotations

import datetime as dt
import json

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.campaigns.holding import hold_year
from tracker.campaigns.models import Campaign, Standard
from tracker.campaigns.terms import State as Year
from tracker.history.record import Change, record
from tracker.inspections.actions.drafts import empty_self_check_draft
from tracker.inspections.actions.recording import standards_of
from tracker.inspections.inputs import Paper
from tracker.inspections.models import SelfCheck
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.places.models import Area, Branch
from tracker.ratings.terms import Result

LONGEST_AGO = dt.timedelta(days=31)


@transaction.atomic
def record_self_check(*, by: User, campaign: Campaign, area: Area, paper: Paper) -> SelfCheck:
    """Record what a village found at itself: facts at once, one a day.

    It makes no finding, suggests no star and is no visit of a round. Raises Denied, and
    Refused for a year that is not running, what is no unit, a day that cannot be, standards
    of another scheme, nothing that was looked at, or a second one of the same day.
    """
    require(by, Permission.SELF_CHECKS_RECORD, area.pk)
    hold_year(campaign)
    if campaign.state != Year.RUNNING:
        raise Refused(_("%(year)s is not running.") % {"year": campaign.pk})
    if not Branch.objects.filter(area=area.pk, ended_on=None).exists():
        raise Refused(_("Only a village or community that takes part checks itself."))
    today = timezone.localdate()
    if not today - LONGEST_AGO <= paper.inspected_on <= today:
        raise Refused(_("It cannot be checked on this day."))
    results = _results(area, campaign, paper)
    if not (results or paper.highlights.strip() or paper.next_steps.strip()):
        raise Refused(_("Say what was looked at: a standard, a highlight or what is to be done."))
    try:
        with transaction.atomic():
            row = SelfCheck.objects.unscoped("the right was asked for the unit").create(
                campaign=campaign,
                area=area,
                checked_on=paper.inspected_on,
                results=json.dumps(results, ensure_ascii=False),
                highlights=paper.highlights.strip(),
                next_steps=paper.next_steps.strip(),
                recorded_by=by,
            )
    except IntegrityError:
        raise Refused(_("A self-check of this day is recorded already.")) from None
    empty_self_check_draft(by=by, area=area)
    told = {"checked_on": row.checked_on.isoformat(), "results": results}
    named = f"{area.name} {row.checked_on.isoformat()}"
    record(Change.of(row, "self_check", object_name=named, after=told), by=by)
    return row


def _results(area: Area, campaign: Campaign, paper: Paper) -> list[dict[str, object]]:
    """Return what was looked at in the order of the scheme, with the words of that day."""
    known: dict[int, Standard] = {one.pk: one for one in standards_of(area, campaign.pk)}
    given = {result for result, _note in paper.results.values()}
    if {*paper.results} - {*known} or given - {*Result.values}:
        raise Refused(_("These standards are none of the unit’s scheme."))
    return [
        {
            "star": one.star.title,
            "number": one.number,
            "words": one.words,
            "result": str(paper.results[key][0]),
            "note": paper.results[key][1],
        }
        for key, one in known.items()
        if key in paper.results and (paper.results[key][0] != Result.NOT_CHECKED
                                     or paper.results[key][1])
    ]  # fmt: skip
