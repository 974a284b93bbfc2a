"""One changeset: its rows with old and new side by side, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker.access.refusals import Overtaken, Refused
from tracker.changesets import actions
from tracker.changesets.exports import refused_of
from tracker.changesets.models import Changeset
from tracker.changesets.standing import is_undoing, page_of, parts_of
from tracker.changesets.tables import rows_of, state_mark, stopped_mark
from tracker.changesets.terms import Choice, State, Verdict
from tracker.changesets.wording import BROKEN_OFF, NEXT, complaint_words, title_of
from tracker.jobs.pulse import pulse
from tracker.jobs.terms import State as JobState
from tracker.jobs.wording import shown
from tracker.people.permissions import may, require, visible_or_404
from tracker.ui.crumbs import Crumb

MOVING = (State.READING, State.APPLYING)
GIVEN_UP = (JobState.FAILED, JobState.CANCELLED)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one changeset. With htmx its progress asks for itself until it has ended."""
    changeset = _visible(request, pk)
    if request.htmx:  # type: ignore[attr-defined]
        if not _is_moving(changeset):
            answer = HttpResponse()
            answer["HX-Refresh"] = "true"
            return answer
        return render(request, "changesets/_progress.html", _progress(request, changeset))
    verdict, number = _asked(request)
    title = title_of(changeset)
    context = {
        "page_title": title,
        "trail": [Crumb(_("Changesets"), reverse("changeset-list")), Crumb(title)],
        "parts": parts_of(changeset, verdict, _("All rows")),
        "page": page_of(changeset, verdict, number),
        "verdict": verdict,
        "origin": changeset.its_kind.origin(changeset.scope),
        "is_undoing": is_undoing(changeset),
        "faults": [complaint_words(one, {}) for one in changeset.complaints],
        "undone_by": changeset.undone_by.filter(state=State.APPLIED).first(),
        **_progress(request, changeset),
        **_offers(request, changeset),
    }
    return render(request, "changesets/detail.html", context)


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply, withdraw, take back to preview, or begin to undo."""
    changeset = _visible(request, pk)
    require(request.user, changeset.its_kind.permission, changeset.area_id)
    what, seen = request.POST.get("do", ""), _seen(request)
    if what == "undo":
        return _undo(request, changeset)
    acts: dict[str, tuple[Callable[..., Any], str]] = {
        "confirm": (actions.confirm, _("The rows are being written. You can leave this page.")),
        "withdraw": (actions.withdraw, _("Withdrawn. Nothing was written.")),
        "take_back": (actions.take_back, _("It is for preview again. Nothing was written.")),
    }
    if what not in acts:
        raise BadRequest(_("There is no such step."))
    action, words = acts[what]

    def do() -> None:
        action(by=request.user, changeset=changeset, seen=seen)

    return _done(request, changeset, do, words)


@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide about the rows that somebody else has changed."""
    changeset = _visible(request, pk)
    require(request.user, changeset.its_kind.permission, changeset.area_id)
    choices = {}
    for name, value in request.POST.items():
        kind, _dash, key = name.partition("-")
        if kind == "choice" and value:
            if value not in (Choice.MINE, Choice.THEIRS) or not key.isdecimal() or len(key) > 18:
                raise BadRequest(_("There is no such choice."))
            choices[int(key)] = value

    def decide() -> None:
        actions.choose(by=request.user, changeset=changeset, choices=choices, seen=_seen(request))

    back = f"?verdict={Verdict.DISPUTED}"
    return _done(request, changeset, decide, _("Your choice is kept."), back)


@require_safe
def refused(request: HttpRequest, pk: int) -> FileResponse | StreamingHttpResponse:
    """The wrong rows in the layout of their file, with the reason in a last column."""
    changeset = _visible(request, pk)
    if not changeset.its_kind.by_file:
        raise Http404  # there is no template whose layout it could have
    return refused_of(changeset)


# --- What was asked ----------------------------------------------------------------


def _visible(request: HttpRequest, pk: int) -> Changeset:
    rows = Changeset.objects.visible_to(request.user)
    return visible_or_404(
        rows.select_related("area", "staged_by", "confirmed_by", "job", "undoes__area"), pk=pk
    )


def _asked(request: HttpRequest) -> tuple[str, int]:
    verdict, page = request.GET.get("verdict", ""), request.GET.get("page", "1")
    if verdict and verdict not in Verdict.values:
        raise BadRequest(_("Rows are narrowed by what becomes of them."))
    if not (page.isascii() and page.isdigit() and len(page) < 7):
        raise BadRequest(_("A page is a whole number from 1 on."))
    return verdict, int(page)


def _seen(request: HttpRequest) -> int:
    seen = request.POST.get("seen", "")
    if not (seen.isascii() and seen.isdigit() and len(seen) < 10):
        raise BadRequest(_("A changeset is named with the version that was read."))
    return int(seen)


# --- What comes of it --------------------------------------------------------------


def _done(
    request: HttpRequest,
    changeset: Changeset,
    act: Callable[[], Any],
    words: str,
    query: str = "",
) -> HttpResponse:
    try:
        act()
    except (Overtaken, Refused) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect(reverse("changeset-detail", args=[changeset.pk]) + query)


def _undo(request: HttpRequest, changeset: Changeset) -> HttpResponse:
    try:
        undoing = actions.undo(by=request.user, changeset=changeset)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("changeset-detail", pk=changeset.pk)
    messages.success(request, _("Nothing is undone yet: look at the rows, then apply."))
    return redirect("changeset-detail", pk=undoing.pk)


def _next(changeset: Changeset) -> Any:
    """Return what happens next, or what the person is to do, in words."""
    return (BROKEN_OFF if _is_broken_off(changeset) else NEXT)[State(changeset.state)]


def _is_broken_off(changeset: Changeset) -> bool:
    return changeset.state in MOVING and not _is_moving(changeset)


def _is_moving(changeset: Changeset) -> bool:
    job = changeset.job
    return changeset.state in MOVING and not (job and job.state in GIVEN_UP)


def _progress(request: HttpRequest, changeset: Changeset) -> dict[str, Any]:
    """Return how far it is; a changeset that a job reads or writes says how many rows."""
    job = changeset.job
    progress = pulse().progress_of(job) if job and _is_moving(changeset) else None
    done, total = (progress.done, progress.total) if progress else (0, 0)
    return {
        "changeset": changeset,
        "mark": stopped_mark(job.get_state_display())
        if job and _is_broken_off(changeset)
        else state_mark(changeset.state),
        "next": _next(changeset),
        "rows": rows_of(changeset),
        "is_moving": _is_moving(changeset),
        "is_broken_off": _is_broken_off(changeset),
        "done": done,
        "total": total,
        "percent": min(100, done * 100 // total) if total else None,
        "outcome": shown(job.outcome) if job and job.outcome else "",
        "is_own_job": bool(job and job.asked_by_id == request.user.pk),
    }


def _offers(request: HttpRequest, changeset: Changeset) -> dict[str, Any]:
    """Return what the person may do now: buttons that would be refused are not shown."""
    is_own = changeset.staged_by_id == request.user.pk
    given_up = bool(changeset.job and changeset.job.state in GIVEN_UP)
    entitled = may(request.user, changeset.its_kind.permission, changeset.area_id)
    staged = changeset.state == State.STAGED and is_own and entitled
    never = changeset.its_kind.against_undo(changeset.scope)
    undecided = staged and changeset.rows.undecided().exists()
    return {
        "may_confirm": staged and not undecided and changeset.rows.going().exists(),
        "is_undecided": undecided,
        "may_choose": staged and bool(changeset.rows_disputed),
        "may_withdraw": staged
        or (changeset.state == State.READING and given_up and is_own and entitled),
        "may_take_back": changeset.state == State.APPLYING and given_up and is_own and entitled,
        "may_undo": changeset.state == State.APPLIED and entitled and not never,
        "never_undone": never if changeset.state == State.APPLIED else "",
        "has_refused": bool(changeset.rows_wrong) and changeset.its_kind.by_file,
    }
