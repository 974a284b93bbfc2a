"""Weak and lax branches: marked, followed, released."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.contacts.actions import mark, move_weak
from tracker.contacts.forms import MarkForm, WeakMoveForm
from tracker.contacts.models import WeakBranch
from tracker.contacts.permissions import against_move
from tracker.contacts.standing import tie_rows, weak_rows
from tracker.contacts.tables import weak_mark
from tracker.contacts.terms import WeakState, WeakVerb
from tracker.contacts.views.asking import Question, ask, village_or_choice
from tracker.contacts.wording import NEXT
from tracker.contacts.workflow import moves_from
from tracker.people.permissions import may, visible_or_404
from tracker.ui.crumbs import Crumb

VERBS = (WeakVerb.RECTIFY, WeakVerb.RETURN, WeakVerb.RELEASE)


def _trail(*more: str) -> list[Crumb]:
    return [
        Crumb(_("Weak and lax branches"), reverse("weak-list")),
        *(Crumb(one) for one in more),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Mark a branch."""
    right = Permission.CONTACTS_CONFIRM
    area = village_or_choice(request, code, right, "weak-new", _trail())
    if isinstance(area, HttpResponse):
        return area
    form = MarkForm(request.POST or None)

    def do() -> WeakBranch:
        return mark(by=request.user, area=area, **form.cleaned_data)

    title = _("Mark %(area)s as weak and lax") % {"area": area.title}
    question = Question(title, reverse("weak-list"), _trail(), _("Shown to staff alone."))
    return ask(request, form, question, do, lambda row: reverse("weak-detail", args=[row.pk]))


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Why it is marked, what is done, who looks after it, what this person may do."""
    return _page(request, visible_or_404(weak_rows(request.user), pk=pk))


def _page(request: HttpRequest, row: WeakBranch, sent: Any = None, verb: str = "", **more: Any):
    user = request.user
    offers = [
        {
            "verb": WeakVerb(move.verb),
            "against": against_move(user, row, move, move.verb),
            "form": sent if sent and move.verb == verb else _form(move.verb, row),
        }
        for move in moves_from(row.state)
        if may(user, move.permission, row.area_id)
    ]
    context = {
        "row": row,
        "mark": weak_mark(row.state),
        "comes_next": NEXT[WeakState(row.state)],
        "ties": tie_rows(user).running().filter(area=row.area_id),
        "offers": [(offer, offer["form"]) for offer in offers],
        "page_title": _("Weak and lax: %(area)s") % {"area": row.area.title},
        "trail": _trail(row.area.title),
        **more,
    }
    return render(request, "contacts/weak.html", context, status=more.get("status", 200))


def _form(verb: str, row: WeakBranch, sent: Any = None) -> WeakMoveForm:
    return WeakMoveForm(verb, sent, initial={"seen": row.version})


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one move; what was typed is shown again where it was refused."""
    row = visible_or_404(weak_rows(request.user), pk=pk)
    verb = request.POST.get("verb", "")
    if verb not in VERBS:
        raise BadRequest(_("Open the page again and use its buttons."))
    form = _form(verb, row, request.POST)
    if not form.is_valid():
        return _page(request, row, form, verb)
    said = form.cleaned_data
    try:
        move_weak(by=request.user, row=row, verb=verb, seen=said["seen"], text=said.get("text", ""))
    except Refused as error:
        now = visible_or_404(weak_rows(request.user), pk=pk)
        late = isinstance(error, Overtaken)
        again = WeakMoveForm(verb, initial={**said, "seen": now.version}) if late else form
        return _page(request, now, again, verb, fault=str(error), status=409 if late else 200)
    messages.success(request, _("Done: %(verb)s.") % {"verb": WeakVerb(verb).label})
    return redirect("weak-detail", pk=pk)
