"""Moving declarations: first what will happen and what will not, then all of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tracker.access.refusals import Overtaken, Refused
from tracker.declarations.actions import NotAllRefused, Outlook, move_many, preview
from tracker.declarations.actions.moving import MOST_AT_ONCE
from tracker.declarations.filters import DeclarationFilterSet
from tracker.declarations.forms import VERBS, MoveForm
from tracker.declarations.inputs import Item, read_items
from tracker.declarations.models import Declaration, DeclarationStep
from tracker.declarations.standing.branches import (
    declaration_rows,
    in_words,
    steps_of,
    subject_or_404,
)
from tracker.declarations.tables import state_mark
from tracker.declarations.terms import State, Verb
from tracker.declarations.views.keeping import keep_moves
from tracker.declarations.wording import stars_in_words
from tracker.history.record import recorded_last
from tracker.people.models import User
from tracker.ui.crumbs import Crumb

SHOWN = 100  # declarations that are compared in full: a page that can still be read


@dataclass(frozen=True)
class Wanted:
    """Declarations that somebody wants to move by one verb; `back` is the page to go to."""

    verb: Verb
    items: Sequence[Item]
    action: str
    back: str
    is_bulk: bool = False


def carried(items: Iterable[Item]) -> str:
    """Write items for one field: a form takes a thousand fields only."""
    return " ".join(str(item) for item in items)


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Declarations ticked on the list, or all that the list matches."""
    verb = _verb(request)
    query = QueryDict(request.POST.get("list", "")).urlencode()
    back = f"{reverse('declaration-list')}{'?' if query else ''}{query}"
    if request.POST.get("scope") == "all" and "moves" not in request.POST:
        items = _matching(request, query)
    else:
        items = _sent(request)
    if fault := _fault(items):
        messages.error(request, fault)
        return redirect(back)
    wanted = Wanted(verb, items, reverse("declaration-bulk"), back, is_bulk=True)
    # Only what was shown is done: the preview carries the versions that were read.
    sure = request.POST.get("do") == "confirm" and "moves" in request.POST
    return _carry_out(request, wanted, sure=sure)


@require_POST
def move(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One declaration, straight from its own page."""
    subject = subject_or_404(request.user, year, code)
    if subject.row is None:
        raise BadRequest(_("Nothing is declared here yet."))
    verb, seen = _verb(request), request.POST.get("seen", "")
    try:
        items = read_items([f"{year}-{code}:{seen}"])
    except ValueError:
        raise BadRequest(_("A declaration is named with the version that was read.")) from None
    own = reverse("declaration-detail", args=[year, code])
    wanted = Wanted(verb, items, reverse("declaration-move", args=[year, code]), own)
    return _carry_out(request, wanted, sure=request.POST.get("do") != "look")


# --- What was sent -----------------------------------------------------------------


def _verb(request: HttpRequest) -> Verb:
    verb = request.POST.get("verb", "")
    if verb not in VERBS:
        raise BadRequest(_("There is no such step."))
    return Verb(verb)


def _sent(request: HttpRequest) -> list[Item]:
    moves = request.POST.get("moves")
    texts = request.POST.getlist("pick") if moves is None else moves.split()
    try:
        return read_items(texts)
    except ValueError:
        raise BadRequest(_("A declaration is named with the version that was read.")) from None


def _matching(request: HttpRequest, query: str) -> list[Item]:
    """Return the rows of the list that the form carries the address of, one more than are taken."""
    everything = declaration_rows(request.user)
    filterset = DeclarationFilterSet(QueryDict(query), queryset=everything, request=request)
    if filterset.problems:
        raise BadRequest(_("The list does not understand this address"))
    keys = filterset.qs.values_list("branch_id", "campaign_id", "version")[: MOST_AT_ONCE + 1]
    return sorted(Item(*key) for key in keys)


def _fault(items: Sequence[Item]) -> str:
    if not items:
        return _("Nothing was chosen. Tick at least one row.")
    if len(items) > MOST_AT_ONCE:
        words = {"most": MOST_AT_ONCE}
        return _("At most %(most)d declarations at once. Filter the list first.") % words
    return ""


# --- What comes of it --------------------------------------------------------------


def _carry_out(request: HttpRequest, wanted: Wanted, *, sure: bool) -> HttpResponse:
    form = MoveForm(wanted.verb, request.POST if sure else None)
    if not sure or not form.is_valid():
        return _preview_page(request, wanted, form)
    try:
        with recorded_last(by=request.user):
            states = _states(request.user, wanted) if wanted.is_bulk else {}
            moved = move_many(
                by=request.user, items=wanted.items, verb=wanted.verb, **form.cleaned_data
            )
            if wanted.is_bulk:
                keep_moves(request.user, str(wanted.verb), moved, states)
    except Overtaken as error:
        return _overtaken_page(request, wanted, error)
    except NotAllRefused as error:
        return _preview_page(request, wanted, form, outlooks=error.outlooks, fault=str(error))
    except Refused as error:
        return _preview_page(request, wanted, form, fault=str(error))
    messages.success(request, _done(wanted.verb, len(moved)))
    return redirect(wanted.back)


def _states(user: User, wanted: Wanted) -> dict[int, str]:
    """Return {row's key: its state}; the versions that were read hold them to it."""
    codes = [item.branch for item in wanted.items]
    rows = Declaration.objects.visible_to(user).filter(branch__in=codes)
    return dict(rows.order_by().values_list("pk", "state"))


def _done(verb: Verb, number: int) -> str:
    words = ngettext(
        "%(verb)s: done for %(n)d declaration.",
        "%(verb)s: done for %(n)d declarations.",
        number,
    )
    return words % {"n": number, "verb": verb.label}


def _preview_page(
    request: HttpRequest,
    wanted: Wanted,
    form: MoveForm,
    *,
    outlooks: Sequence[Outlook] | None = None,
    fault: str = "",
) -> HttpResponse:
    if outlooks is None:
        outlooks = preview(by=request.user, items=wanted.items, verb=wanted.verb)
    will = [one for one in outlooks if one.will]
    context = {
        "verb": wanted.verb,
        "form": form,
        "fault": fault,
        "will": [_named(one) for one in will],
        "reasons": _by_reason(outlooks),
        "left": len(outlooks) - len(will),
        "action": wanted.action,
        "carried": carried(one.item for one in will),
        "seen": wanted.items[0].seen,
        **_frame(request, wanted, wanted.verb.label),
    }
    return render(request, "declarations/moving.html", context)


def _named(one: Outlook) -> dict[str, Any]:
    """Return what the page says of one declaration; one out of reach has its code alone."""
    row = one.row
    if row is None:
        return {"name": one.item.branch, "stars": "", "year": one.item.year}
    return {
        "name": row.branch.name,
        "url": reverse("declaration-detail", args=[row.campaign_id, row.branch_id]),
        "year": row.campaign_id,
        "street": row.branch.area.parent.title,
        "stars": stars_in_words(row.star_keys),
    }


def _by_reason(outlooks: Iterable[Outlook]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the reasons, the commonest first, each with its declarations."""
    reasons: dict[str, list[dict[str, Any]]] = {}
    for one in outlooks:
        if not one.will:
            reasons.setdefault(one.against, []).append(_named(one))
    return sorted(reasons.items(), key=lambda one: -len(one[1]))


def _overtaken_page(request: HttpRequest, wanted: Wanted, error: Overtaken) -> HttpResponse:
    """409: what was wanted and had been read, what stands now, and what happened between."""
    late = {row.pk for row in error.rows if isinstance(row, Declaration)}
    rows = {row.pk: row for row in declaration_rows(request.user).filter(pk__in=late)}
    now = {(row.branch_id, row.campaign_id): row for row in rows.values()}
    late_items = [item for item in wanted.items if (item.branch, item.year) in now]
    shown = [(now[item.branch, item.year], item.seen) for item in late_items[:SHOWN]]
    steps = steps_of(row for row, _seen in shown)
    compared = [_compared(row, seen, steps[row.pk]) for row, seen in shown]
    fresh = [
        Item(item.branch, item.year, row.version if row else item.seen)
        for item in wanted.items
        for row in [now.get((item.branch, item.year))]
    ]
    rest = [item for item in wanted.items if (item.branch, item.year) not in now]
    context = {
        "verb": wanted.verb,
        "fault": str(error),
        "compared": compared,
        "unshown": len(late_items) - len(compared),
        "action": wanted.action,
        "again": carried(fresh),
        "seen": fresh[0].seen,
        "rest": carried(rest),
        "rest_count": len(rest),
        **_frame(request, wanted, _("Somebody was faster")),
    }
    return render(request, "declarations/late.html", context, status=409)


def _compared(row: Declaration, seen: int, steps: Sequence[DeclarationStep]) -> dict[str, Any]:
    read = next((step for step in steps if step.version == seen), None)
    return {
        "row": row,
        "mark": state_mark(row.state),
        "stars": stars_in_words(row.star_keys),
        "state_read": State(read.target).label if read else "",
        "stars_read": stars_in_words(read.stars.split(",") if read and read.stars else []),
        "steps": in_words([step for step in steps if step.version > seen], {}),
    }


def _frame(request: HttpRequest, wanted: Wanted, title: str) -> dict[str, Any]:
    return {
        "page_title": title,
        "back": wanted.back,
        "list": request.POST.get("list", ""),
        "trail": [Crumb(_("Declarations"), reverse("declaration-list")), Crumb(title)],
    }
