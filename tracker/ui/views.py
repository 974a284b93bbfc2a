"""Error pages, and the reader's two choices: language and display."""

from __future__ import annotations

from collections.abc import Callable, Set

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tracker.ui.exports import RETRY_AFTER, BusyError
from tracker.ui.language import LANGUAGE_CODES
from tracker.ui.machines import PROBLEM_TYPE, for_machines, problem

YEAR = 365 * 24 * 3600  # seconds
DISPLAY_COOKIE = "display"
DISPLAYS = frozenset({"standard", "large"})


# --- Errors ------------------------------------------------------------------


def _own_words(exception: Exception) -> str:
    """Return the message we wrote ourselves; the framework's are not for readers."""
    text = exception.args[0] if exception.args else ""
    if isinstance(exception, Resolver404) or not isinstance(exception, (BadRequest, Http404)):
        return ""
    if not isinstance(text, str) or text.endswith("matches the given query."):
        return ""
    return text


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: says what is wrong with the address."""
    if for_machines(request):
        words = _own_words(exception) or _("This address cannot be answered")
        return problem("not-understood", words)
    return render(request, "400.html", {"reason": _own_words(exception)}, status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: says whom to ask."""
    if for_machines(request):
        return problem("no-permission", _("Ask the security administrator for the right to it."))
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: offers the search box."""
    if for_machines(request):
        words = _own_words(exception) or _("There is nothing at this address.")
        return problem("not-found", words)
    return render(request, "404.html", {"reason": _own_words(exception)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: asks nothing of the database and little of the request, both may be the fault."""
    if for_machines(request):
        return problem("broken", _("Try again later; if it goes on, tell the administrator."))
    return HttpResponse(render_to_string("500.html"), status=500)


class ApiErrorMiddleware:
    """Gives programs a 405 in JSON; Django has no handler for it and sends an empty page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or not for_machines(request):
            return response
        if response["Content-Type"] == PROBLEM_TYPE:
            return response
        allowed = response["Allow"]
        words = _("This address takes only %(methods)s.") % {"methods": allowed}
        answer = problem("method", words)
        answer["Allow"] = allowed
        return answer


class BusyFileMiddleware:
    """Says when to try again while another XLSX file is being made, whichever page makes one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, BusyError):
            return None
        answer = render(request, "ui/busy.html", {"again": request.get_full_path()}, status=503)
        answer["Retry-After"] = str(RETRY_AFTER)
        return answer


# --- Choices -----------------------------------------------------------------


def _back(request: HttpRequest) -> str:
    """Return the address the reader came from, when it is one of ours."""
    wanted = request.POST.get("next", "")
    if not wanted.startswith("/") or not url_has_allowed_host_and_scheme(wanted, None):
        return "/"
    return wanted


def _from_elsewhere(request: HttpRequest) -> bool:
    """Tell whether another site sent the form.

    Compared as text: an Origin such as "http://[::1" is no address and breaks a parser.
    """
    origin = request.headers.get("Origin", "").lower()
    host = request.get_host().lower()
    return bool(origin) and origin not in {f"http://{host}", f"https://{host}"}


def _choose(request: HttpRequest, cookie: str, chosen: str, choices: Set[str]) -> HttpResponse:
    if _from_elsewhere(request):
        raise PermissionDenied
    if chosen not in choices:
        raise BadRequest(_("There is no such choice."))
    response = HttpResponseRedirect(_back(request))
    response.set_cookie(
        cookie, chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
    )
    return response


# Both change nothing but the reader's own cookie, so they carry no CSRF token:
# a token would make every public page different for each reader, and uncacheable.
# Another site's form is refused by its Origin.


@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the reader's language."""
    return _choose(
        request, settings.LANGUAGE_COOKIE_NAME, request.POST.get("language", ""), LANGUAGE_CODES
    )


@csrf_exempt
@require_POST
def choose_display(request: HttpRequest) -> HttpResponse:
    """Keep the reader's display: standard, or large type with high contrast."""
    return _choose(request, DISPLAY_COOKIE, request.POST.get("display", ""), DISPLAYS)
