"""Keeping a paper while it is typed: asked by the page's script, or by a button without one."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from tracker.access.refusals import Overtaken, Refused
from tracker.inspections.forms import typed_in

# (typed, seen): one of the actions that save a draft, told who and of what.
Save = Callable[..., int]


def keep_now(request: HttpRequest, save: Save) -> JsonResponse:
    """Keep what is typed, and say in JSON which version it has now."""
    try:
        version = save(typed=typed_in(request.POST), seen=_seen(request))
    except Overtaken as error:
        return JsonResponse({"words": str(error)}, status=409)
    except Refused as error:
        return JsonResponse({"words": str(error)}, status=400)
    return JsonResponse({"draft": version, "words": _("✓ Saved")})


def keep_by_button(request: HttpRequest, save: Save) -> int:
    """Keep it without scripts; return the status of a page that shows again what was typed.

    0 where it is saved.
    """
    try:
        save(typed=typed_in(request.POST), seen=_seen(request))
    except Overtaken as error:
        messages.warning(request, str(error))
        return 409
    except Refused as error:
        messages.error(request, str(error))
        return 200
    messages.success(request, _("The draft is saved."))
    return 0


def _seen(request: HttpRequest) -> int:
    typed = request.POST.get("draft", "")
    return int(typed[:9]) if typed.isascii() and typed.isdigit() else 0
