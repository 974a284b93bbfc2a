"""The dashboards: city, county, street and village, as pages and as JSON."""

from __future__ import annotations

import re
from operator import attrgetter

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.campaigns.models import Campaign
from tracker.dashboards.charts import children_tiles, levels_below, levels_over_time
from tracker.dashboards.exports import payload
from tracker.dashboards.lines import LEVEL_COLUMNS, level_lines
from tracker.dashboards.standing import Standing, Year, default_year, standing, years
from tracker.places.codes import is_code
from tracker.places.models import Area
from tracker.places.successors import current_code
from tracker.places.terms import Level
from tracker.ui.crumbs import Crumb
from tracker.ui.exports import csv_response


def chosen_campaign(request: HttpRequest, choices: list[Year]) -> Campaign | None:
    """Return the campaign the address names, or the one to show first.

    Raises BadRequest for what is not a year, Http404 for a year without campaign.
    """
    asked = request.GET.getlist("campaign")
    if not asked:
        first = default_year(choices)
        return first.campaign if first else None
    if len(set(asked)) > 1 or not re.fullmatch(r"[0-9]{4}", asked[0], re.ASCII):
        raise BadRequest(_("“campaign” takes one year of four digits, such as 2023."))
    for choice in choices:
        if choice.campaign.year == int(asked[0]):
            return choice.campaign
    raise Http404(_("There is no campaign of %(year)s.") % {"year": asked[0]})


def _area(code: str) -> Area:
    if not is_code(code):
        raise Http404(_("“%(code)s” is not an area code.") % {"code": code})
    return get_object_or_404(Area.objects.select_related("parent", "statutory_parent"), pk=code)


def _standing(request: HttpRequest, area: Area) -> Standing:
    choices = years(area)
    return standing(area, choices, chosen_campaign(request, choices))


def _trail(found: Standing) -> list[Crumb]:
    home = Crumb(_("Overview"), reverse("home"))
    if found.area.pk == settings.HOME_AREA:
        return []
    above = [
        Crumb(area.title, reverse("area-detail", args=[area.pk]))
        for area in found.lineage
        if len(area.pk) > len(settings.HOME_AREA)
    ]
    return [home, *above, Crumb(found.area.title, "")]


def _page(request: HttpRequest, area: Area) -> HttpResponse:
    found = _standing(request, area)
    template = "village" if area.level == Level.VILLAGE else "area"
    context = {
        "standing": found,
        "area": area,
        "is_home": area.pk == settings.HOME_AREA,
        "trail": _trail(found),
        "tiles": children_tiles(found),
        "over_time": levels_over_time(found),
        "levels_below": levels_below(found),
    }
    return render(request, f"dashboards/{template}.html", context)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The dashboard of the area this site is about."""
    area = Area.objects.select_related("parent").filter(pk=settings.HOME_AREA).first()
    if area is None:
        return render(request, "dashboards/first_steps.html", {"home_area": settings.HOME_AREA})
    return _page(request, area)


@require_safe
def area_dashboard(request: HttpRequest, code: str) -> HttpResponse:
    """The dashboard of any area; an area that became one other leads there."""
    area = _area(code)
    if area.valid_until and "campaign" not in request.GET:
        successor = current_code(code)
        if successor != code:
            return redirect("area-detail", code=successor, permanent=False)
    return _page(request, area)


@require_safe
def area_dashboard_json(request: HttpRequest, code: str) -> JsonResponse:
    """The same dashboard for machines. Errors are JSON, too: the handlers of ui see to it."""
    found = _standing(request, _area(code))
    return JsonResponse(payload(found, request), json_dumps_params=READABLE)


@require_safe
def area_dashboard_csv(request: HttpRequest, code: str) -> StreamingHttpResponse:
    """Its levels as rows: planned, reported and recorded, each with where it comes from."""
    found = _standing(request, _area(code))
    return csv_response(
        f"levels-{found.area.code}",
        LEVEL_COLUMNS,
        level_lines(found, request),
        source=attrgetter("source"),
        as_of=timezone.localdate(),
    )


READABLE = {"ensure_ascii": False}
