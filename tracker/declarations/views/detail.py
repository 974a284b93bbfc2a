"""One declaration: how it stands, its story, what this person may do; filling it in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.declarations.actions import fill_in, preview
from tracker.declarations.forms import VERBS, FillInForm
from tracker.declarations.models import Declaration
from tracker.declarations.standing.branches import (
    Subject,
    as_seen,
    levels_before,
    story,
    subject_or_404,
)
from tracker.declarations.tables import item_of, state_mark
from tracker.declarations.terms import Verb
from tracker.declarations.wording import stars_in_words, what_comes_next
from tracker.declarations.workflow import move_for, needs_reason
from tracker.people.models import User
from tracker.people.permissions import may, require
from tracker.ui.crumbs import Crumb


def trail_of(subject: Subject, *more: str) -> list[Crumb]:
    own = reverse("declaration-detail", args=[subject.campaign.pk, subject.branch.pk])
    label = f"{subject.branch.name} {subject.campaign}"
    crumbs = [Crumb(_("Declarations"), reverse("declaration-list"))]
    crumbs.append(Crumb(label, own if more else ""))
    return [*crumbs, *(Crumb(one) for one in more)]


@require_safe
def detail(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Stars, level, state, story, and buttons for what may be done now."""
    subject = subject_or_404(request.user, year, code)
    row = subject.row
    title = _("Declaration of %(branch)s, %(year)s") % {"branch": subject.branch.name, "year": year}
    context = {
        "subject": subject,
        "row": row,
        "mark": state_mark(row.state) if row else "",
        "stars": [(star, bool(row and star.key in row.star_keys)) for star in subject.stars],
        "comes_next": what_comes_next(row.state) if row else "",
        "steps": story(row, subject.names) if row else [],
        "before": levels_before(subject.campaign, [code]).get(code),
        "may_fill_in": _may_fill_in(request.user, subject),
        "moves": _moves(request.user, row) if row else [],
        "page_title": title,
        "trail": trail_of(subject),
    }
    return render(request, "declarations/detail.html", context)


def _may_fill_in(user: User, subject: Subject) -> bool:
    begun = subject.row is None or move_for(subject.row.state, Verb.FILL_IN) is not None
    running = subject.campaign.state == "running"
    return begun and running and may(user, Permission.DECLARATIONS_ENTER, subject.branch.pk)


def _moves(user: User, row: Declaration) -> list[dict[str, Any]]:
    """Return the moves this person may make now, and those that only other eyes may, with why."""
    found = []
    for verb in VERBS:
        move = move_for(row.state, verb)
        if move and may(user, move.permission, row.branch_id):
            [outlook] = preview(by=user, items=[item_of(row)], verb=verb)
            found.append({"verb": verb, "against": outlook.against, "asks": needs_reason(verb)})
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def fill_in_page(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Say which stars one branch aims at."""
    subject = subject_or_404(request.user, year, code)
    require(request.user, Permission.DECLARATIONS_ENTER, code)
    initial = {"stars": subject.row.star_keys if subject.row else [], "seen": subject.seen}
    form = FillInForm(subject.stars, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            row = fill_in(
                by=request.user,
                branch=subject.branch,
                campaign=subject.campaign,
                stars=form.cleaned_data["stars"],
                seen=form.cleaned_data["seen"],
            )
        except Overtaken:
            return _overtaken(request, subject, form)
        except Refused as error:
            form.add_error("stars", str(error))
        else:
            messages.success(
                request,
                _("Saved: %(stars)s.") % {"stars": stars_in_words(row.star_keys, subject.names)},
            )
            return redirect("declaration-detail", year=year, code=code)
    title = _("Which stars %(branch)s aims at in %(year)s") % {
        "branch": subject.branch.name,
        "year": year,
    }
    context = {
        "form": form,
        "subject": subject,
        "before": levels_before(subject.campaign, [code]).get(code),
        "page_title": title,
        "trail": trail_of(subject, _("Fill in")),
    }
    return render(request, "declarations/fill_in.html", context)


def _overtaken(request: HttpRequest, subject: Subject, form: FillInForm) -> HttpResponse:
    """409: what the person wanted and had read, what stands now, and the choice."""
    now = subject_or_404(request.user, subject.campaign.pk, subject.branch.pk)
    wanted, seen = form.cleaned_data["stars"], form.cleaned_data["seen"]
    read = as_seen(now.row, seen) if now.row else None
    again = FillInForm(now.stars, initial={"stars": wanted, "seen": now.seen})
    context = {
        "subject": now,
        "row": now.row,
        "mark": state_mark(now.row.state) if now.row else "",
        "wanted": stars_in_words(wanted, now.names),
        "wanted_keys": wanted,
        "read": stars_in_words(read.stars.split(",") if read and read.stars else [], now.names),
        "now": stars_in_words(now.row.star_keys if now.row else [], now.names),
        "steps": story(now.row, now.names, since=seen) if now.row else [],
        "may_fill_in": _may_fill_in(request.user, now),
        "form": again,
        "page_title": _("Somebody was faster"),
        "trail": trail_of(now, _("Somebody was faster")),
    }
    return render(request, "declarations/overtaken.html", context, status=409)
