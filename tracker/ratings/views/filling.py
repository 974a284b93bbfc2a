"""Filling in the standards of one star."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.people.permissions import require
from tracker.ratings.actions import fill_in
from tracker.ratings.forms import FillInForm, rebase, stands
from tracker.ratings.models import RatingStep, StandardResult, StarRating
from tracker.ratings.standing.one import Line, results_of_last_year, star_for
from tracker.ratings.standing.words import step_done
from tracker.ratings.suggesting import Suggestion, suggestions_for
from tracker.ratings.terms import Result, Verb
from tracker.ratings.views.rating import may_now, trail
from tracker.ratings.workflow import move_for


@require_http_methods(["GET", "HEAD", "POST"])
def star_fill_in(request: HttpRequest, year: int, code: str, key: str) -> HttpResponse:
    """How each standard of one star is met; save, or save and submit."""
    star = star_for(request.user, year, code, key)
    require(request.user, Permission.RATINGS_ENTER, code, key)
    form = _form(request, star)
    if request.method == "POST" and request.POST.get("do") == "all_met":
        return _page(request, star, _all_met(form))
    if request.method == "POST" and request.POST.get("do") == "take_over":
        return _page(request, star, _taken_over(form, suggestions_for(request.user, star)))
    if request.method == "POST" and form.is_valid():
        return _save(request, star, form)
    return _page(request, star, form)


def _lines(star: StarRating) -> list[Line]:
    results = StandardResult.objects.filter(star_rating=star).select_related("changed_by")
    found = {one.standard_id: one for one in results}
    return [
        Line(standard, found.get(standard.pk))
        for standard in star.star.standards.order_by("number")
    ]


def _form(request: HttpRequest, star: StarRating) -> FillInForm:
    return FillInForm(
        _lines(star),
        request.POST if request.method == "POST" else None,
        initial={"seen": star.version, "proposal": star.proposal},
        # Only what is shown asks for it; an answer that is kept does not.
        last_year=SimpleLazyObject(lambda: results_of_last_year(star)),
    )


def _all_met(form: FillInForm) -> FillInForm:
    """Return the form with every standard met, notes as typed; nothing is kept yet."""
    sent = form.data.copy()
    for line in form.lines:
        sent[f"result-{line.standard.pk}"] = Result.MET.value
    return FillInForm(form.lines, sent, initial=form.initial, last_year=form.last_year)


def _taken_over(form: FillInForm, suggestions: Iterable[Suggestion]) -> FillInForm:
    """Return the form with what inspections found, and from where; nothing is kept yet."""
    sent = form.data.copy()
    for one in suggestions:
        sent[f"result-{one.standard}"] = one.result
        if not sent.get(f"note-{one.standard}", "").strip():
            sent[f"note-{one.standard}"] = one.source
    return FillInForm(form.lines, sent, initial=form.initial, last_year=form.last_year)


def _save(
    request: HttpRequest, star: StarRating, form: FillInForm, *, joined: bool = False
) -> HttpResponse:
    """Keep the answers; ``joined``: they were joined with those of who was faster."""
    submit = request.POST.get("do") == "submit"
    try:
        fill_in(
            by=request.user,
            star_rating=star,
            results=form.results(),
            seen=form.cleaned_data["seen"],
            proposal=form.statement(),
            submit=submit,
        )
    except Overtaken as error:
        return _overtaken(request, form.data.copy(), str(error), may_join=not joined)
    except ValidationError as error:
        form.add_error(None, error)
    except Refused as error:
        form.add_error(None, str(error))
    else:
        done = _("Saved and submitted for review.") if submit else _("Saved.")
        if joined:
            done = _("Saved. What you had not touched stays as somebody else saved it meanwhile.")
        messages.success(request, f"{star.rating.branch.name} · {star.star.title}: {done}")
        if submit:
            return redirect("rating-detail", star.rating.campaign_id, star.rating.branch_id)
        return redirect(request.path)
    return _page(request, star, form)


def _overtaken(
    request: HttpRequest, sent: QueryDict, fault: str, *, may_join: bool
) -> HttpResponse:
    """409: both values of every question that both have changed, and the choice between them.

    Where there is none, the answers are joined and saved; a submission is looked at first.
    """
    match = request.resolver_match.kwargs
    star = star_for(request.user, match["year"], match["code"], match["key"])
    seen = int(sent["seen"])
    sent["seen"] = str(star.version)
    lines = _lines(star)
    form = FillInForm(
        lines,
        sent,
        initial={"proposal": star.proposal},
        last_year=results_of_last_year(star),
        compared=rebase(sent, stands(lines, str(star.proposal))),
    )
    saves = may_join and not form.compared and sent.get("do") == "save"
    if saves and _is_open(star) and form.is_valid():
        return _save(request, star, form, joined=True)
    steps = RatingStep.objects.filter(star_rating=star, version__gt=seen)
    since = [
        (step, step_done(step.verb, step.done_by))
        for step in steps.select_related("done_by").order_by("version")
    ]
    return _page(request, star, form, status=409, fault=fault, since=since)


def _is_open(star: StarRating) -> bool:
    return move_for(star.state, Verb.FILL_IN) is not None


def _page(
    request: HttpRequest, star: StarRating, form: FillInForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "star": star,
        "rating": star.rating,
        "branch": star.rating.branch,
        "form": form,
        "questions": list(form.questions()),
        "is_open": _is_open(star),
        "suggestions": suggestions_for(request.user, star),
        "may_submit": may_now(request.user, star, Verb.SUBMIT),
        "page_title": _("%(star)s: %(branch)s")
        % {"star": star.star.title, "branch": star.rating.branch.name},
        "trail": [*trail(star.rating, star.star.title)],
        **more,
    }
    return render(request, "ratings/fill_in.html", context, status=status)
