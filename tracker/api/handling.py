"""How every address of the interface is answered: with ETags, and with which errors."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError as RuleError
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.api import errors
from tracker.api.versions import body_tag
from tracker.ui.machines import problem


class Endpoint(APIView):
    """One address of the interface. The gate has asked for the right that the address names."""

    http_method_names = ["get", "head", "post", "put", "patch"]

    def finalize_response(
        self, request: Request, response: HttpResponse, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Give what is read its ETag, and nothing where the program has it already."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        if isinstance(answer, Response) and request.method in ("GET", "HEAD"):
            answer.add_post_render_callback(lambda rendered: _tagged(request, rendered))
        return answer


def _tagged(request: Request, answer: Response) -> HttpResponse:
    if answer.status_code != 200:
        return answer
    if not answer.has_header("ETag"):
        answer["ETag"] = body_tag(answer.content)
    asked = request._request  # noqa: SLF001 - DRF documents it
    return get_conditional_response(asked, answer["ETag"], None, answer) or answer


def answer_to(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Return the problem that an error is; None for what the site's own handlers answer.

    Those are missing rows and missing rights: they answer, and log, alike for all addresses.
    """
    if isinstance(error, Denied):
        return None
    if isinstance(error, exceptions.ValidationError):
        words = _("Some of what was sent cannot be used. Correct it and send it again.")
        return problem("not-understood", words, errors=error.detail)
    if isinstance(error, RuleError):
        words = _("Some of what was sent cannot be used. Correct it and send it again.")
        return problem("not-understood", words, errors={"": error.messages})
    if isinstance(error, Refused):
        return problem("refused", error)
    if isinstance(error, exceptions.APIException):
        return _of_framework(error)
    return None


_KINDS = {
    exceptions.ParseError: "not-understood",
    exceptions.UnsupportedMediaType: "media-type",
    exceptions.MethodNotAllowed: "method",
    exceptions.PermissionDenied: "no-permission",
    errors.VersionMissing: "version-missing",
    errors.VersionUnclear: "not-understood",
    errors.KeyUnclear: "not-understood",
    errors.KeyUsedDifferently: "repeated-differently",
    errors.TooLarge: "too-large",
}


def _of_framework(error: exceptions.APIException) -> HttpResponse:
    kind = _KINDS.get(type(error), "broken")
    return problem(kind, _remedy(error) or error.detail)


def _remedy(error: exceptions.APIException) -> str:
    """Say what to do; "" where the error says it."""
    remedies = {
        exceptions.ParseError: _("This is no JSON that can be read here. Check it."),
        exceptions.UnsupportedMediaType: _("Send JSON, with Content-Type: application/json."),
        exceptions.PermissionDenied: _(
            "Send the CSRF token of the session in the header X-CSRFToken."
        ),
        errors.VersionMissing: _(
            "Read it first, and send its ETag back in the header If-Match; where nothing was "
            "there yet, send If-None-Match: *."
        ),
        errors.VersionUnclear: _("If-Match takes the ETag of an answer as it came, such as “v3”."),
        errors.KeyUnclear: _("A key has at most 100 visible ASCII signs."),
        errors.KeyUsedDifferently: _(
            "This key belongs to another request of yours. Choose a new one for each request."
        ),
        errors.TooLarge: _("Send less at once, or upload a file on the site."),
    }
    return remedies.get(type(error), "")


def overtaken(error: Overtaken, *, yours: Any, current: Any, tag: str = "") -> HttpResponse:
    """412: nothing was written; both what was sent and what stands now."""
    answer = problem("overtaken", error, yours=yours, current=current)
    if tag:
        answer["ETag"] = tag
    return answer
