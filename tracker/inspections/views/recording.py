"""Recording one visit on a phone or at a desk, and the page of what was recorded."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.access.refusals import Refused
from tracker.findings.models import Finding
from tracker.findings.tables import state_mark
from tracker.inspections.actions import begin, save_draft, submit
from tracker.inspections.actions.recording import source_of, standards_for
from tracker.inspections.forms import PaperForm, PhotoForm
from tracker.inspections.inputs import unpack
from tracker.inspections.models import Draft, Inspection, PlannedVisit
from tracker.inspections.standing.kinds import dimension_name, kind_called, kind_name
from tracker.inspections.terms import State
from tracker.inspections.views.drafts import keep_by_button, keep_now
from tracker.people.permissions import visible_or_404
from tracker.ui.crumbs import Crumb


def trail_of(row: Inspection, *more: str) -> list[Crumb]:
    return [
        Crumb(row.visit.round.title, reverse("round-detail", args=[row.visit.round_id])),
        *(Crumb(one) for one in more),
    ]


@require_POST
def begin_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to record a planned visit of one's own; somebody else's answers like none."""
    visits = PlannedVisit.objects.filter(inspector=request.user)
    visit = visible_or_404(visits.select_related("round__campaign", "area"), pk=pk)
    try:
        row = begin(by=request.user, visit=visit)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("round-detail", pk=visit.round_id)
    return redirect("inspection-record", pk=row.pk)


def _own_or_404(request: HttpRequest, pk: int) -> Inspection:
    rows = Inspection.objects.visible_to(request.user).filter(visit__inspector=request.user)
    return visible_or_404(rows.select_related("visit__round", "area__parent", "campaign"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper of one visit: kept while typing, also without scripts, submitted once."""
    row = _own_or_404(request, pk)
    if row.state == State.SUBMITTED:
        return redirect("inspection-detail", pk=pk)
    kind = kind_called(row.visit.round.kind)
    draft = row.draft
    kept = unpack(draft.typed) or {"inspected_on": row.inspected_on.isoformat()}
    if request.method != "POST":
        return _paper_page(request, row, PaperForm(kind, standards_for(row), initial=kept), draft)
    form = PaperForm(kind, standards_for(row), request.POST)
    if request.POST.get("do") == "save":
        status = keep_by_button(request, partial(save_draft, by=request.user, inspection=row))
        if not status:
            return redirect("inspection-record", pk=pk)
        return _paper_page(request, row, form, Draft.objects.get(inspection=row), status)
    if form.is_valid():
        try:
            found = submit(by=request.user, inspection=row, paper=form.paper())
        except Refused as error:
            form.add_error(None, str(error))
        else:
            words = ngettext(
                "Submitted, with %(n)d finding.", "Submitted, with %(n)d findings.", len(found)
            )
            messages.success(request, words % {"n": len(found)})
            return redirect("inspection-detail", pk=pk)
    return _paper_page(request, row, form, draft)


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is typed, asked by the page's script every few seconds; answers in JSON."""
    row = _own_or_404(request, pk)
    return keep_now(request, partial(save_draft, by=request.user, inspection=row))


def _paper_page(
    request: HttpRequest, row: Inspection, form: PaperForm, draft: Draft, status: int = 200
) -> HttpResponse:
    title = _("Record the visit to %(unit)s") % {"unit": row.area.title}
    context = {
        "row": row,
        "kind": kind_name(row.visit.round.kind),
        "form": form,
        "draft": draft,
        "key": f"paper-{row.pk}",
        "photos": list(row.photos.all()),
        "photo_form": PhotoForm(auto_id="photo-%s"),
        "page_title": title,
        "trail": trail_of(row, title),
    }
    return render(request, "inspections/record.html", context, status=status)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was seen at one unit on one day."""
    rows = Inspection.objects.visible_to(request.user).readable_by(request.user).submitted()
    row = visible_or_404(
        rows.select_related("visit__round", "visit__inspector", "area__parent", "campaign"), pk=pk
    )
    findings = Finding.objects.visible_to(request.user).filter(origin_key=source_of(row).key)
    context = {
        "row": row,
        "kind": kind_name(row.visit.round.kind),
        "scores": _scores(row),
        "results": row.results.select_related("standard__star").order_by("standard__number"),
        "findings": [(one, state_mark(one.state)) for one in findings.order_by("number")],
        "photos": list(row.photos.all()),
        "page_title": _("Inspection of %(unit)s, %(day)s")
        % {"unit": row.area.title, "day": row.inspected_on.isoformat()},
        "trail": trail_of(row, row.area.title),
    }
    return render(request, "inspections/detail.html", context)


def _scores(row: Inspection) -> list[dict[str, Any]]:
    names = {one.key: dimension_name(one) for one in kind_called(row.visit.round.kind).dimensions}
    return [
        {"name": names.get(one.dimension, one.dimension), "points": one.points, "most": one.most}
        for one in row.scores.all()
    ]
