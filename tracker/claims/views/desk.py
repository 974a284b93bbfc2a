"""The review desk: a page's text beside its claims, and what a person makes of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Page
from articles.terms import DatePrecision, Origin
from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.claims.actions import accept, reject, stage_agreeing, take_back
from tracker.claims.actions.judging import Judgement
from tracker.claims.forms import CorrectForm, JudgeForm
from tracker.claims.models import Claim
from tracker.claims.standing.extras import extras, stars_meant
from tracker.claims.standing.page import Standing, stand
from tracker.claims.views.receiving import page_or_404, papers
from tracker.people.permissions import may, may_somewhere, require, visible_or_404
from tracker.ui.crumbs import Crumb


@require_safe
def page_desk(request: HttpRequest, key: str) -> HttpResponse:
    """One page: text, claims, and the one that is being judged (`claim`); `at` shows a place."""
    page = page_or_404(key)
    place = _place(request.GET.get("at", ""), page)
    wanted = request.GET.get("claim", "")
    return _desk(request, stand(page, request.user, wanted=wanted, place=place))


def _place(text: str, page: Page) -> tuple[int, int] | None:
    """Return the characters that an address names; None for what lies in no text."""
    start, _dash, end = text.partition("-")
    if not all(one.isascii() and one.isdigit() and len(one) < 10 for one in (start, end)):
        return None
    first, last = int(start), int(end)
    return (first, last) if first < last <= page.characters else None


def _desk(
    request: HttpRequest, standing: Standing, *, fault: str = "", status: int = 200
) -> HttpResponse:
    page, user, now = standing.page, request.user, standing.now
    judges = now is not None and _may_judge(user, now.line.claim)
    may_receive = may_somewhere(user, Permission.CLAIMS_JUDGE)
    context = {
        "standing": standing,
        "page": page,
        "now": now,
        "fault": fault,
        "may_judge": judges,
        "may_settle": page.origin == Origin.DESK and may_receive,
        "may_receive": may_receive,
        "is_dated": page.date_precision != DatePrecision.UNKNOWN,
        "extras": extras(now.line.claim, user) if now and judges else [],
        "stars": stars_meant(now.line.claim, user) if now and judges else None,
        "agreeing": [line for line in standing.agreeing if _may_judge(user, line.claim)],
        "page_title": str(page),
        "trail": [papers(), Crumb(str(page))],
    }
    return render(request, "claims/desk.html", context, status=status)


def _may_judge(user: Any, claim: Claim) -> bool:
    if claim.area_id:
        return may(user, Permission.CLAIMS_JUDGE, claim.area_id)
    return may_somewhere(user, Permission.CLAIMS_JUDGE)


def _claim(request: HttpRequest, pk: int) -> Claim:
    """Return a claim that the person may judge; one they may not even see is missing."""
    rows = Claim.objects.visible_to(request.user)
    found: Claim = visible_or_404(rows.select_related("page", "area", "article", "campaign"), pk=pk)
    if found.area_id:
        require(request.user, Permission.CLAIMS_JUDGE, found.area_id)
    return found


@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a claim as it stands, reject it, or take a judgement back; then the next one."""
    claim = _claim(request, pk)
    form = JudgeForm(request.user, request.POST)
    if not form.is_valid():
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return _again(request, claim, words, 400)
    try:
        _do(request, claim, form)
    except Overtaken as error:
        return _again(request, claim, str(error), 409)
    except Refused as error:
        return _again(request, claim, str(error), 200)
    if form.cleaned_data["do"] == "take_back":
        return redirect(f"{reverse('page-desk', args=[claim.page_id])}?claim={claim.pk}#now")
    return _next(request, claim)


def _do(request: HttpRequest, claim: Claim, form: JudgeForm) -> None:
    by, said = request.user, form.cleaned_data
    version = said["version"]
    if said["do"] == "reject":
        reject(by=by, claim=claim, version=version, reason=said["reason"])
    elif said["do"] == "take_back":
        take_back(by=by, claim=claim, version=version)
    else:
        accept(by=by, claim=claim, judgement=form.judgement())


def _again(request: HttpRequest, claim: Claim, fault: str, status: int) -> HttpResponse:
    standing = stand(page_or_404(claim.page_id), request.user, wanted=str(claim.pk))
    return _desk(request, standing, fault=fault, status=status)


def _next(request: HttpRequest, claim: Claim) -> HttpResponse:
    """Go on with the next claim that waits, behind this one or, if there is none, from the top."""
    rows = Claim.objects.visible_to(request.user).filter(page=claim.page_id)
    waiting = rows.waiting().in_order()
    behind = waiting.filter(start__gte=claim.start).first() or waiting.first()
    address = reverse("page-desk", args=[claim.page_id])
    if behind is None:
        messages.success(request, _("Every claim of this page is judged."))
        return redirect(address)
    return redirect(f"{address}?claim={behind.pk}#now")


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what a claim states; saving accepts it."""
    claim = _claim(request, pk)
    sent = request.method == "POST"
    form = CorrectForm(request.user, request.POST if sent else None, instance=claim)
    status = 200
    if sent and form.is_valid():
        judgement = Judgement(form.cleaned_data["version"], form.corrected())
        try:
            accept(by=request.user, claim=claim, judgement=judgement)
        except Refused as error:
            form.add_error(None, str(error))
            status = 409 if isinstance(error, Overtaken) else 200
        else:
            return _next(request, claim)
    title = _("Correct a claim")
    text = claim.page.original.text
    context = {
        "form": form,
        "claim": claim,
        "quote": (
            text[claim.sentence_start : claim.start],
            text[claim.start : claim.end],
            text[claim.end : claim.sentence_end],
        ),
        "page_title": title,
        "trail": [
            papers(),
            Crumb(str(claim.page), reverse("page-desk", args=[claim.page_id])),
            Crumb(title),
        ],
    }
    return render(request, "claims/correct.html", context, status=status)


@require_POST
def agreeing(request: HttpRequest, key: str) -> HttpResponse:
    """Stage the acceptance of what a figure at the very place says already; show its preview."""
    page = page_or_404(key)
    try:
        changeset = stage_agreeing(by=request.user, page=page, claims=_shown(request))
    except Refused as error:
        messages.error(request, str(error))
        return redirect("page-desk", key)
    return redirect("changeset-detail", changeset.pk)


def _shown(request: HttpRequest) -> list[int]:
    """Return the claims that the page showed: "12 13"."""
    texts = request.POST.get("claims", "").split()
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 10]
