"""Pages of a person's own background work. Nobody sees another person's here.

No rights are asked: below `people` there are none, and a job is shown to nobody
but the account that asked for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker.access.refusals import Refused
from tracker.jobs import actions
from tracker.jobs.models import Job
from tracker.jobs.pulse import pulse
from tracker.jobs.terms import State
from tracker.jobs.wording import shown, situation
from tracker.ui.crumbs import Crumb

NEWEST = 50  # jobs on the page of all


def _own(request: HttpRequest, pk: int) -> Job:
    """Return a job of the person's; a foreign one answers like a missing one."""
    try:
        return Job.objects.asked_by(request.user).get(pk=pk)
    except (Job.DoesNotExist, OverflowError):
        raise Http404 from None


@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """The newest jobs that the person asked for."""
    context = {
        "page_title": _("My background work"),
        "trail": [Crumb(_("Overview"), reverse("home")), Crumb(_("My background work"))],
        "jobs": Job.objects.asked_by(request.user).newest_first()[:NEWEST],
        "most": NEWEST,
    }
    return render(request, "jobs/list.html", context)


@require_safe
def job_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one job is. With htmx the part asks for itself until the job has ended."""
    job = _own(request, pk)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "jobs/_job.html", _standing(job))
    trail = [
        Crumb(_("Overview"), reverse("home")),
        Crumb(_("My background work"), reverse("job-list")),
        Crumb(job.title),
    ]
    context = {"page_title": job.title, "trail": trail, **_standing(job)}
    return render(request, "jobs/job.html", context)


def _standing(job: Job) -> dict[str, Any]:
    signs = pulse()
    running = job.state == State.RUNNING
    progress = signs.progress_of(job)
    stopping = running and signs.who_stops(job.pk) is not None
    return {
        "job": job,
        "done": progress.done,
        "total": progress.total,
        "percent": min(100, progress.done * 100 // progress.total) if progress.total else None,
        "message": shown(progress.message) if job.is_open else "",
        "situation": situation(job.state, stopping=stopping, stepped=bool(job.position)),
        "outcome": shown(job.outcome),
        "may_cancel": job.is_open and not stopping,
        "may_ask_again": job.state in (State.FAILED, State.CANCELLED),
    }


@require_POST
def job_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a job that waits, or have one stopped that runs."""
    return _act(request, pk, actions.cancel, _("The work is being cancelled."))


@require_POST
def job_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin work anew that was not completed."""
    return _act(request, pk, actions.ask_again, _("The work begins anew."))


def _act(request: HttpRequest, pk: int, act: Callable[..., None], words: str) -> HttpResponse:
    job = _own(request, pk)
    try:
        act(job, by=request.user)
    except Refused as error:
        messages.error(request, str(error))
    except OperationalError:
        # SQLite: some other work is writing for longer than this page may wait.
        messages.error(request, _("The database is busy. Try again in a minute."))
    else:
        messages.success(request, words)
    return redirect("job-detail", pk=pk)
