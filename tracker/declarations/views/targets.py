"""Setting the targets of an area, and the same ones for every street of it."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.declarations.actions import set_targets, set_targets_each
from tracker.declarations.actions.planning import against_year_of_targets
from tracker.declarations.forms import EachStreetForm, TargetForm
from tracker.declarations.models import Target
from tracker.declarations.standing.branches import campaign_or_404
from tracker.declarations.standing.planned import (
    declared_at,
    level_lines,
    planned_below,
    reported_plans,
    share_lines,
)
from tracker.declarations.standing.sheet import area_or_404
from tracker.declarations.terms import STANDING
from tracker.people.permissions import may, require
from tracker.places.models import Area
from tracker.places.terms import Level, UnitKind
from tracker.ui.crumbs import Crumb


def _there(request: HttpRequest, area: Area, campaign: Campaign) -> list[Target]:
    mine = Target.objects.visible_to(request.user).filter(area=area, campaign=campaign)
    return list(mine.select_related("changed_by"))


@require_http_methods(["GET", "HEAD", "POST"])
def target_set(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Show an area's targets; set them, or with `each` those of all its streets."""
    area, campaign = area_or_404(request.user, code), campaign_or_404(year)
    if request.method == "POST":
        require(request.user, Permission.TARGETS_SET, code)
    if request.method == "POST" and request.POST.get("each"):
        return _each(request, area, campaign)
    there = _there(request, area, campaign)
    form = TargetForm(there, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changed = set_targets(
                by=request.user, area=area, campaign=campaign, rows=form.plans(), seen=form.seen()
            )
        except Overtaken as error:
            return _overtaken(request, area, campaign, form, str(error))
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _done(len(changed)))
            return redirect("target-set", year=year, code=code)
    return _page(request, area, campaign, there, form)


def _done(number: int) -> str:
    return ngettext("%(n)d target was set.", "%(n)d targets were set.", number) % {"n": number}


def _page(
    request: HttpRequest, area: Area, campaign: Campaign, there: list[Target], form: TargetForm
) -> HttpResponse:
    declared = declared_at(area, campaign)
    targets = {(row.unit_kind, row.level): row for row in there}
    below = planned_below(request.user, area, campaign)
    context = {
        "form": form,
        "lines": level_lines(targets, declared, partial(_rows_at, area, campaign), below),
        "planned_below": bool(below),
        "shares": share_lines(area, declared),
        "reported": reported_plans(area, campaign),
        "may_set": (may_set := _may_set(request, area, campaign)),
        "each": EachStreetForm() if may_set and area.level == Level.COUNTY else None,
        **_frame(area, campaign),
    }
    return render(request, "declarations/target_set.html", context)


def _may_set(request: HttpRequest, area: Area, campaign: Campaign) -> bool:
    """Whether the person has the right, and the year and the area take targets."""
    settable = area.level != Level.VILLAGE and not against_year_of_targets(campaign)
    return settable and may(request.user, Permission.TARGETS_SET, area.pk)


def _rows_at(area: Area, campaign: Campaign, level: int, kind: str) -> str:
    """Return the address of the declarations that stand at a level: those that are counted."""
    query = [("area", area.pk), ("campaign", campaign.pk), ("level", level)]
    query += [("state", str(state)) for state in STANDING]
    query += [("unit_kind", kind)] if kind else []
    return f"{reverse('declaration-list')}?{urlencode(query)}"


def _overtaken(
    request: HttpRequest, area: Area, campaign: Campaign, form: TargetForm, fault: str
) -> HttpResponse:
    """409: the numbers typed beside those that stand now, and a form on the new versions."""
    now = {(row.unit_kind, row.level): row for row in _there(request, area, campaign)}
    typed = {key: form.cleaned_data[f"number-{key[0] or 'all'}-{key[1]}"] for key in form.places()}
    seen = form.seen()
    compared = [
        {
            "level": level,
            "kind": UnitKind(kind).label if kind else "",
            "typed": typed[kind, level],
            "row": now.get((kind, level)),
        }
        for kind, level in form.places()
        if (now[kind, level].version if (kind, level) in now else 0) != seen[kind, level]
    ]
    again = TargetForm(now.values())
    for (kind, level), number in typed.items():
        again.initial[f"number-{kind or 'all'}-{level}"] = number
    again.initial["source"] = form.cleaned_data["source"]
    context = {"form": again, "compared": compared, "fault": fault, **_frame(area, campaign)}
    return render(request, "declarations/target_late.html", context, status=409)


def _each(request: HttpRequest, area: Area, campaign: Campaign) -> HttpResponse:
    """First what every street would get beside what it has, then all of it at once."""
    form = EachStreetForm(request.POST)
    streets = list(Area.objects.current().under(area.pk).filter(level=Level.STREET))
    mine = Target.objects.visible_to(request.user).filter(unit_kind="")
    rows = list(mine.filter(campaign=campaign, area__in=streets))
    there = {(row.area_id, row.level): row for row in rows}
    fault = ""
    if form.is_valid() and request.POST.get("do") == "confirm":
        try:
            changed = set_targets_each(
                by=request.user,
                areas=streets,
                campaign=campaign,
                rows=form.plans(),
                seen=_versions(request),
            )
        except Refused as error:
            fault = str(error)
            status = 409 if isinstance(error, Overtaken) else 200
        else:
            messages.success(request, _done(len(changed)))
            return redirect("target-set", year=campaign.pk, code=area.pk)
    else:
        status = 200
    plans = form.plans() if form.is_valid() else []
    context = {
        "form": form,
        "fault": fault
        or ("" if plans else _("Type at least one number."))
        or against_year_of_targets(campaign),
        "plans": plans,
        "streets": [_of_street(street, plans, there) for street in streets],
        "seen": " ".join(f"{code}-{level}:{row.version}" for (code, level), row in there.items()),
        **_frame(area, campaign),
    }
    return render(request, "declarations/target_each.html", context, status=status)


def _of_street(
    street: Area, plans: list[Any], there: dict[tuple[str, int], Target]
) -> dict[str, Any]:
    cells = [
        {
            "now": row.number if (row := there.get((street.pk, plan.level))) else None,
            "then": plan.number,
        }
        for plan in plans
    ]
    return {"area": street, "cells": cells}


def _versions(request: HttpRequest) -> dict[tuple[str, str, int], int]:
    """Return {(street, "", level): version read} from the one field that carries them."""
    found = {}
    for text in request.POST.get("seen", "").split():
        key, _colon, version = text.partition(":")
        code, _dash, level = key.partition("-")
        if level in "12345" and version.isascii() and version.isdigit():
            found[code, "", int(level)] = int(version[:9])
    return found


def _frame(area: Area, campaign: Campaign) -> dict[str, Any]:
    title = _("Targets of %(area)s, %(year)s") % {"area": area.title, "year": campaign.pk}
    return {
        "area": area,
        "campaign": campaign,
        "page_title": title,
        "trail": [Crumb(_("Targets"), reverse("target-list")), Crumb(title)],
    }
