"""The desk: the first page after signing in."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker.access.refusals import Refused
from tracker.access.terms import BUSINESS
from tracker.desks.actions import mark_seen
from tracker.desks.changes import changes
from tracker.desks.duties import NOTHING
from tracker.desks.forms import PageForm, SeenForm
from tracker.desks.standing.desk import desk, pages_of
from tracker.notices.standing import unread
from tracker.people.permissions import grants_of, may_somewhere


@require_safe
def desk_page(request: HttpRequest) -> HttpResponse:
    """What waits for the person, and what others changed in their areas."""
    user = request.user
    form = PageForm(request.GET)
    if not form.is_valid():
        raise BadRequest(_("Open your desk again and use its links."))
    before = form.cleaned_data["before"]
    found = desk(user)
    reads = any(may_somewhere(user, permission) for permission in BUSINESS)
    context = {
        "page_title": _("My desk"),
        "desk": found,
        "unread": unread(user),
        "reads": reads,
        "has_roles": bool(grants_of(user)),
        "sections": [(section, piles, NOTHING[section]) for section, piles in found.sections],
        "changes": changes(user, before) if reads else None,
        "is_further_down": before is not None,
        "pages": pages_of(user),
    }
    return render(request, "desks/desk.html", context)


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Move the bookmark to where the person has read."""
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise BadRequest(_("Open your desk again and use its button."))
    try:
        mark_seen(by=request.user, sequence=form.cleaned_data["sequence"])
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("What you have seen is no longer listed as new."))
    return redirect("desk")
