"""Proposing a project."""

from __future__ import annotations

from tracker.access.terms import Permission
from tracker.campaigns.holding import hold_year
from tracker.campaigns.models import Campaign
from tracker.history.actions import add_recorded
from tracker.history.record import recorded_last
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.places.models import Area
from tracker.projects.actions.guards import against_area, against_wish, against_year, refuse
from tracker.projects.inputs import Wish
from tracker.projects.models import Project
from tracker.projects.terms import Verb


def propose(*, by: User, campaign: Campaign, area: Area, wish: Wish) -> Project:
    """Propose a project for an area. Raises Denied; Refused for what cannot be listed."""
    with recorded_last(by=by):
        require(by, Permission.PROJECTS_ENTER, area.pk, wish.star)
        hold_year(campaign)
        refuse(against_year(campaign) or against_area(area) or against_wish(wish))
        project = Project(
            campaign=campaign, area=area, written_by=by, changed_by=by, **wished(wish)
        )
        add_recorded(project, verb=Verb.PROPOSE, by=by)
    return project


def wished(wish: Wish) -> dict[str, object]:
    """Return the columns that a wish fills."""
    return {
        "title": wish.title.strip(),
        "responsible": wish.responsible.strip(),
        "star": wish.star,
        "detail": wish.detail.strip(),
        "planned": wish.planned,
        "income_planned": wish.income_planned,
    }
