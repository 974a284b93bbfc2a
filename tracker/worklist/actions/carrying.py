"""What is left of a year goes on in the next one, without being typed again."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.terms import Permission
from tracker.campaigns.holding import hold_year
from tracker.campaigns.models import Campaign
from tracker.clocks.weeks import monday_of
from tracker.history.actions import change_seen
from tracker.history.record import recorded_last
from tracker.people.models import User
from tracker.people.permissions import may, within
from tracker.places.models import Area
from tracker.worklist.actions.guards import against_area, against_year, refuse
from tracker.worklist.actions.setting import add_item, note_step
from tracker.worklist.models import WorkItem
from tracker.worklist.permissions import require_in
from tracker.worklist.terms import UNDONE, State, Verb

_CLOCK = ("severity", "clock_on", "due_on", "feedback_on", "is_sent_back", "climbed_to")


def left_over(by: User, area: Area, year: int) -> list[WorkItem]:
    """Return the work of a year in an area that is not done and that a person may set."""
    rows = WorkItem.objects.visible_to(by).under(area.pk).filter(campaign=year, state__in=UNDONE)
    mine = rows.filter(within(by, Permission.WORK_SET, "set_in_id"), area__valid_until=None)
    return [
        row
        for row in mine.select_related("area").order_by("area_id", "pk")
        if may(by, Permission.WORK_SET, row.set_in_id, row.star)
    ]


def carry_over(*, by: User, area: Area, source: Campaign, target: Campaign) -> list[WorkItem]:
    """Carry the work that is left in an area over to another year; return the new rows.

    Each keeps what was set, and who set it where. Doing it again finds nothing left.
    Raises Denied, and Refused for a year that is not running.
    """
    with recorded_last(by=by):
        require_in(by, Permission.WORK_SET, area.pk)
        hold_year(target)
        refuse(against_year(target) or against_area(area) or _against_years(source, target))
        mine = [row.pk for row in left_over(by, area, source.pk)]
        rows = WorkItem.objects.unscoped("read within the person's own rights above")
        held = rows.filter(pk__in=mine, state__in=UNDONE).select_for_update(no_key=True)
        return [_carry(row, target, by) for row in held.order_by("pk")]


def _against_years(source: Campaign, target: Campaign) -> str:
    if source.pk < target.pk:
        return ""
    return _("Work is carried over to a later year.")


def _carry(row: WorkItem, target: Campaign, by: User) -> WorkItem:
    source, first = row.state, monday_of(dt.date(target.pk, 1, 1))
    ended = {"state": State.CARRIED, "ended_on": timezone.localdate()}
    change_seen(row, ended, seen=row.version, verb=Verb.CARRY, by=by)
    note_step(row, Verb.CARRY, source, by=by)
    new = WorkItem(
        campaign=target,
        area_id=row.area_id,
        set_in_id=row.set_in_id,
        star=row.star,
        title=row.title,
        detail=row.detail,
        responsible=row.responsible,
        start_week=max(row.start_week, first),
        due_week=max(row.due_week, row.start_week, first),
        is_key=row.is_key,
        # What stands under 13710 is followed to zero: its clock runs on.
        **{name: getattr(row, name) for name in _CLOCK},
        carried_from=row,
        changed_by=by,
    )
    return add_item(new, by=by)
