"""Moving findings: one from its own page, many after a look at what will happen."""

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
from tracker.findings.actions import NotAllRefused, Outlook, move_many, preview
from tracker.findings.actions.moving import MOST_AT_ONCE
from tracker.findings.filters import FindingFilterSet
from tracker.findings.forms import VERBS, MoveForm
from tracker.findings.inputs import Item, read_items
from tracker.findings.models import Finding
from tracker.findings.standing.rows import finding_or_404, finding_rows, in_words
from tracker.findings.tables import state_mark
from tracker.findings.terms import Verb
from tracker.ui.crumbs import Crumb


@dataclass(frozen=True)
class Wanted:
    """Findings that somebody wants to move by one verb; `back` is the page to go to."""

    verb: Verb
    items: Sequence[Item]
    action: str
    back: str


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Findings ticked on the list, or all that the list matches."""
    verb = _verb(request)
    query = QueryDict(request.POST.get("list", "")).urlencode()
    back = f"{reverse('finding-list')}{'?' if query else ''}{query}"
    whole = request.POST.get("scope") == "all" and "moves" not in request.POST
    items = _matching(request, query) if whole else _sent(request)
    if fault := _fault(items):
        messages.error(request, fault)
        return redirect(back)
    wanted = Wanted(verb, items, reverse("finding-bulk"), back)
    # Only what was shown is done: the preview carries the versions that were read.
    sure = request.POST.get("do") == "confirm" and "moves" in request.POST
    return _carry_out(request, wanted, sure=sure)


@require_POST
def move(request: HttpRequest, number: str) -> HttpResponse:
    """One finding, straight from its own page."""
    row = finding_or_404(request.user, number)
    verb, seen = _verb(request), request.POST.get("seen", "")
    try:
        items = read_items([f"{row.number}:{seen}"])
    except ValueError:
        raise BadRequest(_("A finding is named with the version that was read.")) from None
    own = reverse("finding-detail", args=[number])
    wanted = Wanted(verb, items, reverse("finding-move", args=[number]), own)
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
        raise BadRequest(_("A finding is named with the version that was read.")) from None


def _matching(request: HttpRequest, query: str) -> list[Item]:
    """Return the rows of the list that the form carries the address of, one more than are taken."""
    everything = finding_rows(request.user)
    filterset = FindingFilterSet(QueryDict(query), queryset=everything, request=request)
    if filterset.problems:
        raise BadRequest(_("The list does not understand this address"))
    keys = filterset.qs.values_list("number", "version")[: MOST_AT_ONCE + 1]
    return sorted(Item(*key) for key in keys)


def _fault(items: Sequence[Item]) -> str:
    if not items:
        return _("Nothing was chosen. Tick at least one row.")
    if len(items) > MOST_AT_ONCE:
        words = {"most": MOST_AT_ONCE}
        return _("At most %(most)d findings at once. Filter the list first.") % words
    return ""


# --- What comes of it --------------------------------------------------------------


def _carry_out(request: HttpRequest, wanted: Wanted, *, sure: bool) -> HttpResponse:
    form = MoveForm(wanted.verb, request.POST if sure else None)
    if not sure or not form.is_valid():
        return _preview_page(request, wanted, form)
    try:
        moved = move_many(by=request.user, items=wanted.items, verb=wanted.verb, **form.facts())
    except Overtaken as error:
        return _overtaken_page(request, wanted, error)
    except NotAllRefused as error:
        return _preview_page(request, wanted, form, outlooks=error.outlooks, fault=str(error))
    except Refused as error:
        return _preview_page(request, wanted, form, fault=str(error))
    words = ngettext(
        "%(verb)s: done for %(n)d finding.", "%(verb)s: done for %(n)d findings.", len(moved)
    )
    messages.success(request, words % {"n": len(moved), "verb": wanted.verb.label})
    return redirect(wanted.back)


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
        "carried": " ".join(str(one.item) for one in will),
        "seen": wanted.items[0].seen,
        **_frame(request, wanted, wanted.verb.label),
    }
    return render(request, "findings/moving.html", context)


def _named(one: Outlook) -> dict[str, Any]:
    """Return what the page says of one finding; one out of reach has its number alone."""
    if one.row is None:
        return {"name": one.item.number, "what": "", "unit": ""}
    return {
        "name": one.row.number,
        "url": reverse("finding-detail", args=[one.row.number]),
        "unit": one.row.area.title,
        "what": one.row.what,
    }


def _by_reason(outlooks: Iterable[Outlook]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the reasons, the commonest first, each with its findings."""
    reasons: dict[str, list[dict[str, Any]]] = {}
    for one in outlooks:
        if not one.will:
            reasons.setdefault(one.against, []).append(_named(one))
    return sorted(reasons.items(), key=lambda one: -len(one[1]))


def _overtaken_page(request: HttpRequest, wanted: Wanted, error: Overtaken) -> HttpResponse:
    """409: what was wanted, what stands now, and what happened between."""
    late = [row.pk for row in error.rows if isinstance(row, Finding)]
    rows = {row.number: row for row in finding_rows(request.user).filter(pk__in=late)}
    compared = [
        {
            "row": rows[item.number],
            "mark": state_mark(rows[item.number].state),
            "steps": in_words(
                rows[item.number]
                .steps.filter(version__gt=item.seen)
                .select_related("done_by")
                .order_by("version")
            ),
        }
        for item in wanted.items
        if item.number in rows
    ]
    fresh = [
        Item(item.number, rows[item.number].version if item.number in rows else item.seen)
        for item in wanted.items
    ]
    context = {
        "verb": wanted.verb,
        "fault": str(error),
        "compared": compared,
        "action": wanted.action,
        "again": " ".join(map(str, fresh)),
        "seen": fresh[0].seen,
        "said": request.POST.get("said", "")[:1000],
        **_frame(request, wanted, _("Somebody was faster")),
    }
    return render(request, "findings/late.html", context, status=409)


def _frame(request: HttpRequest, wanted: Wanted, title: str) -> dict[str, Any]:
    return {
        "page_title": title,
        "back": wanted.back,
        "list": request.POST.get("list", ""),
        "trail": [Crumb(_("Findings to put right"), reverse("finding-list")), Crumb(title)],
    }
