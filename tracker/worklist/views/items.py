"""One piece of work: how it stands, its record, what this person may do; correcting it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.access.terms import Permission
from tracker.clocks.tables import line_mark
from tracker.clocks.terms import Counting
from tracker.clocks.wording import mark_of
from tracker.ui.crumbs import Crumb
from tracker.ui.forms import stands_now
from tracker.worklist.actions import change_work, move_work
from tracker.worklist.forms import ChangeForm, MoveForm
from tracker.worklist.models import WorkItem, WorkStep
from tracker.worklist.permissions import stars_to_set
from tracker.worklist.standing.items import (
    OFFERED,
    item_or_404,
    may_change,
    offers,
    standing_of,
    step_rows,
    timing_of,
)
from tracker.worklist.tables import star_words, state_mark, timing_mark
from tracker.worklist.terms import LIVE, Verb
from tracker.worklist.weeks import say_week
from tracker.worklist.wording import step_in_words, what_comes_next


def trail_of(item: WorkItem, *more: str) -> list[Crumb]:
    own = reverse("work-detail", args=[item.pk]) if more else ""
    crumbs = [Crumb(_("Work lists"), reverse("work-list")), Crumb(item.title, own)]
    return [*crumbs, *(Crumb(one) for one in more)]


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was set, how it stands, the record, and a form for each move that is possible."""
    return _page(request, item_or_404(request.user, pk))


def _page(
    request: HttpRequest, item: WorkItem, sent: MoveForm | None = None, verb: str = "", **more: Any
) -> HttpResponse:
    """Show one piece of work; ``sent`` is a form that was refused, to be sent once more."""
    context = {
        "item": item,
        "mark": state_mark(item.state),
        "timing": timing_mark(*timing_of(item)),
        **_clock(item),
        "star": star_words(item.star),
        "weeks": (say_week(item.start_week), say_week(item.due_week)),
        "comes_next": what_comes_next(item.state),
        "steps": _steps(request, item),
        "may_change": may_change(request.user, item),
        "offers": [
            (offer, sent if sent and offer.verb == verb else _form(offer.verb, item))
            for offer in offers(request.user, item)
        ],
        "page_title": item.title,
        "trail": trail_of(item),
        **more,
    }
    return render(request, "worklist/detail.html", context, status=more.get("status", 200))


def _steps(request: HttpRequest, item: WorkItem) -> list[tuple[WorkStep, Any]]:
    """Return the record of a piece of work, newest first, in words."""
    return [
        (step, step_in_words(step.verb, step.level, step.climbed_on))
        for step in step_rows(request.user).filter(item=item)
    ]


def _clock(item: WorkItem) -> dict[str, Any]:
    """Return what the page says of the clock; nothing for work planned by weeks."""
    standing = standing_of(item, timezone.localdate())
    if standing is None:
        return {}
    counted = standing.setting.clock.counting == Counting.WORKING
    return {
        "standing": standing,
        "line": line_mark(standing.line),
        "due_mark": mark_of(item.due_on) if counted and item.due_on else "",
        "is_live": item.state in LIVE,
    }


def _form(verb: str, item: WorkItem, sent: Any = None) -> MoveForm:
    return MoveForm(verb, sent, has_clock=item.due_on is not None, initial={"seen": item.version})


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one move; what was typed is shown again where it was refused."""
    item = item_or_404(request.user, pk)
    verb = request.POST.get("verb", "")
    if verb not in OFFERED:
        raise BadRequest(_("Open the page of the work again and use its buttons."))
    form = _form(verb, item, request.POST)
    if not form.is_valid():
        return _page(request, item, form, verb)
    try:
        move_work(
            by=request.user,
            item=item,
            verb=verb,
            seen=form.cleaned_data["seen"],
            word=form.word(),
        )
    except Overtaken as error:
        now = item_or_404(request.user, pk)
        return _page(request, now, _again(verb, form, now), verb, fault=str(error), status=409)
    except Refused as error:
        return _page(request, item_or_404(request.user, pk), form, verb, fault=str(error))
    messages.success(request, _("Done: %(verb)s.") % {"verb": Verb(verb).label})
    return redirect("work-detail", pk=pk)


def _again(verb: str, form: MoveForm, now: WorkItem) -> MoveForm:
    """Return what was typed in a form on the version that stands now."""
    said = {**form.cleaned_data, "seen": now.version}
    return MoveForm(verb, has_clock=now.due_on is not None, initial=said)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was set."""
    item = item_or_404(request.user, pk)
    stars = stars_to_set(request.user, item.set_in_id)
    if item.star not in stars:
        raise Denied(Permission.WORK_SET)
    form = ChangeForm(stars, request.POST or None, initial=ChangeForm.initial_of(item))
    overtaken = None
    if request.method == "POST" and form.is_valid():
        try:
            change_work(
                by=request.user, item=item, wish=form.wish(), seen=form.cleaned_data["seen"]
            )
        except Overtaken as error:
            item = item_or_404(request.user, pk)
            now = ChangeForm.initial_of(item)
            overtaken = {"words": str(error), "row": item, "stands": stands_now(form, now)}
            form = ChangeForm(stars, initial={**form.cleaned_data, "seen": item.version})
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("work-detail", pk=pk)
    context = {
        "form": form,
        "overtaken": overtaken,
        "verb": _("Save"),
        "back": reverse("work-detail", args=[pk]),
        "page_title": _("Correct what was set: %(title)s") % {"title": item.title},
        "trail": trail_of(item, _("Correct")),
    }
    return render(request, "ui/form.html", context, status=409 if overtaken else 200)
