"""Setting work: for one area, or the same for many villages at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from tracker.campaigns.holding import hold_year
from tracker.campaigns.models import Campaign
from tracker.clocks.deadlines import Clock
from tracker.clocks.standing import Clocks
from tracker.clocks.weeks import monday_of
from tracker.history.actions import add_recorded
from tracker.history.record import recorded_last
from tracker.people.models import User
from tracker.places.models import Area
from tracker.worklist.actions.guards import (
    against_area,
    against_wish,
    against_year,
    refuse,
)
from tracker.worklist.inputs import Wish
from tracker.worklist.models import Meeting, WorkItem, WorkStep
from tracker.worklist.permissions import setter_of
from tracker.worklist.terms import State, Verb
from tracker.worklist.timing import clock_begins


def set_work(
    *,
    by: User,
    campaign: Campaign,
    areas: Iterable[Area],
    wish: Wish,
    meeting: Meeting | None = None,
) -> list[WorkItem]:
    """Set the same work for each of several areas: all or none.

    Raises Denied for the first area out of reach; Refused for a year that is not running,
    an area that takes no part, or weeks that cannot be.
    """
    ordered = sorted(areas, key=lambda area: area.pk)
    with recorded_last(by=by):
        clocks, today = Clocks(campaign.pk), timezone.localdate()
        setters = {area.pk: setter_of(by, area.pk, wish.star) for area in ordered}
        hold_year(campaign)
        refuse(against_year(campaign) or against_wish(wish))
        for area in ordered:
            refuse(against_area(area))
        common = {
            "campaign": campaign,
            "meeting": meeting,
            "changed_at": timezone.now(),
            "changed_by": by,
        }
        return [
            add_item(
                WorkItem(
                    area=area,
                    set_in_id=setters[area.pk],
                    **wished(wish, today, clocks.of(area.pk).clock),
                    **common,
                ),
                by=by,
            )
            for area in ordered
        ]


def add_item(item: WorkItem, *, by: User) -> WorkItem:
    """Insert a new piece of work with its first step."""
    add_recorded(item, verb=Verb.SET, by=by)
    note_step(item, Verb.SET, State.OPEN, by=by)
    return item


def wished(wish: Wish, since: dt.date, clock: Clock) -> dict[str, Any]:
    """Return what a wish says of a piece of work; under 13710 its clock runs since a day."""
    said = {
        "star": wish.star,
        "title": wish.title.strip(),
        "detail": wish.detail.strip(),
        "responsible": wish.responsible.strip(),
        "start_week": monday_of(wish.start_week),
        "due_week": monday_of(wish.due_week),
        "is_key": wish.is_key,
        **clock_begins(wish.severity, since, clock),
    }
    return {**said, "start_week": min(said["start_week"], said["due_week"])}


def note_step(
    item: WorkItem, verb: str, source: str, *, by: User | None, text: str = "", **more: Any
) -> None:
    """Add a line to the record of a piece of work, which is as it became."""
    step = WorkStep(
        item=item,
        version=item.version,
        verb=verb,
        source=source,
        target=item.state,
        text=text,
        due_week=item.due_week,
        due_on=item.due_on,
        done_at=item.changed_at,
        done_by=by,
        **more,
    )
    step.save(force_insert=True)
