"""Ties: which department looks after which branch."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker.access.terms import Permission
from tracker.contacts.actions import tie, untie
from tracker.contacts.forms import TieForm, UntieForm
from tracker.contacts.models import Tie
from tracker.contacts.standing import tie_rows, visit_rows, weak_rows
from tracker.contacts.views.asking import Question, ask, village_or_choice
from tracker.people.permissions import may, require, visible_or_404
from tracker.ui.crumbs import Crumb


def _trail() -> list[Crumb]:
    return [Crumb(_("Ties to branches"), reverse("tie-list"))]


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One tie, and what else is known of its branch."""
    row = visible_or_404(tie_rows(request.user), pk=pk)
    user = request.user
    context = {
        "row": row,
        "others": tie_rows(user).running().filter(area=row.area_id).exclude(pk=row.pk),
        "weak": weak_rows(user).open().filter(area=row.area_id).first(),
        "visits": visit_rows(user).filter(area=row.area_id)[:10],
        "may_enter": may(user, Permission.CONTACTS_ENTER, row.area_id),
        "page_title": f"{row.area.title} · {row}",
        "trail": [*_trail(), Crumb(str(row))],
    }
    return render(request, "contacts/tie.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Let a department look after a branch."""
    right = Permission.CONTACTS_ENTER
    area = village_or_choice(request, code, right, "tie-new", _trail())
    if isinstance(area, HttpResponse):
        return area
    form = TieForm(request.POST or None)

    def do() -> Tie:
        return tie(by=request.user, area=area, **form.cleaned_data)

    title = _("Tie a department to %(area)s") % {"area": area.title}
    return ask(request, form, Question(title, reverse("tie-list"), _trail()), do, _page)


def _page(row: Tie) -> str:
    return reverse("tie-detail", args=[row.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a tie; it stays on record."""
    row = visible_or_404(tie_rows(request.user), pk=pk)
    require(request.user, Permission.CONTACTS_ENTER, row.area_id)
    form = UntieForm(request.POST or None, initial={"seen": row.version})

    def do() -> Tie:
        return untie(by=request.user, row=row, **form.cleaned_data)

    question = Question(_("End the tie"), _page(row), _trail(), f"{row.area.title} · {row}")
    return ask(request, form, question, do, _page)
