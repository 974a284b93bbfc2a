"""Ledger of an area."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import State as Year
from tracker.findings.standing.ledger import COLUMNS, KINDS, Ledger, Row, ledger, reported_beside
from tracker.people.permissions import areas_of, visible_or_404, within
from tracker.places.models import Area
from tracker.ui.crumbs import Crumb
from tracker.ui.exports import WRITERS, ExportColumn


def area_asked(request: HttpRequest) -> Area:
    """Return the area of the address, or the widest that the person reads findings in."""
    mine = Area.objects.filter(within(request.user, Permission.FINDINGS_READ, "code"))
    code = request.GET.get("area") or areas_of(request.user, Permission.FINDINGS_READ)[0]
    return visible_or_404(mine.select_related("parent"), pk=code[:12])


def year_asked(request: HttpRequest) -> Campaign:
    typed = request.GET.get("campaign", "")
    if typed:
        known = Campaign.objects.all()
        number = int(typed[:4]) if typed.isascii() and typed.isdigit() else 0
        return visible_or_404(known, pk=number)
    found = Campaign.objects.filter(state=Year.RUNNING).first() or Campaign.objects.first()
    if found is None:
        raise BadRequest(_("There is no campaign year yet."))
    return found


@require_safe
def ledger_page(request: HttpRequest) -> HttpResponse:
    """Findings counted by village, street, county, star or inspection; page, CSV or XLSX."""
    area, campaign = area_asked(request), year_asked(request)
    kind = request.GET.get("by", "village")
    if kind not in KINDS:
        raise BadRequest(_("There is no such ledger."))
    found = ledger(request.user, kind, area.pk, campaign.pk, timezone.localdate())
    export = request.GET.get("export", "")
    if export:
        return _file(request, export, found)
    base = f"{reverse('finding-ledger')}?area={area.pk}&campaign={campaign.pk}"
    context = {
        "area": area,
        "campaign": campaign,
        "ledger": found,
        "heading": KINDS[kind],
        "columns": list(COLUMNS.values()),
        "kinds": [(f"{base}&by={key}", label, key == kind) for key, label in KINDS.items()],
        "exports": [(f"{base}&by={kind}&export={one}", one.upper()) for one in ("xlsx", "csv")],
        "reported": reported_beside(area.pk),
        "below": area.children.current() if area.level != "village" else [],
        "page_title": _("Ledger of findings: %(area)s, %(year)s")
        % {"area": area.title, "year": campaign.pk},
        "trail": [Crumb(_("Findings to put right"), reverse("finding-list")), Crumb(_("Ledger"))],
    }
    return render(request, "findings/ledger.html", context)


def _file(request: HttpRequest, export: str, found: Ledger) -> HttpResponse:
    if export not in WRITERS:
        raise BadRequest(_("A list is exported as xlsx or csv."))
    columns = [ExportColumn(KINDS[found.kind], lambda row: row.name)]
    columns += [ExportColumn(label, _reader(name)) for name, label in COLUMNS.items()]
    return WRITERS[export](
        f"ledger-{found.kind}",
        columns,
        [*found.rows, found.sum],
        source=request.build_absolute_uri(),
        as_of=timezone.localdate(),
    )


def _reader(name: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row.counts, name)
