"""One form that does one thing, in the same way for all of this room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tracker.access.refusals import Overtaken, Refused
from tracker.contacts.standing import area_or_404
from tracker.people.permissions import require
from tracker.places.models import Area
from tracker.places.terms import Level
from tracker.ui.crumbs import Crumb


@dataclass(frozen=True)
class Question:
    """What a page asks, and where it leads back to."""

    title: str
    back: str
    trail: list[Crumb]
    lead: str = ""


def ask(
    request: HttpRequest,
    form: Form,
    question: Question,
    do: Callable[[], Any],
    then: Callable[[Any], str],
) -> HttpResponse:
    """Show a form, or do what it says and go to ``then(what was done)``."""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            done = do()
        except Refused as error:
            form.add_error(None, str(error))
            status = 409 if isinstance(error, Overtaken) else 200
        else:
            messages.success(request, _("Saved."))
            return redirect(then(done))
    context = {
        "form": form,
        "verb": _("Save"),
        "lead": question.lead,
        "back": question.back,
        "page_title": question.title,
        "trail": [*question.trail, Crumb(question.title)],
    }
    return render(request, "ui/form.html", context, status=status)


def village_or_choice(
    request: HttpRequest, code: str, right: str, name: str, trail: list[Crumb]
) -> Area | HttpResponse:
    """Return the village of an address; for a larger area the page on which one is chosen.

    A branch is looked after, marked and visited in its village.
    """
    area = area_or_404(request.user, code)
    require(request.user, right, code)
    if area.level == Level.VILLAGE:
        return area
    below = [one for one in Area.objects.current().filter(parent=area) if not one.is_excluded]
    title = _("Which village? %(area)s") % {"area": area.title}
    context = {
        "area": area,
        "below": below,
        "name": name,
        "page_title": title,
        "trail": [*trail, Crumb(title)],
    }
    return render(request, "contacts/choose.html", context)
