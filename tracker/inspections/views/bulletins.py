"""Bulletins: composed, edited, approved, shown, and given out as .docx."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import State as Year
from tracker.inspections.actions import (
    approve_bulletin,
    compose_bulletin,
    edit_bulletin,
    return_bulletin,
    submit_bulletin,
)
from tracker.inspections.actions.bulletins import dated, mark_of
from tracker.inspections.forms import BulletinForm, PeriodForm
from tracker.inspections.letters import Letter, letter
from tracker.inspections.models import Bulletin
from tracker.inspections.terms import BulletinState
from tracker.people.permissions import may, require, visible_or_404
from tracker.places.models import Area
from tracker.ui.crumbs import Crumb

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOVES = {
    "submit": submit_bulletin,
    "return": return_bulletin,
    "approve": approve_bulletin,
}


def trail_of(*more: str) -> list[Crumb]:
    return [
        Crumb(_("Supervision bulletins"), reverse("bulletin-list")),
        *(Crumb(one) for one in more),
    ]


def _or_404(request: HttpRequest, pk: int) -> Bulletin:
    rows = Bulletin.objects.visible_to(request.user)
    return visible_or_404(
        rows.select_related("area", "campaign", "composed_by", "changed_by", "approved_by"), pk=pk
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Compose the first text of a bulletin from a period."""
    form = PeriodForm(request.user, request.POST or None)
    campaign = Campaign.objects.filter(state=Year.RUNNING).first()
    if request.method == "POST" and form.is_valid():
        area = Area.objects.get(pk=form.cleaned_data["area"])
        if campaign is None:
            form.add_error(None, _("No campaign year is running."))
        else:
            days = {name: form.cleaned_data[name] for name in ("starts_on", "ends_on")}
            try:
                row = compose_bulletin(by=request.user, campaign=campaign, area=area, **days)
            except Refused as error:
                form.add_error(None, str(error))
            else:
                return redirect("bulletin-detail", pk=row.pk)
    context = {
        "form": form,
        "page_title": _("Compose a bulletin"),
        "trail": trail_of(_("Compose a bulletin")),
    }
    return render(request, "inspections/compose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a bulletin; edit it as long as it is a draft."""
    row = _or_404(request, pk)
    form = None
    status = 200
    if row.state == BulletinState.DRAFT and may(
        request.user, Permission.BULLETINS_COMPOSE, row.area_id
    ):
        given = {"title": row.title, "text": row.text, "seen": row.version}
        form = BulletinForm(request.POST or None, initial=given)
    if request.method == "POST":
        require(request.user, Permission.BULLETINS_COMPOSE, row.area_id)
        if form is None:
            # What was typed comes back: a colleague handed the draft in meanwhile.
            form = BulletinForm(request.POST)
            form.add_error(
                None, _("It is no draft any more. Nothing was saved; take your text along.")
            )
            status = 409
        elif form.is_valid():
            try:
                edit_bulletin(by=request.user, bulletin=row, **form.cleaned_data)
            except Overtaken as error:
                form.add_error(None, str(error))
                status = 409
            except Refused as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Saved."))
                return redirect("bulletin-detail", pk=pk)
    context = {
        "row": row,
        "form": form,
        "mark": mark_of(row),
        "paragraphs": row.text.splitlines(),
        "moves": _moves(request, row),
        "page_title": row.title,
        "trail": trail_of(row.title),
    }
    return render(request, "inspections/bulletin.html", context, status=status)


def _moves(request: HttpRequest, row: Bulletin) -> list[dict[str, Any]]:
    composes = may(request.user, Permission.BULLETINS_COMPOSE, row.area_id)
    approves = may(request.user, Permission.BULLETINS_APPROVE, row.area_id)
    wrote = request.user.pk in (row.composed_by_id, row.changed_by_id)
    against = _("You have written it yourself. Somebody else has to approve it.") if wrote else ""
    found = []
    if row.state == BulletinState.DRAFT and composes:
        found.append({"verb": "submit", "label": _("Hand in for approval"), "against": ""})
    if row.state == BulletinState.SUBMITTED and approves:
        found.append({"verb": "approve", "label": _("Approve and issue"), "against": against})
    if row.state == BulletinState.SUBMITTED and (approves or composes):
        found.append({"verb": "return", "label": _("Give back to edit"), "against": ""})
    return found


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in, give back, or approve and issue."""
    row = _or_404(request, pk)
    act = MOVES.get(request.POST.get("verb", ""))
    typed = request.POST.get("seen", "")
    if act is None or not (typed.isascii() and typed.isdigit()):
        raise BadRequest(_("There is no such step."))
    try:
        act(by=request.user, bulletin=row, seen=int(typed[:9]))
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Done."))
    return redirect("bulletin-detail", pk=pk)


@require_safe
def docx(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a bulletin out as a .docx file in the layout of GB/T 9704."""
    row = _or_404(request, pk)
    signed = settings.SITE_OWNER or row.area.official_name
    file = letter(Letter(signed, mark_of(row), row.title, row.text, signed, dated(row)))
    answer = HttpResponse(file, content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="bulletin-{row.pk}.docx"'
    return answer
