"""The lists of one area on a page and as a file: its table, month and responsibilities."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.places.terms import Level
from tracker.ui.crumbs import Crumb
from tracker.worklist.exports import lines_response
from tracker.worklist.permissions import stars_to_set
from tracker.worklist.standing.items import area_or_404, year_or_404
from tracker.worklist.standing.lists import (
    Duty,
    duties,
    key_lines,
    month_lists,
    village_table,
)
from tracker.worklist.terms import State, Timing
from tracker.worklist.weeks import Month


def _trail(title: str) -> list[Crumb]:
    return [Crumb(_("Work lists"), reverse("work-list")), Crumb(title)]


@require_safe
def village(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """一村一表一清单: the stars of one village, and the work for each of them."""
    area, campaign = area_or_404(request.user, code), year_or_404(year)
    if area.level != Level.VILLAGE:
        raise Http404
    table = village_table(request.user, area, campaign)
    if request.GET.get("export") == "xlsx":
        lines = [one for star in table for one in star.lines]
        return lines_response(f"work-{code}-{year}", lines, request.build_absolute_uri())
    title = _("Table and list of %(area)s, %(year)s") % {"area": area.title, "year": year}
    context = {
        "area": area,
        "campaign": campaign,
        "table": table,
        "number": sum(len(star.lines) for star in table),
        "may_set": bool(stars_to_set(request.user, code)),
        "page_title": title,
        "trail": _trail(title),
    }
    return render(request, "worklist/village.html", context)


@require_safe
def month(request: HttpRequest, code: str) -> HttpResponse:
    """月初任务清单 and 月末结果清单 of one area, with its key work."""
    area = area_or_404(request.user, code)
    asked = request.GET.get("month", "")
    of = Month.read(asked) if asked else Month.of(timezone.localdate())
    if of is None:
        raise Http404
    below = request.GET.get("below") == "1"
    found = month_lists(request.user, area, of, below=below)
    if request.GET.get("export") == "xlsx":
        return lines_response(f"work-{code}-{of}", found.everything, request.build_absolute_uri())
    title = _("Work of %(month)s in %(area)s") % {"month": of.words, "area": area.title}
    context = {
        "area": area,
        "month": of,
        "below": below,
        "lists": found,
        "key_lines": key_lines(request.user, area),
        "has_below": area.level != Level.VILLAGE,
        "page_title": title,
        "trail": _trail(title),
    }
    return render(request, "worklist/month.html", context)


@require_safe
def responsible(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """责任清单: which post or department is responsible for how much, each number a link."""
    area, campaign = area_or_404(request.user, code), year_or_404(year)
    title = _("Responsibilities in %(area)s, %(year)s") % {"area": area.title, "year": year}
    context = {
        "area": area,
        "campaign": campaign,
        "duties": [_linked(one, code, year) for one in duties(request.user, area, year)],
        "page_title": title,
        "trail": _trail(title),
    }
    return render(request, "worklist/duties.html", context)


def _linked(duty: Duty, code: str, year: int) -> dict[str, object]:
    """Return a line with the address of the rows behind each of its numbers."""

    def rows(**more: object) -> str:
        query = {"area": code, "campaign": year, "responsible": duty.responsible, **more}
        return f"{reverse('work-list')}?{urlencode(query, doseq=True)}"

    living = [state for state in State if state != State.DROPPED]
    ended = [State.CONFIRMED, State.CARRIED]
    numbers = (
        (duty.total, rows(state=living)),
        (duty.overdue, rows(due=Timing.OVERDUE.value)),
        (duty.this_week, rows(due=Timing.THIS_WEEK.value)),
        (duty.reported, rows(state=State.FINISHED)),
        (duty.done, rows(state=ended)),
    )
    return {"responsible": duty.responsible, "numbers": numbers}
