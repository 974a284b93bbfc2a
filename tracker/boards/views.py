"""Boards: where the work of an area stands, for staff; every number leads to its rows."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.boards.exports import WRITERS, board_response
from tracker.boards.standing import READ, area_or_404, groups, tables
from tracker.campaigns.models import Campaign
from tracker.people.permissions import areas_of, visible_or_404
from tracker.places.models import Area
from tracker.places.terms import Level
from tracker.ui.crumbs import Crumb
from tracker.ui.exports import RETRY_AFTER, BusyError


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The board of the widest area that a person reads, in the newest year that runs."""
    campaign = Campaign.objects.filter(state="running").first() or Campaign.objects.first()
    codes = areas_of(request.user, READ)
    areas = Area.objects.filter(pk__in=codes).exclude(level=Level.VILLAGE).order_by("code")
    area = areas.first()
    if campaign is None or area is None:
        return _nothing(request, codes, campaign)
    return _board(request, area, campaign)


def _nothing(request: HttpRequest, codes: list[str], campaign: Campaign | None) -> HttpResponse:
    """Say why there is no board: no year yet, or a person's areas are villages."""
    villages = Area.objects.filter(pk__in=codes).order_by("code") if campaign else []
    context = {
        "page_title": _("Boards"),
        "villages": [
            (reverse("work-village", args=[campaign.pk, one.pk]), one) for one in villages
        ],
        "trail": [Crumb(_("Boards"))],
    }
    return render(request, "boards/none.html", context)


@require_safe
def board(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The board of an area in a year; a village, with nothing below it, has its table instead."""
    area = area_or_404(request.user, code)
    campaign = visible_or_404(Campaign.objects.all(), pk=year)
    if area.level == Level.VILLAGE:
        return redirect("work-village", year=year, code=code)
    return _board(request, area, campaign)


def _board(request: HttpRequest, area: Area, campaign: Campaign) -> HttpResponse:
    found = tables(area, campaign, groups(request.user, area, campaign, timezone.localdate()))
    export = request.GET.get("export", "")
    if export:
        return _file(request, export, f"board-{area.pk}-{campaign.pk}", found)
    here = reverse("board", args=[campaign.pk, area.pk])
    context = {
        "area": area,
        "campaign": campaign,
        "tables": found,
        "exports": [(f"{here}?export={kind}", kind.upper()) for kind in WRITERS],
        "years": [
            (reverse("board", args=[one.pk, area.pk]), one, one == campaign)
            for one in Campaign.objects.all()
        ],
        "others": _others(request, area, campaign),
        "page_title": _("Board of %(area)s, %(year)s") % {"area": area.title, "year": campaign.pk},
        "trail": [Crumb(_("Boards"), reverse("board-home")), Crumb(area.title)],
    }
    return render(request, "boards/board.html", context)


def _others(request: HttpRequest, area: Area, campaign: Campaign) -> list[tuple[str, str]]:
    """Return the other boards a person may go to: their widest areas, and the one above."""
    codes = areas_of(request.user, READ)
    above = [area.parent_id] if any(str(area.parent_id).startswith(code) for code in codes) else []
    wanted = [code for code in [*above, *codes] if code != area.pk]
    found = Area.objects.filter(pk__in=wanted).exclude(level__in=[Level.VILLAGE, Level.PROVINCE])
    return [(reverse("board", args=[campaign.pk, one.pk]), one.title) for one in found]


def _file(request: HttpRequest, export: str, name: str, found: list) -> HttpResponse:
    if export not in WRITERS:
        raise BadRequest(_("A list is exported as xlsx or csv."))
    try:
        return board_response(export, name, found, request.build_absolute_uri())
    except BusyError:
        response = render(request, "ui/busy.html", {"again": request.get_full_path()}, status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        return response
