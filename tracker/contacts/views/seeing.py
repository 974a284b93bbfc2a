"""Visits and their issues; help in numbers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker.access.terms import Permission
from tracker.contacts.actions import count_help, report_issue, visit
from tracker.contacts.forms import HelpForm, IssueForm, VisitForm
from tracker.contacts.models import HelpCount, Visit
from tracker.contacts.standing import area_or_404, findings_of, running_year, visit_rows
from tracker.contacts.views.asking import Question, ask, village_or_choice
from tracker.findings.models import Finding
from tracker.findings.tables import state_mark
from tracker.people.permissions import may, require, visible_or_404
from tracker.ui.crumbs import Crumb


def _trail(*more: Crumb) -> list[Crumb]:
    return [Crumb(_("Visits to branches"), reverse("visit-list")), *more]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Write down a visit to a branch."""
    right = Permission.CONTACTS_ENTER
    area = village_or_choice(request, code, right, "visit-new", _trail())
    if isinstance(area, HttpResponse):
        return area
    form = VisitForm(request.POST or None)

    def do() -> Visit:
        return visit(by=request.user, area=area, said=form.said())

    title = _("Write down a visit to %(area)s") % {"area": area.title}
    question = Question(title, reverse("visit-list"), _trail())
    return ask(request, form, question, do, _page)


def _page(row: Visit) -> str:
    return reverse("visit-detail", args=[row.pk])


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was seen, and the findings that came of it."""
    row = visible_or_404(visit_rows(request.user), pk=pk)
    found = findings_of(request.user, row)
    context = {
        "row": row,
        "findings": [(one, state_mark(one.state)) for one in found],
        "may_report": may(request.user, Permission.FINDINGS_REPORT, row.area_id),
        "page_title": _("Visit to %(area)s") % {"area": row.area.title},
        "trail": _trail(Crumb(str(row))),
    }
    return render(request, "contacts/visit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an issue of a visit become a finding."""
    row = visible_or_404(visit_rows(request.user), pk=pk)
    require(request.user, Permission.FINDINGS_REPORT, row.area_id)
    campaign = running_year()
    if campaign is None:
        return redirect(_page(row))
    form = IssueForm(request.POST or None)

    def do() -> Finding:
        report = form.report(row.area_id)
        return report_issue(by=request.user, row=row, campaign=campaign, report=report)

    trail = _trail(Crumb(str(row), _page(row)))
    question = Question(_("Report an issue"), _page(row), trail, row.area.title)
    return ask(request, form, question, do, lambda _finding: _page(row))


@require_http_methods(["GET", "HEAD", "POST"])
def help_new(request: HttpRequest, code: str) -> HttpResponse:
    """Enter the numbers of a day for an area."""
    area = area_or_404(request.user, code)
    require(request.user, Permission.CONTACTS_ENTER, code)
    form = HelpForm(request.POST or None)

    def do() -> HelpCount:
        return count_help(by=request.user, area=area, said=form.said())

    trail = [Crumb(_("Help in numbers"), reverse("help-list"))]
    title = _("Help in numbers: %(area)s") % {"area": area.title}
    question = Question(title, reverse("help-list"), trail)
    return ask(request, form, question, do, lambda _row: reverse("help-list"))
