"""The campaign years, for those who start, open and close them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.access.refusals import Refused
from tracker.campaigns.actions import (
    close_campaign,
    open_campaign,
    set_last_days,
    start_campaign,
)
from tracker.campaigns.forms import LastDaysForm, StartForm
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import State
from tracker.people.permissions import visible_or_404
from tracker.ui.crumbs import Crumb

VERBS = {"open": open_campaign, "close": close_campaign}


def _trail(title: str = "") -> list[Crumb]:
    if not title:
        return [Crumb(_("Campaign years"))]
    return [Crumb(_("Campaign years"), reverse("campaign-list")), Crumb(title)]


@require_safe
def campaign_list(request: HttpRequest) -> HttpResponse:
    """Every year with its state and what may be done with it."""
    campaigns = Campaign.objects.with_rules().prefetch_related("schemes")
    context = {
        "campaigns": [
            {
                "campaign": one,
                "dates": [row for row in one.dates.all() if row.stage],
                "verb": "close" if one.state == State.RUNNING else "open",
            }
            for one in campaigns
        ],
        "page_title": _("Campaign years"),
        "trail": _trail(),
    }
    return render(request, "campaigns/years.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_new(request: HttpRequest) -> HttpResponse:
    """Begin to prepare a year like another one."""
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            campaign = start_campaign(by=request.user, **form.cleaned_data)
        except Refused as error:
            form.add_error("year", str(error))
        else:
            messages.success(
                request,
                _("%(year)s is in preparation. Check it, then open it.") % {"year": campaign},
            )
            return redirect("campaign-list")
    title = _("Start a campaign year")
    context = {"form": form, "page_title": title, "trail": _trail(title), "verb": title}
    return render(request, "campaigns/year_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_dates(request: HttpRequest, year: int) -> HttpResponse:
    """Until when each part of a year's work is due."""
    campaign = visible_or_404(Campaign.objects, pk=year)
    dates = campaign.dates.exclude(stage="").order_by("-pk")
    form = LastDaysForm(dates, request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = set_last_days(
            by=request.user, campaign=campaign, days=form.days(), source=form.cleaned_data["source"]
        )
        messages.success(
            request, _("The last days were set.") if changed else _("Nothing changed.")
        )
        return redirect("campaign-list")
    title = _("Last days of %(year)s") % {"year": year}
    context = {
        "form": form,
        "page_title": title,
        "trail": _trail(title),
        "verb": _("Set the last days"),
        "lead": _("They say what is late. Nothing is ever locked by them."),
        "campaign": campaign,
    }
    return render(request, "campaigns/year_form.html", context)


@require_POST
def campaign_state(request: HttpRequest, year: int) -> HttpResponse:
    """Open or close a year."""
    campaign = visible_or_404(Campaign.objects, pk=year)
    act = VERBS.get(request.POST.get("verb", ""))
    if act is None:
        raise BadRequest(_("There is no such step."))
    try:
        act(by=request.user, campaign=campaign)
    except Refused as error:
        messages.error(request, str(error))
    else:
        words = {"year": year, "state": campaign.get_state_display()}
        messages.success(request, _("%(year)s: %(state)s.") % words)
    return redirect("campaign-list")
