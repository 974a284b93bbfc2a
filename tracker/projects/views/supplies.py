"""What departments can give: one supply, listing it, correcting it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.campaigns.terms import StarKey
from tracker.people.models import User
from tracker.people.permissions import may, may_somewhere, require
from tracker.projects.actions import change_offer, offer
from tracker.projects.filters import NO_STAR
from tracker.projects.forms import OfferForm
from tracker.projects.models import Supply
from tracker.projects.standing import area_or_404, project_rows, supply_or_404, year_or_404
from tracker.projects.tables import star_words, state_mark
from tracker.projects.terms import STANDING, State
from tracker.ui.crumbs import Crumb
from tracker.ui.forms import stands_now

STARS = ["", *StarKey.values]


def _trail(*more: Crumb) -> list[Crumb]:
    return [Crumb(_("Supplies"), reverse("supply-list")), *more]


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is offered, and the projects that it is promised to."""
    supply = supply_or_404(request.user, pk)
    projects = list(project_rows(request.user).filter(supply=supply))
    context = {
        "supply": supply,
        "star": star_words(supply.star),
        "projects": [(project, state_mark(project.state)) for project in projects],
        "elsewhere": supply.served - sum(project.state in STANDING for project in projects),
        "waiting": _waiting(request.user, supply),
        "is_overdrawn": supply.left is not None and supply.left < 0,
        "may_change": may(request.user, Permission.PROJECTS_CONFIRM, supply.area_id),
        "page_title": supply.title,
        "trail": _trail(Crumb(supply.title)),
    }
    return render(request, "projects/supply.html", context)


def _waiting(user: User, supply: Supply) -> str:
    """Return the address of the projects that a person may match with a supply; "" for nobody."""
    if not may_somewhere(user, Permission.PROJECTS_CONFIRM):
        return ""
    stars = [supply.star, NO_STAR] if supply.star else []
    asked = {"area": supply.area_id, "campaign": supply.campaign_id, "state": State.LISTED}
    query = urlencode({**asked, "star": stars}, doseq=True)
    return f"{reverse('project-list')}?{query}"


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """List what a department can give in an area."""
    area, campaign = area_or_404(request.user, code), year_or_404(year)
    require(request.user, Permission.PROJECTS_CONFIRM, code)
    form = OfferForm(STARS, request.POST or None, initial={"seen": 0})
    if request.method == "POST" and form.is_valid():
        try:
            row = offer(by=request.user, campaign=campaign, area=area, said=form.said())
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The supply is listed."))
            return redirect("supply-detail", pk=row.pk)
    title = _("List a supply for %(area)s, %(year)s") % {"area": area.title, "year": year}
    context = {
        "form": form,
        "verb": _("List the supply"),
        "back": reverse("supply-list"),
        "page_title": title,
        "trail": _trail(Crumb(title)),
    }
    return render(request, "ui/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is offered."""
    supply = supply_or_404(request.user, pk)
    require(request.user, Permission.PROJECTS_CONFIRM, supply.area_id)
    form = OfferForm(STARS, request.POST or None, initial=OfferForm.initial_of(supply))
    overtaken = None
    if request.method == "POST" and form.is_valid():
        try:
            change_offer(
                by=request.user, supply=supply, said=form.said(), seen=form.cleaned_data["seen"]
            )
        except Overtaken as error:
            supply = supply_or_404(request.user, pk)
            stands = stands_now(form, OfferForm.initial_of(supply))
            overtaken = {"words": str(error), "row": supply, "stands": stands}
            form = OfferForm(STARS, initial={**form.cleaned_data, "seen": supply.version})
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("supply-detail", pk=pk)
    own = reverse("supply-detail", args=[pk])
    context = {
        "form": form,
        "overtaken": overtaken,
        "verb": _("Save"),
        "back": own,
        "page_title": _("Correct the supply: %(title)s") % {"title": supply.title},
        "trail": _trail(Crumb(supply.title, own), Crumb(_("Correct"))),
    }
    return render(request, "ui/form.html", context, status=409 if overtaken else 200)
