"""One street's sheet: all villages, all stars."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.people.models import User
from tracker.people.permissions import may, visible_or_404
from tracker.places.terms import Level
from tracker.ratings.forms import VERBS
from tracker.ratings.models import StarRating
from tracker.ratings.permissions import may_move
from tracker.ratings.standing.street import Sheet, SheetRow, area_for, sheet_of
from tracker.ratings.terms import Verb
from tracker.ratings.workflow import ONWARD, move_for
from tracker.ui.crumbs import Crumb


@dataclass(frozen=True)
class SheetVerb:
    """A button: what it does, to how many stars, and the list that names them."""

    verb: Verb
    number: int
    listed: str


@require_safe
def sheet(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The officer's map of a street in one campaign; other areas have the list."""
    street = area_for(request.user, code)
    campaign = visible_or_404(Campaign.objects.all(), pk=year)
    if street.level != Level.STREET:
        query = urlencode({"campaign": year, "area": code})
        return redirect(f"{reverse('rating-list')}?{query}")
    found = sheet_of(request.user, street, campaign)
    by_row = [
        (table, [(row, verbs_on(request.user, found, row)) for row in table.rows])
        for table in found.tables
    ]
    title = _("%(street)s: stars of %(year)s") % {"street": street.title, "year": year}
    context = {
        "sheet": found,
        "tables": by_row,
        "may_enter": may(request.user, Permission.RATINGS_ENTER, code),
        "verbs": verbs_on(request.user, found),
        "years": Campaign.objects.order_by("-year"),
        "page_title": title,
        "trail": [
            Crumb(_("Ratings"), reverse("rating-list")),
            Crumb(title),
        ],
    }
    return render(request, "ratings/sheet.html", context)


def verbs_on(user: User, found: Sheet, row: SheetRow | None = None) -> list[SheetVerb]:
    """Return what the person may do now to stars of this street, or of one branch of it.

    The list that a button carries is narrowed to exactly the stars it counts, as far as
    state and standards say; the page that follows says what will not be done and why.
    """
    rows = [row] if row else [one for table in found.tables for one in table.rows]
    cells = [cell for one in rows for cell in one.cells if cell]
    buttons = []
    for verb in ONWARD if row else VERBS:
        going = [cell for cell in cells if _goes(user, cell, verb)]
        if going:
            states = sorted({cell.state for cell in going})
            stars = sorted({cell.star.key for cell in going})
            query = {
                "area": row.branch.pk if row else found.street.pk,
                "campaign": found.campaign.pk,
                "state": states,
                **({"standards": "all"} if verb == Verb.SUBMIT else {}),
                **({"star": stars} if verb == Verb.VERIFY else {}),
            }
            buttons.append(SheetVerb(verb, len(going), urlencode(query, doseq=True)))
    return buttons


def _goes(user: User, cell: StarRating, verb: Verb) -> bool:
    move = move_for(cell.state, verb)
    if move is None or not may_move(user, move, cell):
        return False
    return verb != Verb.SUBMIT or cell.unchecked == 0
