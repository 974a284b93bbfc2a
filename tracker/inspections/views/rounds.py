"""Planning a round, its page, closing it; claim against check; what newspapers report."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import StarKey
from tracker.campaigns.terms import State as Year
from tracker.findings.views.ledgers import year_asked
from tracker.inspections.actions import add_visit, close_round, plan_round
from tracker.inspections.forms import AddForm, PlanForm, WhereForm
from tracker.inspections.gaps import Claim
from tracker.inspections.models import Round
from tracker.inspections.routes import draw_digest
from tracker.inspections.standing.claims import claims_of
from tracker.inspections.standing.counted import lines_of
from tracker.inspections.standing.kinds import kind_called, kind_name, reported_in
from tracker.inspections.standing.rounds import agreements, round_or_404, stops, workload
from tracker.inspections.terms import RoundState, Route
from tracker.people.permissions import areas_of, may, require, visible_or_404, within
from tracker.places.models import Area
from tracker.places.terms import Level
from tracker.ui.crumbs import Crumb


def trail_of(*more: str) -> list[Crumb]:
    first = Crumb(_("Rounds of inspection"), reverse("round-list"))
    return [first, *(Crumb(one) for one in more)]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """First where, then how: the people who may inspect depend on the place."""
    sent = request.POST if request.method == "POST" else request.GET
    where = WhereForm(request.user, sent if "area" in sent else None)
    chosen = where.is_bound and where.is_valid()
    area = Area.objects.get(pk=where.cleaned_data["area"]) if chosen else None
    campaign = Campaign.objects.filter(state=Year.RUNNING).first()
    form = PlanForm(request.user, area.pk, request.POST or None) if area else None
    if request.method == "POST" and form is not None and form.is_valid():
        if campaign is None:
            form.add_error(None, _("No campaign year is running."))
        else:
            try:
                row = plan_round(by=request.user, campaign=campaign, area=area, wish=form.wish())
            except Refused as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Planned: %(title)s.") % {"title": row.title})
                return redirect("round-detail", pk=row.pk)
    context = {
        "where": where,
        "form": form,
        "area": area,
        "page_title": _("Plan a round of inspection"),
        "trail": trail_of(_("Plan a round of inspection")),
    }
    return render(request, "inspections/plan.html", context)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The route with what came of each visit, the inspectors' parts, and how far they agree."""
    return _page(request, round_or_404(request.user, pk))


def _page(request: HttpRequest, row: Round, form: AddForm | None = None) -> HttpResponse:
    """Show a round; ``form`` is an addition that was refused, to be sent once more."""
    user = request.user
    is_open = row.state == RoundState.OPEN
    may_plan = is_open and may(user, Permission.INSPECTIONS_PLAN, row.area_id)
    compared, together = agreements(row)
    route = stops(user, row)
    context = {
        "row": row,
        "kind": kind_name(row.kind),
        "is_open": is_open,
        "is_blind": kind_called(row.kind).blind,
        "stops": [(one, draw_digest(row.seed, one.visit.area_id)[:12]) for one in route],
        "drawn": row.route == Route.RANDOM,
        "by_risk": row.route == Route.RISK,
        "loads": workload(row),
        "compared": compared,
        "together": together,
        "may_close": may_plan,
        "add_form": (form or AddForm(user, row.area_id)) if may_plan else None,
        "page_title": row.title,
        "trail": trail_of(row.title),
    }
    return render(request, "inspections/round.html", context)


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a unit to a round that is under way."""
    row = round_or_404(request.user, pk)
    require(request.user, Permission.INSPECTIONS_PLAN, row.area_id)
    form = AddForm(request.user, row.area_id, request.POST)
    if form.is_valid():
        area = Area.objects.get(pk=form.cleaned_data["area"])
        why = form.cleaned_data["why"]
        try:
            add_visit(by=request.user, row=row, area=area, inspector=form.person(), why=why)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Added: %(unit)s.") % {"unit": area.title})
            return redirect("round-detail", pk=pk)
    if row.state != RoundState.OPEN:
        messages.error(request, _("The round is closed."))
    return _page(request, row, form)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a round; what is missing stays missing."""
    row = round_or_404(request.user, pk)
    try:
        close_round(by=request.user, row=row)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The round is closed."))
    return redirect("round-detail", pk=pk)


def _area_asked(request: HttpRequest) -> Area:
    mine = Area.objects.filter(within(request.user, Permission.INSPECTIONS_READ, "code"))
    code = request.GET.get("area") or areas_of(request.user, Permission.INSPECTIONS_READ)[0]
    return visible_or_404(mine, pk=code[:12])


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """Declared, supported by inspection, awarded: side by side for each area below."""
    area, campaign = _area_asked(request), year_asked(request)
    lines, together = lines_of(request.user, area, campaign)
    is_short = area.level in (Level.STREET, Level.VILLAGE)
    each = claims_of(request.user, area.pk, campaign) if is_short else []
    context = {
        "area": area,
        "campaign": campaign,
        "lines": lines,
        "together": together,
        "claims": _named(each),
        "page_title": _("Claim against check: %(area)s, %(year)s")
        % {"area": area.title, "year": campaign.pk},
        "trail": trail_of(_("Claim against check")),
    }
    return render(request, "inspections/claims.html", context)


def _named(claims: list[Claim]) -> list[tuple[str, str, Claim]]:
    """Return (unit, star, claim) with the names that a reader knows."""
    places = Area.objects.in_bulk({one.unit for one in claims})
    return [(places[one.unit].title, str(StarKey(one.star).label), one) for one in claims]


@require_safe
def reported(request: HttpRequest) -> HttpResponse:
    """What newspapers report of inspections, rounds and bulletins in an area."""
    area = _area_asked(request)
    context = {
        "area": area,
        "reported": reported_in(area.pk),
        "page_title": _("Inspections that newspapers report: %(area)s") % {"area": area.title},
        "trail": trail_of(_("Reported inspections")),
    }
    return render(request, "inspections/reported.html", context)
