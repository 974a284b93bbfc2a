"""The language of a page: the reader's own choice, never the browser's guess."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from tracker.ui.machines import for_machines

LANGUAGE_CODES = frozenset(code for code, _name in settings.LANGUAGES)


def chosen_language(request: HttpRequest) -> str:
    """Return the language of the reader's cookie, the default when there is none we speak.

    A program has no cookie: it says `Accept-Language`, and says it on purpose.
    """
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if for_machines(request) and not code:
        code = _asked_for(request.headers.get("Accept-Language", ""))
    return code if code in LANGUAGE_CODES else settings.LANGUAGE_CODE


def _asked_for(header: str) -> str:
    """Return the first language of the header that we speak, "zh" and "zh-CN" being ours."""
    for asked, _weight in parse_accept_lang_header(header):
        for code in settings.LANGUAGES:
            if asked.partition("-")[0] == code[0].partition("-")[0]:
                return str(code[0])
    return ""


class ChosenLanguageMiddleware:
    """Activate the chosen language. A browser's Accept-Language is ignored: Chinese comes first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code = chosen_language(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code  # type: ignore[attr-defined]
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(
            response, ["Cookie", "Accept-Language"] if for_machines(request) else ["Cookie"]
        )
        return response
