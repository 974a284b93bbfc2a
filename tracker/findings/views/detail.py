"""One finding: how it stands against its clock, its story, and what this person may do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import State as Year
from tracker.clocks.tables import line_mark
from tracker.clocks.terms import Counting
from tracker.clocks.wording import mark_of
from tracker.findings.actions import (
    ask_extension,
    decide_extension,
    preview,
    report_again,
    report_many,
)
from tracker.findings.forms import VERBS, AgainForm, AskForm, DecideForm, MoveForm, ReportForm
from tracker.findings.inputs import Item, Source
from tracker.findings.models import Extension, Finding
from tracker.findings.standing.rows import finding_or_404, standing_of, story
from tracker.findings.tables import item_of, state_mark
from tracker.findings.terms import OPEN, UNSOLVED, Asked, State
from tracker.findings.wording import what_comes_next
from tracker.findings.workflow import move_for
from tracker.people.models import User
from tracker.people.permissions import may, require
from tracker.ui.crumbs import Crumb


def trail_of(row: Finding | None = None, *more: str) -> list[Crumb]:
    crumbs = [Crumb(_("Findings to put right"), reverse("finding-list"))]
    if row:
        own = reverse("finding-detail", args=[row.number]) if more else ""
        crumbs.append(Crumb(row.number, own))
    return [*crumbs, *(Crumb(one) for one in more)]


@require_safe
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """State, clock, ladder, story, and forms for what may be done now."""
    return _page(request, finding_or_404(request.user, number))


def _page(request: HttpRequest, row: Finding, status: int = 200, **forms: Any) -> HttpResponse:
    standing = standing_of(row, timezone.localdate())
    asked = row.extensions.filter(state=Asked.OPEN).select_related("asked_by").first()
    counted = standing.setting.clock.counting == Counting.WORKING
    context = {
        "row": row,
        "mark": state_mark(row.state),
        "is_open": row.state in OPEN,
        "standing": standing,
        "line": line_mark(standing.line),
        "due_mark": mark_of(row.due_on) if counted else "",
        "comes_next": what_comes_next(row.state),
        "steps": story(row),
        "extensions": row.extensions.select_related("asked_by", "decided_by"),
        "came_back": Finding.objects.visible_to(request.user).filter(again_of=row).first(),
        "moves": _moves(request.user, row),
        **_other_forms(request.user, row, asked),
        **forms,
        "page_title": _("Finding %(number)s") % {"number": row.number},
        "trail": trail_of(row),
    }
    return render(request, "findings/detail.html", context, status=status)


def _moves(user: User, row: Finding) -> list[dict[str, Any]]:
    """Return the moves this person may make now, and those that only other eyes may, with why."""
    found = []
    for verb in VERBS:
        move = move_for(row.state, verb)
        if move and may(user, move.permission, row.area_id):
            [outlook] = preview(by=user, items=[item_of(row)], verb=verb)
            form = MoveForm(verb, initial={"level": row.responsible_level, "duty": row.duty},
                            auto_id=f"{verb}-%s")  # fmt: skip
            found.append({"verb": verb, "against": outlook.against, "form": form})
    return found


def _other_forms(user: User, row: Finding, asked: Extension | None) -> dict[str, Any]:
    """Return the forms of what is no move: more time, its decision, and what came back."""
    given: dict[str, Any] = {"asked": asked}
    may_ask = may(user, Permission.FINDINGS_RECTIFY, row.responsible_id)
    if may_ask and asked is None and row.state in UNSOLVED:
        given["ask_form"] = AskForm(auto_id="ask-%s")
    if (
        asked
        and asked.asked_by_id != user.pk
        and may(user, Permission.FINDINGS_EXTEND, row.area_id)
    ):
        given["decide_form"] = DecideForm(initial={"until": asked.until}, auto_id="decide-%s")
    may_report = may(user, Permission.FINDINGS_REPORT, row.area_id)
    if row.state == State.CLOSED and may_report and not hasattr(row, "came_back"):
        given["again_form"] = AgainForm(auto_id="again-%s")
    return given


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Report one finding."""
    campaign = Campaign.objects.filter(state=Year.RUNNING).first()
    form = ReportForm(
        request.user, request.POST or None, initial={"area": request.GET.get("area", "")[:12]}
    )
    if request.method == "POST" and form.is_valid():
        if campaign is None:
            form.add_error(None, _("No campaign year is running."))
        else:
            try:
                [row] = report_many(
                    by=request.user, campaign=campaign, reports=[form.report()], source=Source()
                )
            except Refused as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Reported: %(number)s.") % {"number": row.number})
                return redirect("finding-detail", number=row.number)
    context = {
        "form": form,
        "page_title": _("Report a finding"),
        "trail": trail_of(None, _("Report a finding")),
    }
    return render(request, "findings/new.html", context)


def _seen(request: HttpRequest, row: Finding) -> Item:
    typed = request.POST.get("seen", "")
    seen = int(typed[:9]) if typed.isascii() and typed.isdigit() else 0
    return Item(row.number, seen)


def _late(request: HttpRequest, row: Finding, error: Exception) -> HttpResponse:
    messages.error(request, str(error))
    return _page(request, finding_or_404(request.user, row.number), status=409)


@require_POST
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """Ask for more time."""
    row = finding_or_404(request.user, number)
    require(request.user, Permission.FINDINGS_RECTIFY, row.responsible_id)
    form = AskForm(request.POST, auto_id="ask-%s")
    if form.is_valid():
        try:
            ask_extension(by=request.user, item=_seen(request, row), **form.cleaned_data)
        except Overtaken as error:
            return _late(request, row, error)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("More time was asked for. Somebody else decides it."))
            return redirect("finding-detail", number=number)
    return _page(request, row, ask_form=form)


@require_POST
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """Grant more time, or refuse it."""
    row = finding_or_404(request.user, number)
    require(request.user, Permission.FINDINGS_EXTEND, row.area_id)
    form = DecideForm(request.POST, auto_id="decide-%s")
    if form.is_valid():
        grant = request.POST.get("do") == "grant"
        try:
            decide_extension(
                by=request.user, item=_seen(request, row), grant=grant, **form.cleaned_data
            )
        except Overtaken as error:
            return _late(request, row, error)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            words = _("More time was granted.") if grant else _("More time was refused.")
            messages.success(request, words)
            return redirect("finding-detail", number=number)
    return _page(request, row, decide_form=form)


@require_POST
def again(request: HttpRequest, number: str) -> HttpResponse:
    """Report that what was closed has come back."""
    row = finding_or_404(request.user, number)
    require(request.user, Permission.FINDINGS_REPORT, row.area_id)
    form = AgainForm(request.POST, auto_id="again-%s")
    if form.is_valid():
        try:
            fresh = report_again(by=request.user, finding=row, what=form.cleaned_data["what"])
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Reported: %(number)s.") % {"number": fresh.number})
            return redirect("finding-detail", number=fresh.number)
    return _page(request, row, again_form=form)
