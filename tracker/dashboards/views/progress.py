"""How far an area has come in a campaign, for the staff of the area and of those above it."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.dashboards.charts import stars_by_stage
from tracker.dashboards.progress import Progress, first_campaign, progress, visible_areas
from tracker.dashboards.standing import lineage
from tracker.dashboards.tables import (
    branch_rows,
    declarations_grid,
    level_groups,
    level_headers,
    stage_rows,
    stars_grid,
)
from tracker.people.permissions import may, visible_or_404
from tracker.places.models import Area
from tracker.places.terms import UnitKind
from tracker.ui.crumbs import Crumb


def _kind(request: HttpRequest) -> str:
    """Return the kind of unit that the address asks for; empty for both together."""
    asked = [kind for kind in request.GET.getlist("kind") if kind]
    if not asked:
        return ""
    if len(set(asked)) > 1 or asked[0] not in UnitKind.values:
        raise BadRequest(_("“kind” takes rural or urban; without it both stand together."))
    return asked[0]


def _campaign(campaigns: list[Campaign], year: int | None) -> Campaign:
    if year is None:
        found = first_campaign(campaigns)
    else:
        found = next((one for one in campaigns if one.year == year), None)
    if found is None:
        raise Http404(_("There is no campaign of this year."))
    return found


def _trail(request: HttpRequest, area: Area, page: Progress) -> list[Crumb]:
    """Return the way from the widest area that the person may read."""
    above = [one for one in lineage(area) if may(request.user, Permission.RATINGS_READ, one.pk)]
    return [
        *[
            Crumb(one.title, reverse("area-progress-year", args=[one.pk, page.campaign.year]))
            for one in above
        ],
        Crumb(area.title),
    ]


@require_safe
def area_progress(request: HttpRequest, code: str, year: int | None = None) -> HttpResponse:
    """What waits for whom below an area, star by star and branch by branch."""
    area = visible_or_404(visible_areas(request.user), pk=code)
    kind = _kind(request)
    campaigns = list(Campaign.objects.all())
    page = progress(request.user, area, _campaign(campaigns, year), kind)
    context = {
        "page": page,
        "area": area,
        "campaigns": campaigns,
        "kinds": [("", _("Together")), *UnitKind.choices],
        "stages": stage_rows(page),
        "bars": stars_by_stage(page),
        "stars": stars_grid(page),
        "declarations": declarations_grid(page),
        "level_headers": level_headers(),
        "levels": level_groups(page),
        "branches": branch_rows(page),
        "page_title": _("Progress of %(area)s, %(year)s")
        % {"area": area.title, "year": page.campaign.year},
        "trail": _trail(request, area, page),
    }
    return render(request, "dashboards/progress.html", context)
