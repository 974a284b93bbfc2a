"""Importing: choose year and area, download the template, upload the filled table."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker.access.refusals import Refused
from tracker.changesets.actions import as_changeset, upload
from tracker.changesets.exports import template_of
from tracker.changesets.forms import SubjectForm, UploadForm
from tracker.changesets.wording import title_of
from tracker.people.permissions import require
from tracker.sheets.terms import LIMITS
from tracker.ui.crumbs import Crumb
from tracker.ui.exports import XLSX_TYPE


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The page of imports; its form carries in the address what is imported."""
    subject_form = SubjectForm(request.user, _stated(request))
    if request.method == "POST":
        return _upload(request, subject_form)
    return _page(request, subject_form, UploadForm())


@require_safe
def template(request: HttpRequest) -> FileResponse:
    """The table of an area, to be filled in."""
    form = SubjectForm(request.user, request.GET)
    if not form.is_valid():
        raise BadRequest(_("Choose on the page of imports what the template is for."))
    like = as_changeset(form.subject)
    require(request.user, like.its_kind.permission, like.area_id)
    name = f"{like.area.name}{like.campaign_id}-{like.kind.rpartition('.')[2]}.xlsx"
    file = template_of(like, by=request.user)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX_TYPE)


def _stated(request: HttpRequest) -> Any:
    """Return what is chosen; with only one choice of each that one, without asking."""
    sent = request.POST if request.method == "POST" else request.GET
    if any(name in sent for name in SubjectForm.base_fields):
        return sent
    fields = SubjectForm(request.user).fields
    first = {name: next(iter(field.choices), ("",))[0] for name, field in fields.items()}  # type: ignore[attr-defined]
    return first if all(first.values()) else None


def _upload(request: HttpRequest, subject_form: SubjectForm) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not subject_form.is_valid() or not form.is_valid():
        return _page(request, subject_form, form, status=400)
    file = form.cleaned_data["file"]
    try:
        changeset = upload(
            by=request.user,
            subject=subject_form.subject,
            name=file.name,
            chunks=file.chunks(),
            most_bytes=LIMITS.csv_bytes,
        )
    except Refused as error:
        form.add_error("file", str(error))
        return _page(request, subject_form, form, status=400)
    messages.success(request, _("The file is being read. You can leave this page."))
    return redirect("changeset-detail", pk=changeset.pk)


def _page(
    request: HttpRequest, subject_form: SubjectForm, form: UploadForm, *, status: int = 200
) -> HttpResponse:
    title = _("Import a table")
    chosen = subject_form.is_bound and subject_form.is_valid()
    context = {
        "page_title": title,
        "subject_form": subject_form,
        "form": form,
        "chosen": subject_form.data if chosen else None,
        "title": title_of(as_changeset(subject_form.subject)) if chosen else "",
        "trail": [Crumb(_("Changesets"), reverse("changeset-list")), Crumb(title)],
        "rows": {"xlsx": LIMITS.xlsx_rows - 1, "csv": LIMITS.csv_rows - 1},
    }
    return render(request, "changesets/new.html", context, status=status)
