"""Photos of a visit: added, taken away, shown to staff within their rights."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker.access.refusals import Refused
from tracker.inspections.actions import add_photo, remove_photo
from tracker.inspections.actions.photos import folder
from tracker.inspections.forms import PhotoForm
from tracker.inspections.models import Inspection, Photo
from tracker.people.permissions import visible_or_404


def _own_or_404(request: HttpRequest, pk: int) -> Inspection:
    rows = Inspection.objects.visible_to(request.user).filter(visit__inspector=request.user)
    return visible_or_404(rows.select_related("visit__round", "area"), pk=pk)


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a photo to one's own visit."""
    row = _own_or_404(request, pk)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            add_photo(by=request.user, inspection=row, **form.cleaned_data)
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The photo is kept, without place and device."))
    else:
        messages.error(request, _("Choose a photo first."))
    return redirect("inspection-record", pk=pk)


@require_POST
def remove(request: HttpRequest, pk: int, photo: int) -> HttpResponse:
    """Take away a photo of one's own visit."""
    row = _own_or_404(request, pk)
    found = visible_or_404(Photo.objects.filter(inspection=row), pk=photo)
    try:
        remove_photo(by=request.user, photo=found)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The photo is taken away."))
    return redirect("inspection-record", pk=pk)


@require_safe
def show(request: HttpRequest, pk: int, photo: int) -> HttpResponse:
    """Send a photo to whoever may read its inspection."""
    row = visible_or_404(
        Inspection.objects.visible_to(request.user).readable_by(request.user), pk=pk
    )
    found = visible_or_404(Photo.objects.filter(inspection=row), pk=photo)
    path = folder() / found.file
    if not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), content_type="image/jpeg")
    answer["Cache-Control"] = "private, no-store"
    return answer
