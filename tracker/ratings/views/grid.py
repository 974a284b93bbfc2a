"""Entering a whole street in a grid: the form, and what the grid's script sends cell by cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.history.record import recorded_last
from tracker.people.permissions import require, visible_or_404
from tracker.places.models import Area
from tracker.places.terms import Level
from tracker.ratings import wording
from tracker.ratings.actions import NotAllRefused, Outlook, StarEntry, fill_in_many
from tracker.ratings.grid import CHOOSE, MOST_CELLS, differs, is_cell, pasted_words, read_seen
from tracker.ratings.standing.grid import Cell, Grid, grid_of, name_who
from tracker.ratings.standing.street import area_for
from tracker.ratings.terms import Proposal, Verb
from tracker.ratings.views.keeping import keep_cells
from tracker.ratings.workflow import sources_of
from tracker.ui.crumbs import Crumb

Key = tuple[int, str]  # primary key of the rating, key of the star


class Sent:
    """The cells that somebody wants changed, star by star; `unsettled` must be chosen first."""

    def __init__(self, request: HttpRequest, grid: Grid) -> None:
        self.grid = grid
        self.cells: dict[Key, list[Cell]] = {}
        self.versions: dict[Key, int] = {}
        self.unsettled: list[Cell] = []
        try:
            seen = read_seen(request.POST.get("seen", ""))
        except ValueError:
            raise BadRequest(
                _("A star is named by its key and the version that was read.")
            ) from None
        for name, cell in grid.cells.items():
            star = cell.star
            known = star and seen.get((star.rating.branch_id, star.star.key))
            if star and known and name in request.POST:
                self.versions[star.rating_id, star.star.key] = known[0]
                self._take(cell, request.POST[name], known[1])

    def _take(self, cell: Cell, value: str, letters: str) -> None:
        chosen = value.removeprefix(CHOOSE)
        if chosen not in cell.choices:
            raise BadRequest(_("A cell holds an answer that there is not."))
        if value.startswith(CHOOSE):
            cell.mine = chosen
            self.unsettled.append(cell)
        elif cell.star and differs(value, letters, cell.place):
            cell.wanted, cell.is_wanted = value, True
            self.cells.setdefault((cell.star.rating_id, cell.star.star.key), []).append(cell)

    @property
    def wanted(self) -> list[Cell]:
        return [cell for cells in self.cells.values() for cell in cells]

    @property
    def entries(self) -> list[StarEntry]:
        return [self._entry(key, cells) for key, cells in self.cells.items()]

    def _entry(self, key: Key, cells: list[Cell]) -> StarEntry:
        if not self.grid.star:
            return StarEntry(*key, self.versions[key], proposal=cells[0].wanted)
        results = {int(cell.column.key): cell.wanted for cell in cells}
        return StarEntry(*key, self.versions[key], results=results)

    def written(self, outlooks: Iterable[Outlook]) -> list[Cell]:
        """Return the cells of the stars that were written."""
        kept = [(one.move.rating_id, one.move.star_key) for one in outlooks if one.will]
        return [cell for key in kept for cell in self.cells[key]]

    def put_into(self, grid: Grid) -> None:
        """Show what was sent in the cells of a grid that was read anew."""
        for sent in [*self.wanted, *self.unsettled]:
            cell = grid.cells[sent.name]
            cell.wanted, cell.is_wanted = sent.wanted, sent.is_wanted
            cell.mine, cell.fault = sent.mine, sent.fault


@require_http_methods(["GET", "HEAD", "POST"])
def stars(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Branches by stars: what the street says of each."""
    return _grid(request, year, code, "")


@require_http_methods(["GET", "HEAD", "POST"])
def standards(request: HttpRequest, year: int, code: str, key: str) -> HttpResponse:
    """Branches by the standards of one star: how each is met."""
    return _grid(request, year, code, key)


@require_POST
def cells(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Keep what can be kept of at most 300 cells; say of each what became of it, as JSON.

    Takes what the form takes, `star` beside it, and the differing cells alone.
    """
    street, campaign = _place(request, year, code)
    if street.level != Level.STREET:
        raise BadRequest(_("Stars are entered street by street."))
    names = [name for name in request.POST if is_cell(name)]
    if len(names) > MOST_CELLS:
        raise BadRequest(_("At most %(most)s cells are taken at once.") % {"most": MOST_CELLS})
    key = request.POST.get("star", "")
    sent = Sent(request, _read(request, street, campaign, key))
    with recorded_last(by=request.user):
        outlooks = fill_in_many(by=request.user, entries=sent.entries, partly=True)
        keep_cells(request.user, sent.grid, sent.written(outlooks))
    now = grid_of(request.user, street, campaign, key)
    answered = _answers(sent, outlooks, now)
    lost = [
        {"name": name, "state": "refused", "why": wording.not_there(), "seen": 0}
        for name in names
        if name not in {one["name"] for one in answered}
    ]
    return JsonResponse({"cells": [*answered, *lost]}, json_dumps_params={"ensure_ascii": False})


# --- What is read ------------------------------------------------------------------


def _place(request: HttpRequest, year: int, code: str) -> tuple[Area, Campaign]:
    street = area_for(request.user, code)
    campaign = visible_or_404(Campaign.objects.all(), pk=year)
    require(request.user, Permission.RATINGS_ENTER, code)
    return street, campaign


def _read(request: HttpRequest, street: Area, campaign: Campaign, key: str) -> Grid:
    grid = grid_of(request.user, street, campaign, key)
    if key and key not in grid.stars:
        raise Http404
    return grid


# --- The form ----------------------------------------------------------------------


def _grid(request: HttpRequest, year: int, code: str, key: str) -> HttpResponse:
    street, campaign = _place(request, year, code)
    if street.level != Level.STREET:
        query = urlencode({"campaign": year, "area": code})
        return redirect(f"{reverse('rating-list')}?{query}")
    grid = _read(request, street, campaign, key)
    return _save(request, grid) if request.method == "POST" else _page(request, grid)


def _save(request: HttpRequest, grid: Grid) -> HttpResponse:
    """Keep all that differs, or nothing and say at each cell why."""
    sent = Sent(request, grid)
    if sent.unsettled:
        for cell in sent.unsettled:
            cell.fault = _("Choose which of the two results shall stand.")
        name_who(sent.unsettled)
        return _page(request, grid, fault=_("Nothing was saved. What does not fit is said below."))
    try:
        with recorded_last(by=request.user):
            outlooks = fill_in_many(by=request.user, entries=sent.entries)
            keep_cells(request.user, sent.grid, sent.written(outlooks))
    except Overtaken as error:
        return _overtaken(request, sent, error)
    except NotAllRefused as error:
        _mark(sent, error.outlooks)
        return _page(request, grid, fault=str(error))
    except Refused as error:
        for cell in sent.wanted:
            cell.fault = str(error)
        return _page(request, grid, fault=str(error))
    messages.success(request, _done(len(sent.wanted)) if outlooks else _nothing())
    return redirect(request.path)


def _done(number: int) -> str:
    return ngettext("%(n)s cell saved.", "%(n)s cells saved.", number) % {"n": number}


def _nothing() -> str:
    return _("Nothing had changed, so nothing was saved.")


def _mark(sent: Sent, outlooks: Iterable[Outlook]) -> None:
    for outlook in outlooks:
        for cell in sent.cells[outlook.move.rating_id, outlook.move.star_key]:
            cell.fault = outlook.why_not


def _overtaken(request: HttpRequest, sent: Sent, error: Overtaken) -> HttpResponse:
    """409: where two people differ, the cell shows both values and asks for a choice."""
    grid = grid_of(request.user, sent.grid.street, sent.grid.campaign, sent.grid.star)
    sent.put_into(grid)
    late = {(row.rating_id, row.star.key) for row in error.rows}
    disputed = [
        cell
        for key in late
        for cell in (grid.cells[one.name] for one in sent.cells.get(key, []))
        if cell.value != cell.wanted
    ]
    for cell in disputed:
        cell.mine = cell.wanted
    name_who(disputed)
    return _page(request, grid, fault=str(error), status=409)


def _page(request: HttpRequest, grid: Grid, *, fault: str = "", status: int = 200) -> HttpResponse:
    year, street = grid.campaign.pk, grid.street
    words = {"street": street.title, "year": year, "star": grid.stars.get(grid.star, "")}
    title = _("%(street)s: entry of %(year)s") % words
    if grid.star:
        title = _("%(street)s: %(star)s of %(year)s") % words
    context: dict[str, Any] = {
        "grid": grid,
        "fault": fault,
        "choose": CHOOSE,
        "pasted": pasted_words(grid.choices),
        "ready": _ready(grid),
        "draft": f"grid.{request.user.pk}.{street.pk}.{year}.{grid.star}",
        "page_title": title,
        "trail": [
            Crumb(_("Ratings"), reverse("rating-list")),
            Crumb(
                _("%(street)s: stars of %(year)s") % words,
                reverse("rating-sheet", args=[year, street.pk]),
            ),
            Crumb(title),
        ],
    }
    return render(request, "ratings/grid.html", context, status=status)


def _ready(grid: Grid) -> str:
    """Return the list of the stars that the street would submit after this grid."""
    own = {"star": grid.star, "standards": "all"} if grid.star else {"statement": Proposal.MET}
    states = sources_of(Verb.SUBMIT)
    query = {"area": grid.street.pk, "campaign": grid.campaign.pk, "state": states, **own}
    return urlencode(query, doseq=True)


# --- The script's answer -----------------------------------------------------------


def _answers(sent: Sent, outlooks: Iterable[Outlook], now: Grid) -> list[dict[str, object]]:
    """Say of each cell: saved, refused or overtaken; what stands now, and in which version."""
    late: list[Cell] = []
    said = {}
    for outlook in outlooks:
        for one in sent.cells[outlook.move.rating_id, outlook.move.star_key]:
            cell = now.cells[one.name]
            same = cell.value == one.wanted
            state = "saved" if outlook.will or (outlook.overtaken and same) else "refused"
            if outlook.overtaken and not same:
                state = "overtaken"
                late.append(cell)
            said[cell.name] = state, "" if state == "saved" else outlook.why_not
    name_who(late)
    return [
        {
            "name": cell.name,
            "state": state,
            "why": why,
            "value": cell.value,
            "words": cell.words,
            "seen": cell.star.version if cell.star else 0,
            "whose": cell.whose,
        }
        for cell, (state, why) in ((now.cells[name], one) for name, one in said.items())
    ]
