"""Self-checks of villages: recorded, listed and shown apart from inspections."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import State as Year
from tracker.inspections.actions import record_self_check, save_self_check_draft
from tracker.inspections.actions.recording import standards_of
from tracker.inspections.forms import SelfCheckForm
from tracker.inspections.inputs import unpack
from tracker.inspections.models import SelfCheck, SelfCheckDraft
from tracker.inspections.views.drafts import Save, keep_by_button, keep_now
from tracker.people.permissions import require, visible_or_404, within
from tracker.places.models import Area
from tracker.ratings.terms import Result
from tracker.ui.crumbs import Crumb

RECORDED = "recorded_paper"  # in the session, until the next page has said so


def _trail(*more: str) -> list[Crumb]:
    first = Crumb(_("Self-checks of villages"), reverse("self-check-list"))
    return [first, *(Crumb(one) for one in more)]


def _area_or_404(request: HttpRequest, code: str) -> Area:
    """Return a unit that the person records self-checks of."""
    mine = Area.objects.current().filter(within(request.user, Permission.INSPECTIONS_READ, "code"))
    area = visible_or_404(mine.select_related("parent"), pk=code)
    require(request.user, Permission.SELF_CHECKS_RECORD, area.pk)
    return area


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Record a self-check of the person's own unit: kept while typing, recorded once."""
    area = _area_or_404(request, code)
    campaign = Campaign.objects.filter(state=Year.RUNNING).first()
    standards = standards_of(area, campaign.pk) if campaign else ()
    if request.method != "POST":
        return _paper_page(request, area, SelfCheckForm(standards, initial=_kept(request, area)))
    form = SelfCheckForm(standards, request.POST)
    if request.POST.get("do") == "save":
        status = keep_by_button(request, _saving(request, area))
        if not status:
            return redirect("self-check-new", code=code)
        return _paper_page(request, area, form, status)
    if form.is_valid():
        try:
            row = _record(request, campaign, area, form)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            # Told once to the page that follows: nothing of it stays on the device.
            request.session[RECORDED] = _key(request, area)
            messages.success(request, _("The self-check is recorded."))
            return redirect("self-check-detail", pk=row.pk)
    return _paper_page(request, area, form)


@require_POST
def keep(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what is typed, asked by the page's script every few seconds; answers in JSON."""
    return keep_now(request, _saving(request, _area_or_404(request, code)))


def _saving(request: HttpRequest, area: Area) -> Save:
    return partial(save_self_check_draft, by=request.user, area=area)


def _key(request: HttpRequest, area: Area) -> str:
    """Return under which name a device keeps the words of one person of one unit."""
    return f"paper-own-{area.pk}-{request.user.pk}"


def _draft(request: HttpRequest, area: Area) -> SelfCheckDraft | None:
    return SelfCheckDraft.objects.filter(area=area, saved_by=request.user).first()


def _kept(request: HttpRequest, area: Area) -> dict[str, str]:
    draft = _draft(request, area)
    kept = unpack(draft.typed) if draft else {}
    return kept or {"inspected_on": timezone.localdate().isoformat()}


def _paper_page(
    request: HttpRequest, area: Area, form: SelfCheckForm, status: int = 200
) -> HttpResponse:
    title = _("Self-check of %(unit)s") % {"unit": area.title}
    context = {
        "form": form,
        "area": area,
        "draft": _draft(request, area),
        "key": _key(request, area),
        "page_title": title,
        "trail": _trail(title),
    }
    return render(request, "inspections/self_check.html", context, status=status)


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
        "recorded": request.session.pop(RECORDED, ""),
        "results": [_said(one) for one in json.loads(row.results)],
        "page_title": title,
        "trail": _trail(row.area.title),
    }
    return render(request, "inspections/own.html", context)


def _said(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "result": Result(one["result"]).label}
