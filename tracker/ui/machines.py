"""What programs are told when something is refused: problem details as RFC 9457 has them.

`detail` is a sentence that says what to do. `type` leads to the part of the documentation
that explains the kind of problem; `title` is the same for all of one kind.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PROBLEM_TYPE = "application/problem+json"
EXPLAINED_AT = "/interface/"

# kind: (status, title). A kind is part of what programs rely on: never renamed.
KINDS: dict[str, tuple[int, str | Promise]] = {
    "not-understood": (400, _("This request cannot be answered")),
    "who-are-you": (401, _("A token or a session is needed")),
    "no-permission": (403, _("No permission")),
    "step-to-do": (403, _("The account has something to do first")),
    "read-only-token": (403, _("This token may only read")),
    "not-found": (404, _("There is nothing here")),
    "method": (405, _("This method is not used here")),
    "refused": (409, _("A rule forbids it")),
    "repeated-differently": (409, _("The same key was used for something else")),
    "overtaken": (412, _("Somebody was faster")),
    "too-large": (413, _("The request is too large")),
    "media-type": (415, _("Only JSON is read")),
    "version-missing": (428, _("Say which version you have read")),
    "too-many-at-once": (429, _("One request after the other")),
    "broken": (500, _("The answer could not be made")),
}


def for_machines(request: HttpRequest) -> bool:
    """Tell whether a program asked: it reads errors as JSON, too."""
    return request.path.startswith("/api/")


def problem_details(kind: str, detail: object, **more: Any) -> dict[str, Any]:
    """Return the members of a problem; ``more`` are members of its kind."""
    status, title = KINDS[kind]
    return {
        "type": f"{EXPLAINED_AT}#{kind}",
        "title": str(title),
        "status": status,
        "detail": str(detail),
        **more,
    }


def problem(kind: str, detail: object, **more: Any) -> JsonResponse:
    """Answer with the details of a problem and its status."""
    details = problem_details(kind, detail, **more)
    answer = JsonResponse(
        details, status=details["status"], json_dumps_params={"ensure_ascii": False}
    )
    answer["Content-Type"] = PROBLEM_TYPE
    if answer.status_code == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="api"'
    return answer
