"""What the campaign is, and the standards of each scheme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.campaigns.models import Campaign, CampaignDate, LeadDepartment, Scheme, Star
from tracker.campaigns.wording import period_words, scheme_title
from tracker.ui.crumbs import Crumb


@dataclass(frozen=True)
class StarSection:
    """A star on the page of its scheme; `all_unverified` spares a badge on every line."""

    star: Star
    all_unverified: bool


@dataclass(frozen=True)
class Step:
    """A date in the cycle with its period in words."""

    date: CampaignDate
    period: str


@dataclass(frozen=True)
class StarLead:
    """A lead department with its star, which is loaded already."""

    star: Star
    lead: LeadDepartment


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Tell a newcomer in a minute what the campaign is and what this site does."""
    campaigns = list(Campaign.objects.with_rules().with_schemes())
    latest = campaigns[0] if campaigns else None
    context = {
        "page_title": _("About the Five-Star campaign"),
        "trail": _trail(_("About the campaign")),
        "campaigns": campaigns,
        "latest": latest,
        "rule": getattr(latest, "level_rule", None),
        "has_unverified_standards": any(star.unverified_count for star in _stars(latest)),
        "leads": _leads(latest),
        "cycles": [(campaign, _steps(campaign)) for campaign in campaigns],
    }
    return render(request, "campaigns/about.html", context)


@require_safe
def scheme_detail(request: HttpRequest, year: str, unit_kind: str) -> HttpResponse:
    """Show the five stars of a scheme and the standards under each."""
    schemes = Scheme.objects.with_standards()
    scheme = get_object_or_404(schemes, campaign_id=int(year), unit_kind=unit_kind)
    sections = [_section(star) for star in scheme.stars.all()]
    standards = [row for section in sections for row in section.star.standards.all()]
    title = scheme_title(scheme.campaign_id, unit_kind)
    context: dict[str, Any] = {
        "page_title": title,
        "trail": _trail(title, Crumb(_("About the campaign"), reverse("campaign-about"))),
        "scheme": scheme,
        "sections": sections,
        "standard_count": len(standards),
        "unverified_count": sum(not row.verified for row in standards),
        "sources": sorted({row.origin for row in standards if row.origin}),
        "tabs": _tabs(scheme),
    }
    return render(request, "campaigns/scheme.html", context)


def _trail(title: str, *between: Crumb) -> list[Crumb]:
    return [Crumb(_("Overview"), reverse("home")), *between, Crumb(title)]


def _section(star: Star) -> StarSection:
    standards = list(star.standards.all())
    return StarSection(star, bool(standards) and not any(row.verified for row in standards))


def _steps(campaign: Campaign) -> list[Step]:
    return [Step(date, period_words(date.starts_on, date.ends_on)) for date in campaign.dates.all()]


def _stars(campaign: Campaign | None) -> list[Star]:
    """Return the loaded stars of a campaign in order of schemes and positions."""
    schemes = campaign.schemes.all() if campaign else []
    return [star for scheme in schemes for star in scheme.stars.all()]


def _leads(campaign: Campaign | None) -> list[StarLead]:
    """Return the lead departments in order of schemes, stars and areas."""
    return [StarLead(star, lead) for star in _stars(campaign) for lead in star.leads.all()]


def _tabs(scheme: Scheme) -> list[dict[str, Any]]:
    """Return links to every scheme of every year; the shown one is current."""
    return [
        {
            "label": scheme_title(other.campaign_id, other.unit_kind),
            "url": reverse("scheme-detail", args=[other.campaign_id, other.unit_kind]),
            "current": other == scheme,
        }
        for other in Scheme.objects.in_year_order()
    ]
