"""Setting work for an area or for many at once, out of a meeting too; carrying a list over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tracker.access.refusals import Refused
from tracker.campaigns.models import Campaign
from tracker.people.models import User
from tracker.people.permissions import visible_or_404
from tracker.places.models import Area
from tracker.ui.crumbs import Crumb
from tracker.worklist.actions import carry_over, set_work
from tracker.worklist.actions.carrying import left_over
from tracker.worklist.forms import SetForm
from tracker.worklist.models import Meeting
from tracker.worklist.permissions import require_setting
from tracker.worklist.standing.items import (
    area_or_404,
    areas_to_set,
    meeting_rows,
    running_years,
    year_or_404,
)
from tracker.worklist.standing.lists import key_lines, lines
from tracker.worklist.terms import KEY_MOST
from tracker.worklist.wording import crowded


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Set work for an area, or the same for areas below it."""
    area, campaign = area_or_404(request.user, code), year_or_404(year)
    title = _("Set work in %(area)s, %(year)s") % {"area": area.title, "year": year}
    trail = [Crumb(_("Work lists"), reverse("work-list")), Crumb(title)]
    return _set(request, area, campaign, page_title=title, trail=trail)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a decision of a meeting work, in the newest year that is open."""
    meeting = visible_or_404(meeting_rows(request.user), pk=pk)
    require_setting(request.user, meeting.area_id)
    years = running_years()
    if not years:
        messages.error(request, _("No year is running. Work is set in a year that is open."))
        return redirect("meeting-detail", pk=pk)
    title = _("A decision of “%(meeting)s”") % {"meeting": meeting.title}
    own = reverse("meeting-detail", args=[pk])
    trail = [
        Crumb(_("Meetings and minutes"), reverse("meeting-list")),
        Crumb(meeting.title, own),
        Crumb(_("Decision")),
    ]
    return _set(request, meeting.area, years[0], meeting, page_title=title, trail=trail)


def _set(
    request: HttpRequest,
    area: Area,
    campaign: Campaign,
    meeting: Meeting | None = None,
    **frame: Any,
) -> HttpResponse:
    """Ask for the work and set it; ``frame`` is the title and the trail of the page."""
    stars = require_setting(request.user, area.pk)
    form = SetForm(area, areas_to_set(area), stars, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rows = set_work(
                by=request.user,
                campaign=campaign,
                areas=form.chosen(),
                wish=form.wish(),
                meeting=meeting,
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            _say_set(request, len(rows))
            _warn_of_key_work(request, area)
            if meeting:
                return redirect("meeting-detail", pk=meeting.pk)
            if len(rows) == 1:
                return redirect("work-detail", pk=rows[0].pk)
            query = urlencode({"area": area.pk, "campaign": campaign.pk, "q": rows[0].title})
            return redirect(f"{reverse('work-list')}?{query}")
    context = {
        "form": form,
        "verb": _("Set the work"),
        "back": reverse("meeting-detail", args=[meeting.pk]) if meeting else reverse("work-list"),
        "key_work": _key_words(request.user, area),
        **frame,
    }
    return render(request, "worklist/set.html", context)


def _say_set(request: HttpRequest, number: int) -> None:
    words = ngettext("%(n)d piece of work was set.", "%(n)d pieces of work were set.", number)
    messages.success(request, words % {"n": number})


def _warn_of_key_work(request: HttpRequest, area: Area) -> None:
    """Warn of a list that grew too long; nothing is ever refused for it."""
    if words := crowded(len(key_lines(request.user, area))):
        messages.warning(request, words)


def _key_words(user: User, area: Area) -> str:
    number = len(key_lines(user, area))
    words = {"n": number, "most": KEY_MOST}
    return _("Key work open in this area now: %(n)s of at most %(most)s.") % words


@require_http_methods(["GET", "HEAD", "POST"])
def carry(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Show what is left of earlier years in an area; carry it over into this one."""
    area, target = area_or_404(request.user, code), year_or_404(year)
    require_setting(request.user, code)
    source = Campaign.objects.filter(pk=year - 1).first()
    left = left_over(request.user, area, year - 1) if source else []
    context: dict[str, Any] = {"fault": ""}
    if request.method == "POST" and source:
        try:
            rows = carry_over(by=request.user, area=area, source=source, target=target)
        except Refused as error:
            context["fault"] = str(error)
        else:
            words = ngettext("%(n)d was carried over.", "%(n)d were carried over.", len(rows))
            messages.success(request, words % {"n": len(rows)})
            query = urlencode({"area": area.pk, "campaign": year})
            return redirect(f"{reverse('work-list')}?{query}")
    title = _("Carry work over into %(year)s: %(area)s") % {"area": area.title, "year": year}
    context |= {
        "area": area,
        "year": year,
        "lines": lines(left),
        "page_title": title,
        "trail": [Crumb(_("Work lists"), reverse("work-list")), Crumb(title)],
    }
    return render(request, "worklist/carry.html", context)
