"""From where the change under way comes: set once a request or command, read by `record`."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from tracker.access.network import client_address


@dataclass(frozen=True)
class Origin:
    """`place` is an address or a command's name, `request_id` ties several events together."""

    place: str = ""
    request_id: str = ""


NOWHERE = Origin()
_current: ContextVar[Origin] = ContextVar("origin", default=NOWHERE)


def current_origin() -> Origin:
    return _current.get()


@contextmanager
def coming_from(place: str, request_id: str = "") -> Iterator[Origin]:
    """Let every event recorded inside say that it came from ``place``."""
    origin = Origin(place, request_id or uuid.uuid4().hex)
    token = _current.set(origin)
    try:
        yield origin
    finally:
        _current.reset(token)


class OriginMiddleware:
    """Name the address and the request for the events of a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with coming_from(client_address(request)):
            return self.get_response(request)
