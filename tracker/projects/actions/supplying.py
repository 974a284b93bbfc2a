"""What departments offer."""

from __future__ import annotations

from tracker.access.terms import Permission
from tracker.campaigns.holding import hold_year
from tracker.campaigns.models import Campaign
from tracker.history.actions import add_recorded, change_seen
from tracker.history.record import recorded_last
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.places.models import Area
from tracker.projects.actions.guards import against_area, against_offer, against_year, refuse
from tracker.projects.inputs import Offer
from tracker.projects.models import Supply


def offer(*, by: User, campaign: Campaign, area: Area, said: Offer) -> Supply:
    """Put on the list what a department can give in an area. Raises Denied, Refused."""
    with recorded_last(by=by):
        require(by, Permission.PROJECTS_CONFIRM, area.pk)
        hold_year(campaign)
        refuse(against_year(campaign) or against_area(area) or against_offer(said))
        supply = Supply(campaign=campaign, area=area, changed_by=by, **_offered(said))
        add_recorded(supply, verb="offer", by=by)
    return supply


def change_offer(*, by: User, supply: Supply, said: Offer, seen: int) -> Supply:
    """Correct what is offered. Raises Denied, Overtaken, Refused."""
    with recorded_last(by=by):
        rows = Supply.objects.unscoped("the action asks for the right of the row")
        row = rows.select_for_update(no_key=True).get(pk=supply.pk)
        require(by, Permission.PROJECTS_CONFIRM, row.area_id)
        refuse(against_offer(said))
        values = _offered(said)
        if any(getattr(row, name) != value for name, value in values.items()):
            change_seen(row, values, seen=seen, verb="change_offer", by=by)
    return row


def _offered(said: Offer) -> dict[str, object]:
    return {
        "title": said.title.strip(),
        "department": said.department.strip(),
        "star": said.star,
        "detail": said.detail.strip(),
        "amount": said.amount,
    }
