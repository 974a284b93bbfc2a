"""Meetings and rhythms: minutes are written, rhythms begin and end."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.history.actions import add_recorded, change_seen
from tracker.history.record import recorded_last
from tracker.people.models import User
from tracker.places.models import Area
from tracker.worklist.actions.guards import against_area, refuse
from tracker.worklist.models import Meeting, Rhythm
from tracker.worklist.permissions import require_in
from tracker.worklist.rhythms import slot_from_key


def hold_meeting(
    *,
    by: User,
    area: Area,
    title: str,
    held_on: dt.date,
    minutes: str,
    rhythm: Rhythm | None = None,
    slot: str = "",
) -> Meeting:
    """Write down a meeting. Raises Denied; Refused; Overtaken where its occasion has one."""
    with recorded_last(by=by):
        require_in(by, Permission.WORK_ENTER, area.pk)
        refuse(against_area(area) or _against_words(title, minutes) or _against_day(held_on))
        refuse(_against_slot(area, rhythm, slot))
        meeting = Meeting(
            area=area,
            rhythm=rhythm,
            slot=slot if rhythm else "",
            held_on=held_on,
            title=title.strip(),
            minutes=minutes.strip(),
            changed_by=by,
        )
        try:
            with transaction.atomic():
                add_recorded(meeting, verb="hold_meeting", by=by)
        except IntegrityError as error:
            raise Overtaken(_("The minutes of this occasion have been written already.")) from error
    return meeting


def change_meeting(
    *, by: User, meeting: Meeting, title: str, held_on: dt.date, minutes: str, seen: int
) -> Meeting:
    """Correct what was written down; what it said before stays in the log."""
    with recorded_last(by=by):
        rows = Meeting.objects.unscoped("the action asks for the right of the row")
        row = rows.select_for_update(no_key=True).get(pk=meeting.pk)
        require_in(by, Permission.WORK_ENTER, row.area_id)
        refuse(_against_words(title, minutes) or _against_day(held_on))
        values = {"title": title.strip(), "held_on": held_on, "minutes": minutes.strip()}
        if any(getattr(row, name) != value for name, value in values.items()):
            change_seen(row, values, seen=seen, verb="change_meeting", by=by)
    return row


def begin_rhythm(*, by: User, area: Area, name: str, frequency: str, purpose: str) -> Rhythm:
    """Let something come round in an area. Raises Denied; Refused where it does already."""
    with recorded_last(by=by):
        require_in(by, Permission.WORK_SET, area.pk)
        refuse(against_area(area))
        rows = Rhythm.objects.unscoped("the right of the area is asked for above")
        there = rows.filter(area=area, name=name.strip()).first()
        if there and there.ended_on is None:
            raise Refused(_("A rhythm of this name runs here already."))
        if there:
            values = {"frequency": frequency, "purpose": purpose, "ended_on": None}
            change_seen(there, values, seen=there.version, verb="begin_rhythm", by=by)
            return there
        rhythm = Rhythm(
            area=area, name=name.strip(), frequency=frequency, purpose=purpose, changed_by=by
        )
        add_recorded(rhythm, verb="begin_rhythm", by=by)
    return rhythm


def end_rhythm(*, by: User, rhythm: Rhythm, seen: int) -> Rhythm:
    """Let something come round no longer; its meetings stay."""
    with recorded_last(by=by):
        rows = Rhythm.objects.unscoped("the action asks for the right of the row")
        row = rows.select_for_update(no_key=True).get(pk=rhythm.pk)
        require_in(by, Permission.WORK_SET, row.area_id)
        if row.ended_on is not None:
            raise Refused(_("This rhythm has ended already."))
        values = {"ended_on": timezone.localdate()}
        change_seen(row, values, seen=seen, verb="end_rhythm", by=by)
    return row


def _against_words(title: str, minutes: str) -> str:
    if title.strip() and minutes.strip():
        return ""
    return _("Give the meeting a title and write down what was said and decided.")


def _against_day(held_on: dt.date) -> str:
    if held_on > timezone.localdate():
        return _("Minutes are written after the meeting. Its day lies in the future.")
    return ""


def _against_slot(area: Area, rhythm: Rhythm | None, slot: str) -> str:
    if rhythm is None:
        return ""
    if not area.pk.startswith(rhythm.area_id) or slot_from_key(rhythm.frequency, slot) is None:
        return _("This rhythm has no such occasion here. Open the calendar again.")
    return ""
