"""A list opens with the view that its reader has chosen for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from tracker.savedviews.models import SavedView
from tracker.ui.lists import StatedPage


class OpeningViewMiddleware:
    """Send from a list's bare address to the reader's own view of it.

    Only there: any parameter at all, an empty one too (`addresses.WHOLE`), is an answer of its
    own. Stands behind the gate, so nobody is led past it, and the list asks for rights again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_keys: Any
    ) -> HttpResponse | None:
        found = getattr(view, "view_class", None)
        bare = request.method in ("GET", "HEAD") and not request.META.get("QUERY_STRING")
        if not (bare and isinstance(found, type) and issubclass(found, StatedPage)):
            return None
        if not request.user.is_authenticated or request.resolver_match is None:
            return None
        mine = SavedView.objects.filter(owner=request.user.pk, is_opening=True)
        chosen = mine.of_list(request.resolver_match.view_name).first()
        return HttpResponseRedirect(chosen.url) if chosen and chosen.url else None
