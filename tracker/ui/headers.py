"""Response headers that Django and django-csp do not set."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_NEVER_USED = ("camera", "microphone", "geolocation", "payment", "usb", "interest-cohort")
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in _NEVER_USED)


class HeadersMiddleware:
    """Refuse device features and other origins' embedding, on every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
