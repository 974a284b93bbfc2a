"""The sheet of a street: the declarations of all its branches on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.declarations.actions import Faulty, fill_in_many
from tracker.declarations.actions.guards import against_year
from tracker.declarations.inputs import Wish, read_items
from tracker.declarations.models import Declaration
from tracker.declarations.standing.branches import campaign_or_404, stars_before, stars_of
from tracker.declarations.standing.sheet import (
    SheetLine,
    area_or_404,
    branches_of,
    declarations_of,
    streets_of,
)
from tracker.declarations.tables import state_mark
from tracker.declarations.terms import State, Verb
from tracker.declarations.views.keeping import keep_sheet
from tracker.declarations.workflow import move_for
from tracker.history.record import recorded_last
from tracker.people.models import User
from tracker.people.permissions import may
from tracker.places.models import Area, Branch
from tracker.places.terms import Level
from tracker.ui.crumbs import Crumb

THEIRS, BEFORE = "theirs", "before"


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Fill in a street or a village; of a larger area, show the way to its streets."""
    area, campaign = area_or_404(request.user, code), campaign_or_404(year)
    if area.level not in (Level.STREET, Level.VILLAGE):
        return _streets_page(request, area, campaign)
    lines = _lines(request.user, area, campaign)
    if request.method != "POST":
        if request.GET.get("like") == BEFORE:
            _tick_as_before(lines)
        return _page(request, area, campaign, lines)
    wishes = _read(request, campaign, lines)
    submit = request.POST.get("do") == "submit"
    before = {line.code: line.row.stars for line in lines if line.row}
    try:
        with recorded_last(by=request.user):
            rows = fill_in_many(by=request.user, campaign=campaign, wishes=wishes, submit=submit)
            keep_sheet(request.user, campaign, area, rows, before)
    except Faulty as error:
        _mark(request.user, lines, error)
        status = 409 if error.rows else 200
        return _page(request, area, campaign, lines, fault=str(error), status=status)
    messages.success(request, _done(len(rows), submit=submit))
    return redirect("declaration-sheet", year=year, code=code)


def _done(number: int, *, submit: bool) -> str:
    if not number:
        return _("Nothing had changed, so nothing was saved.")
    if submit:
        words = ngettext("%(n)d declaration submitted.", "%(n)d declarations submitted.", number)
    else:
        words = ngettext("%(n)d declaration saved.", "%(n)d declarations saved.", number)
    return words % {"n": number}


# --- What was sent -----------------------------------------------------------------


def _read(request: HttpRequest, campaign: Campaign, lines: list[SheetLine]) -> list[Wish]:
    """Return the wishes of the rows that differ, and note in each row what was ticked.

    All versions come in one field: a form takes a thousand fields only, and five boxes
    for each branch of a large street are most of them. With "submit" rows that say the
    same go along as well, as long as they name a star.
    """
    try:
        seen = {item.branch: item.seen for item in read_items(request.POST.get("seen", "").split())}
    except ValueError:
        raise BadRequest(_("A declaration is named with the version that was read.")) from None
    wishes = []
    for line in lines:
        if not line.open or line.code not in seen:
            continue
        if request.POST.get(f"choose-{line.code}") == THEIRS:
            continue
        line.wanted = request.POST.getlist(f"star-{line.code}")
        submitting = request.POST.get("do") == "submit" and (line.wanted or line.row)
        if line.wanted != (line.row.star_keys if line.row else []) or submitting:
            wishes.append(Wish(line.code, tuple(line.wanted), seen[line.code]))
    return wishes


def _tick_as_before(lines: list[SheetLine]) -> None:
    """Tick what was declared the year before where nothing is declared yet; nothing is saved."""
    for line in lines:
        if line.may_go_on:
            line.wanted = list(line.before or [])


# --- What is shown -----------------------------------------------------------------


def _lines(user: User, area: Area, campaign: Campaign) -> list[SheetLine]:
    branches = branches_of(user, area)
    rows, stars = declarations_of(user, campaign, branches), stars_of(campaign)
    before = stars_before(campaign, [branch.pk for branch in branches])
    year = against_year(campaign)
    return [
        SheetLine(
            branch=branch,
            row=(row := rows.get(branch.pk)),
            stars=stars.get(row.kind_of_scheme if row else branch.unit_kind, []),
            before=before.get(branch.pk),
            may_enter=may(user, Permission.DECLARATIONS_ENTER, branch.pk),
            closed=year or _closed(row, branch),
            wanted=row.star_keys if row else [],
        )
        for branch in branches
    ]


def _closed(row: Declaration | None, branch: Branch) -> str:
    if branch.area.is_excluded:
        return _("not rated")
    if row and move_for(row.state, Verb.FILL_IN) is None:
        return str(State(row.state).label)
    return ""


def _mark(user: User, lines: list[SheetLine], error: Faulty) -> None:
    """Put every fault at its row; who was overtaken sees both values and chooses."""
    for line in lines:
        line.faults = error.faults.get(line.code, [])
        line.overtaken = line.code in error.rows


def _page(
    request: HttpRequest,
    area: Area,
    campaign: Campaign,
    lines: list[SheetLine],
    *,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    is_open = [line for line in lines if line.open]
    context = {
        "area": area,
        "campaign": campaign,
        "lines": [(line, state_mark(line.row.state) if line.row else "") for line in lines],
        "is_open": bool(is_open),
        "seen": " ".join(f"{campaign.pk}-{line.code}:{line.seen}" for line in is_open),
        "may_go_on": any(line.may_go_on for line in lines),
        "as_before": request.GET.get("like") == BEFORE,
        "missing": sum(line.row is None for line in lines),
        "closed": against_year(campaign),
        "fault": fault,
        **_frame(area, campaign),
    }
    return render(request, "declarations/sheet.html", context, status=status)


def _streets_page(request: HttpRequest, area: Area, campaign: Campaign) -> HttpResponse:
    if request.method == "POST":
        raise BadRequest(_("Declarations are filled in street by street."))
    streets = streets_of(request.user, area, campaign)
    context: dict[str, Any] = {
        "area": area,
        "campaign": campaign,
        "streets": streets,
        "units": sum(one.units for one in streets),
        "missing": sum(one.missing for one in streets),
        **_frame(area, campaign),
    }
    return render(request, "declarations/streets.html", context)


def _frame(area: Area, campaign: Campaign) -> dict[str, Any]:
    title = _("Declarations of %(area)s, %(year)s") % {"area": area.title, "year": campaign.pk}
    return {
        "page_title": title,
        "trail": [Crumb(_("Declarations"), reverse("declaration-list")), Crumb(title)],
    }
