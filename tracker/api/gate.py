"""Who asks, and in what form: settings of the framework, so nothing of its views stands here."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import ParseError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from tracker.api.errors import TooLarge

LARGEST = 2 * 2**20  # bytes of a body; some thousand rows


class GateAuthentication(SessionAuthentication):
    """Whoever passed the gate: by a token, or by a session, which needs the CSRF token, too."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        asked: HttpRequest = request._request  # noqa: SLF001 - DRF documents it
        if not asked.user.is_authenticated:
            return None
        token = asked.token  # type: ignore[attr-defined]
        if token is None:
            self.enforce_csrf(request)
        return asked.user, token


class AlwaysJson(BaseContentNegotiation):
    """There is one form of answer; what a program accepts besides is its own affair."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        sent = (request.content_type or "").partition(";")[0].strip().lower()
        return parsers[0] if sent == parsers[0].media_type else None

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[Any, str]:
        return renderers[0], renderers[0].media_type


class StrictJson(BaseParser):
    """JSON in UTF-8 of a bounded size, without numbers that are none and halves of characters."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        raw = stream.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise TooLarge
        try:
            read = json.loads(raw.decode(), parse_constant=_no_number)
            if b"\\u" in raw:
                # Half a surrogate pair passes as a string and breaks whoever writes it.
                json.dumps(read, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            raise ParseError(str(error)) from error
        return read


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
