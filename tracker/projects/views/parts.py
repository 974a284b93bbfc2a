"""Steps and money of a project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.people.permissions import require, visible_or_404
from tracker.projects.actions import add_milestone, reach_milestone, receive
from tracker.projects.forms import MilestoneForm, PaymentForm, ReachForm
from tracker.projects.models import Milestone, Project
from tracker.projects.standing import project_or_404
from tracker.projects.views.projects import trail_of


def _entering(request: HttpRequest, pk: int) -> Project:
    project = project_or_404(request.user, pk)
    require(request.user, Permission.PROJECTS_ENTER, project.area_id, project.star)
    return project


def _ask(
    request: HttpRequest, project: Project, form: Form, title: str, do: Callable[[], Any]
) -> HttpResponse:
    """Show a form, or do what it says and go back to the project."""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            do()
        except Refused as error:
            form.add_error(None, str(error))
            status = 409 if isinstance(error, Overtaken) else 200
        else:
            messages.success(request, _("Saved."))
            return redirect("project-detail", pk=project.pk)
    context = {
        "form": form,
        "verb": _("Save"),
        "lead": project.title,
        "back": reverse("project-detail", args=[project.pk]),
        "page_title": title,
        "trail": trail_of(project, title),
    }
    return render(request, "ui/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def milestone_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a step to a project's way."""
    project = _entering(request, pk)
    form = MilestoneForm(request.POST or None)

    def do() -> None:
        add_milestone(by=request.user, project=project, **form.cleaned_data)

    return _ask(request, project, form, _("Add a step"), do)


@require_http_methods(["GET", "HEAD", "POST"])
def milestone_reach(request: HttpRequest, pk: int) -> HttpResponse:
    """Say when a step was reached."""
    mine = Milestone.objects.visible_to(request.user).select_related("project")
    milestone = visible_or_404(mine, pk=pk)
    project = _entering(request, milestone.project_id)
    initial = {"reached_on": timezone.localdate(), "seen": milestone.version}
    form = ReachForm(request.POST or None, initial=initial)

    def do() -> None:
        reach_milestone(by=request.user, milestone=milestone, **form.cleaned_data)

    title = _("Step reached: %(title)s") % {"title": milestone.title}
    return _ask(request, project, form, title, do)


@require_http_methods(["GET", "HEAD", "POST"])
def payment_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter money that came in."""
    project = _entering(request, pk)
    form = PaymentForm(request.POST or None)

    def do() -> None:
        said = form.cleaned_data
        receive(
            by=request.user,
            project=project,
            amount=form.yuan(),
            received_on=said["received_on"],
            source=said["source"],
        )

    return _ask(request, project, form, _("Enter money"), do)
