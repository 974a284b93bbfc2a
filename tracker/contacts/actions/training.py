"""Trainings, from what is wanted to what came of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.campaigns.holding import hold_year
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import State as CampaignState
from tracker.contacts.actions.guards import against_area, against_empty, against_future, refuse
from tracker.contacts.inputs import Course
from tracker.contacts.models import Training
from tracker.history.actions import add_recorded, change_seen
from tracker.history.record import recorded_last
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.places.models import Area

_TEXTS = ("topic", "audience", "asked_in", "evaluation")
_OTHERS = ("wanted", "planned_on", "held_on", "people")


def add_training(*, by: User, campaign: Campaign, area: Area, said: Course) -> Training:
    """Enter a training, be it only asked for yet. Raises Denied, Refused."""
    with recorded_last(by=by):
        require(by, Permission.CONTACTS_ENTER, area.pk)
        hold_year(campaign)
        if campaign.state == CampaignState.CLOSED:
            raise Refused(_("%(year)s is closed.") % {"year": campaign.pk})
        refuse(against_area(area) or _against(said))
        row = Training(campaign=campaign, area=area, changed_by=by, **_values(said))
        add_recorded(row, verb="add_training", by=by)
    return row


def change_training(*, by: User, row: Training, said: Course, seen: int) -> Training:
    """Plan it, say that it was held, evaluate it, correct it. Raises Denied, Overtaken, Refused."""
    with recorded_last(by=by):
        rows = Training.objects.unscoped("the action asks for the right of the row")
        held = rows.select_for_update(no_key=True).get(pk=row.pk)
        require(by, Permission.CONTACTS_ENTER, held.area_id)
        refuse(_against(said))
        values = _values(said)
        if any(getattr(held, name) != value for name, value in values.items()):
            change_seen(held, values, seen=seen, verb="change_training", by=by)
    return held


def _against(said: Course) -> str:
    if words := against_empty(said.topic, said.audience):
        return words
    if said.held_on is None and (said.people is not None or said.evaluation.strip()):
        return _("Numbers of people and an evaluation belong to a training that was held.")
    return against_future(said.held_on) if said.held_on else ""


def _values(said: Course) -> dict[str, object]:
    texts = {name: getattr(said, name).strip() for name in _TEXTS}
    return {**texts, **{name: getattr(said, name) for name in _OTHERS}}
