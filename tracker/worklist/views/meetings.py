"""The calendar of an area, minutes of meetings, rhythms."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.people.permissions import visible_or_404
from tracker.places.models import Area
from tracker.ui.crumbs import Crumb
from tracker.ui.forms import stands_now
from tracker.worklist.actions import begin_rhythm, change_meeting, end_rhythm, hold_meeting
from tracker.worklist.forms import MeetingForm, RhythmForm
from tracker.worklist.models import Meeting, Rhythm
from tracker.worklist.permissions import holds_in, require_in, stars_to_set
from tracker.worklist.rhythms import Slot, slot_from_key
from tracker.worklist.standing.calendar import calendar_of, rhythms_of
from tracker.worklist.standing.items import area_or_404, item_rows, meeting_rows
from tracker.worklist.standing.lists import lines
from tracker.worklist.weeks import Month


def _trail(*more: Crumb) -> list[Crumb]:
    return [Crumb(_("Meetings and minutes"), reverse("meeting-list")), *more]


@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """What comes round in an area in a month; nothing here says that somebody was late."""
    area = area_or_404(request.user, code)
    asked = request.GET.get("month", "")
    month = Month.read(asked) if asked else Month.of(timezone.localdate())
    if month is None:
        raise Http404
    title = _("Calendar of %(area)s, %(month)s") % {"area": area.title, "month": month.words}
    context = {
        "area": area,
        "month": month,
        "calendar": calendar_of(request.user, area, month),
        "today": timezone.localdate(),
        "may_write": holds_in(request.user, Permission.WORK_ENTER, code),
        "may_set": holds_in(request.user, Permission.WORK_SET, code),
        "page_title": title,
        "trail": _trail(Crumb(title)),
    }
    return render(request, "worklist/calendar.html", context)


def _occasion(request: HttpRequest, area: Area) -> tuple[Rhythm | None, Slot | None]:
    """Return the rhythm and the occasion that an address names. Raises Http404 for a wrong one."""
    key, slot = request.GET.get("rhythm", ""), request.GET.get("slot", "")
    if not key and not slot:
        return None, None
    rhythm = next((one for one in rhythms_of(area) if str(one.pk) == key), None)
    found = slot_from_key(rhythm.frequency, slot) if rhythm else None
    if found is None:
        raise Http404
    return rhythm, found


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Write the minutes of a meeting, of an occasion of a rhythm or of its own."""
    area = area_or_404(request.user, code)
    require_in(request.user, Permission.WORK_ENTER, code)
    rhythm, slot = _occasion(request, area)
    day = min(timezone.localdate(), slot.last) if slot else timezone.localdate()
    title = f"{rhythm.name} {slot.words}" if rhythm and slot else ""
    initial = {"title": title, "held_on": day, "seen": 0}
    form = MeetingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = hold_meeting(
                by=request.user,
                area=area,
                rhythm=rhythm,
                slot=slot.key if slot else "",
                **_said(form),
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The minutes are saved."))
            return redirect("meeting-detail", pk=meeting.pk)
    heading = _("Write minutes: %(area)s") % {"area": area.title}
    context = {
        "form": form,
        "verb": _("Save"),
        "lead": title,
        "back": reverse("work-calendar", args=[code]),
        "page_title": heading,
        "trail": _trail(Crumb(heading)),
    }
    return render(request, "ui/form.html", context)


def _said(form: MeetingForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("title", "held_on", "minutes")}


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of a meeting, and the work that its decisions became."""
    meeting = visible_or_404(meeting_rows(request.user), pk=pk)
    context = {
        "meeting": meeting,
        "slot": _slot_of(meeting),
        "lines": lines(item_rows(request.user).filter(meeting=meeting)),
        "may_write": holds_in(request.user, Permission.WORK_ENTER, meeting.area_id),
        "may_set": bool(stars_to_set(request.user, meeting.area_id)),
        "page_title": meeting.title,
        "trail": _trail(Crumb(meeting.title)),
    }
    return render(request, "worklist/meeting.html", context)


def _slot_of(meeting: Meeting) -> Slot | None:
    return slot_from_key(meeting.rhythm.frequency, meeting.slot) if meeting.rhythm else None


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct minutes; what they said before stays in the log."""
    meeting = visible_or_404(meeting_rows(request.user), pk=pk)
    require_in(request.user, Permission.WORK_ENTER, meeting.area_id)
    form = MeetingForm(request.POST or None, initial=_initial(meeting))
    overtaken = None
    if request.method == "POST" and form.is_valid():
        try:
            change_meeting(
                by=request.user, meeting=meeting, seen=form.cleaned_data["seen"], **_said(form)
            )
        except Overtaken as error:
            meeting = visible_or_404(meeting_rows(request.user), pk=pk)
            stands = stands_now(form, _initial(meeting))
            overtaken = {"words": str(error), "row": meeting, "stands": stands}
            form = MeetingForm(initial={**form.cleaned_data, "seen": meeting.version})
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The minutes are saved."))
            return redirect("meeting-detail", pk=pk)
    own = reverse("meeting-detail", args=[pk])
    context = {
        "form": form,
        "overtaken": overtaken,
        "verb": _("Save"),
        "back": own,
        "page_title": _("Correct the minutes: %(title)s") % {"title": meeting.title},
        "trail": _trail(Crumb(meeting.title, own), Crumb(_("Correct"))),
    }
    return render(request, "ui/form.html", context, status=409 if overtaken else 200)


def _initial(meeting: Meeting) -> dict[str, Any]:
    said = {name: getattr(meeting, name) for name in ("title", "held_on", "minutes")}
    return {**said, "seen": meeting.version}


@require_http_methods(["GET", "HEAD", "POST"])
def rhythm_new(request: HttpRequest, code: str) -> HttpResponse:
    """Let something come round in an area from now on."""
    area = area_or_404(request.user, code)
    require_in(request.user, Permission.WORK_SET, code)
    form = RhythmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            begin_rhythm(by=request.user, area=area, **form.cleaned_data)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("work-calendar", code=code)
    title = _("A rhythm for %(area)s") % {"area": area.title}
    context = {
        "form": form,
        "verb": _("Save"),
        "lead": _("It stands in the calendar of the area and of all areas below it."),
        "back": reverse("work-calendar", args=[code]),
        "page_title": title,
        "trail": _trail(Crumb(title)),
    }
    return render(request, "ui/form.html", context)


@require_POST
def rhythm_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let something come round no longer."""
    rhythm = visible_or_404(Rhythm.objects.visible_to(request.user), pk=pk)
    try:
        end_rhythm(by=request.user, rhythm=rhythm, seen=rhythm.version)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The rhythm has ended; its minutes stay."))
    return redirect("work-calendar", code=rhythm.area_id)
