"""Self-checks of villages: recorded, listed and shown apart from inspections."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import State as Year
from tracker.inspections.actions import record_self_check
from tracker.inspections.actions.recording import standards_of
from tracker.inspections.forms import SelfCheckForm
from tracker.inspections.models import SelfCheck
from tracker.people.permissions import require, visible_or_404, within
from tracker.places.models import Area
from tracker.ratings.terms import Result
from tracker.ui.crumbs import Crumb


def _trail(*more: str) -> list[Crumb]:
    first = Crumb(_("Self-checks of villages"), reverse("self-check-list"))
    return [first, *(Crumb(one) for one in more)]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Record a self-check of the person's own unit."""
    mine = Area.objects.current().filter(within(request.user, Permission.INSPECTIONS_READ, "code"))
    area = visible_or_404(mine.select_related("parent"), pk=code)
    require(request.user, Permission.SELF_CHECKS_RECORD, area.pk)
    campaign = Campaign.objects.filter(state=Year.RUNNING).first()
    form = SelfCheckForm(
        standards_of(area, campaign.pk) if campaign else (),
        request.POST or None,
        initial={"inspected_on": timezone.localdate().isoformat()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = _record(request, campaign, area, form)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The self-check is recorded."))
            return redirect("self-check-detail", pk=row.pk)
    title = _("Self-check of %(unit)s") % {"unit": area.title}
    context = {"form": form, "area": area, "page_title": title, "trail": _trail(title)}
    return render(request, "inspections/self_check.html", context)


def _record(
    request: HttpRequest, campaign: Campaign | None, area: Area, form: SelfCheckForm
) -> SelfCheck:
    if campaign is None:
        raise Refused(_("No campaign year is running."))
    return record_self_check(by=request.user, campaign=campaign, area=area, paper=form.paper())


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What a village found at itself on one day."""
    rows = SelfCheck.objects.visible_to(request.user)
    row = visible_or_404(rows.select_related("area__parent", "campaign", "recorded_by"), pk=pk)
    title = _("Self-check of %(unit)s, %(day)s") % {
        "unit": row.area.title,
        "day": row.checked_on.isoformat(),
    }
    context = {
        "row": row,
        "results": [_said(one) for one in json.loads(row.results)],
        "page_title": title,
        "trail": _trail(row.area.title),
    }
    return render(request, "inspections/own.html", context)


def _said(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "result": Result(one["result"]).label}
