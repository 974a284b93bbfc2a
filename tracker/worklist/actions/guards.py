"""What stands against a change: words with the remedy, or ""."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import State as CampaignState
from tracker.clocks.terms import Severity
from tracker.clocks.weeks import monday_of
from tracker.places.models import Area
from tracker.places.terms import Level
from tracker.worklist.inputs import Wish

LONGEST_SPAN = dt.timedelta(weeks=105)


def against_year(campaign: Campaign) -> str:
    """Say why no work is set in this year now."""
    if campaign.state == CampaignState.RUNNING:
        return ""
    return _("%(year)s is not running. Work is set in a year that is open.") % {"year": campaign.pk}


def against_area(area: Area) -> str:
    """Say why no work is set for an area."""
    if area.valid_until is not None:
        return _("%(area)s no longer exists. Set the work for the area that came after it.") % {
            "area": area.title
        }
    if area.level == Level.PROVINCE or area.is_excluded:
        return _("No work is set for %(area)s: it takes no part.") % {"area": area.title}
    return ""


def against_weeks(start: dt.date, due: dt.date) -> str:
    """Say why work cannot last from one week to another."""
    if monday_of(due) < monday_of(start):
        return _("The last week lies before the first. Correct one of them.")
    if due - start > LONGEST_SPAN:
        return _("That is more than two years. Check the weeks.")
    return ""


def against_wish(wish: Wish) -> str:
    if not wish.title.strip() or not wish.responsible.strip():
        return _("Say what is to be done and which post or department is responsible.")
    if wish.severity not in ("", *Severity.values):
        return _("There is no such time limit. Choose one of the list.")
    return "" if wish.severity else against_weeks(wish.start_week, wish.due_week)


def refuse(words: str) -> None:
    """Raise Refused with words, if there are any."""
    if words:
        raise Refused(words)
