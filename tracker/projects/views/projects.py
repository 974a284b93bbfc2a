"""One project: how it stands, its steps and money, what this person may do."""

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
from tracker.people.permissions import may, require
from tracker.projects.actions import change_project, match, move_project, propose
from tracker.projects.forms import MatchForm, MoveForm, WishForm
from tracker.projects.models import Milestone, Payment, Project
from tracker.projects.money import Money
from tracker.projects.permissions import require_entering
from tracker.projects.standing import (
    area_or_404,
    chances,
    fitting,
    project_or_404,
    year_or_404,
)
from tracker.projects.tables import star_words, state_mark
from tracker.projects.terms import Verb
from tracker.projects.wording import what_comes_next
from tracker.projects.workflow import GOING_ON
from tracker.ui.crumbs import Crumb
from tracker.ui.forms import stands_now

# Verbs that have a page of their own.
APART = (Verb.CHANGE, Verb.MATCH)


def trail_of(project: Project, *more: str) -> list[Crumb]:
    own = reverse("project-detail", args=[project.pk]) if more else ""
    crumbs = [Crumb(_("Project lists"), reverse("project-list")), Crumb(project.title, own)]
    return [*crumbs, *(Crumb(one) for one in more)]


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is proposed, its steps, its money, and a form for each move that is possible."""
    return _page(request, project_or_404(request.user, pk))


def _page(
    request: HttpRequest,
    project: Project,
    sent: MoveForm | None = None,
    verb: str = "",
    **more: Any,
) -> HttpResponse:
    user = request.user
    possible = chances(user, project)
    context = {
        "project": project,
        "mark": state_mark(project.state),
        "star": star_words(project.star),
        "money": Money(project.planned, project.received),
        "comes_next": what_comes_next(project.state),
        "milestones": list(Milestone.objects.visible_to(user).filter(project=project)),
        "payments": list(
            Payment.objects.visible_to(user).filter(project=project).select_related("entered_by")
        ),
        "may_enter": project.state in GOING_ON
        and may(user, Permission.PROJECTS_ENTER, project.area_id, project.star),
        "apart": {chance.verb.value: chance for chance in possible if chance.verb in APART},
        "offers": [
            (chance, sent if sent and chance.verb == verb else _form(chance.verb, project))
            for chance in possible
            if chance.verb not in APART
        ],
        "page_title": project.title,
        "trail": trail_of(project),
        **more,
    }
    return render(request, "projects/detail.html", context, status=more.get("status", 200))


def _form(verb: str, project: Project, sent: Any = None) -> MoveForm:
    return MoveForm(verb, sent, initial={"seen": project.version})


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one move; what was typed is shown again where it was refused."""
    project = project_or_404(request.user, pk)
    verb = request.POST.get("verb", "")
    if verb not in Verb.values or verb in APART:
        raise BadRequest(_("Open the page of the project again and use its buttons."))
    form = _form(verb, project, request.POST)
    if not form.is_valid():
        return _page(request, project, form, verb)
    try:
        move_project(
            by=request.user,
            project=project,
            verb=verb,
            seen=form.cleaned_data["seen"],
            word=form.word(),
        )
    except Overtaken as error:
        now = project_or_404(request.user, pk)
        again = MoveForm(verb, initial={**form.cleaned_data, "seen": now.version})
        return _page(request, now, again, verb, fault=str(error), status=409)
    except Refused as error:
        now = project_or_404(request.user, pk)
        return _page(request, now, form, verb, fault=str(error))
    messages.success(request, _("Done: %(verb)s.") % {"verb": Verb(verb).label})
    return redirect("project-detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Propose a project for an area."""
    area, campaign = area_or_404(request.user, code), year_or_404(year)
    stars = require_entering(request.user, code)
    form = WishForm(stars, request.POST or None, initial={"seen": 0})
    if request.method == "POST" and form.is_valid():
        try:
            row = propose(by=request.user, campaign=campaign, area=area, wish=form.wish())
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The project is proposed."))
            return redirect("project-detail", pk=row.pk)
    title = _("Propose a project for %(area)s, %(year)s") % {"area": area.title, "year": year}
    context = {
        "form": form,
        "verb": _("Propose a project"),
        "back": reverse("project-list"),
        "page_title": title,
        "trail": [Crumb(_("Project lists"), reverse("project-list")), Crumb(title)],
    }
    return render(request, "ui/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a proposal."""
    project = project_or_404(request.user, pk)
    require(request.user, Permission.PROJECTS_ENTER, project.area_id, project.star)
    stars = require_entering(request.user, project.area_id)
    form = WishForm(stars, request.POST or None, initial=WishForm.initial_of(project))
    overtaken = None
    if request.method == "POST" and form.is_valid():
        try:
            change_project(
                by=request.user,
                project=project,
                wish=form.wish(),
                seen=form.cleaned_data["seen"],
            )
        except Overtaken as error:
            project = project_or_404(request.user, pk)
            stands = stands_now(form, WishForm.initial_of(project))
            overtaken = {"words": str(error), "row": project, "stands": stands}
            form = WishForm(stars, initial={**form.cleaned_data, "seen": project.version})
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("project-detail", pk=pk)
    context = {
        "form": form,
        "overtaken": overtaken,
        "verb": _("Save"),
        "back": reverse("project-detail", args=[pk]),
        "page_title": _("Correct the proposal: %(title)s") % {"title": project.title},
        "trail": trail_of(project, _("Correct")),
    }
    return render(request, "ui/form.html", context, status=409 if overtaken else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def match_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the supply that a project is matched with; those for its star stand first."""
    project = project_or_404(request.user, pk)
    require(request.user, Permission.PROJECTS_CONFIRM, project.area_id, project.star)
    supplies = fitting(request.user, project)
    form = MatchForm(supplies, request.POST or None, initial={"seen": project.version})
    status = 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            match(by=request.user, project=project, supply=said["supply"], seen=said["seen"])
        except Refused as error:
            form.add_error(None, str(error))
            status = 409 if isinstance(error, Overtaken) else 200
        else:
            messages.success(request, _("The project is matched."))
            return redirect("project-detail", pk=pk)
    context = {
        "form": form,
        "project": project,
        "supplies": list(supplies),
        "page_title": _("Match with a supply: %(title)s") % {"title": project.title},
        "trail": trail_of(project, _("Match")),
    }
    return render(request, "projects/match.html", context, status=status)
