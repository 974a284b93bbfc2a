"""What no page accepts in an address."""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

LONG_NUMBER = re.compile(r"[0-9]{19,}")
LONGEST_QUERY = 8 * 1024  # bytes; the longest honest list state is under 1 KiB


def check_address(path: str, query: str) -> None:
    """Raise BadRequest for an address that no honest link carries.

    A NUL byte would reach PostgreSQL and fail there (SQLite lets it pass), and
    bytes that are not UTF-8 would be shown as something the reader did not type.
    ``query`` is the WSGI string: each character stands for one byte.
    """
    if len(query) > LONGEST_QUERY:
        raise BadRequest(_("The address is too long. Remove some filters and try again."))
    sent = unquote_to_bytes(query.encode("latin-1", "replace"))
    if b"\x00" in sent or "\x00" in path:
        raise BadRequest(_("The address holds a NUL character."))
    try:
        sent.decode()
    except UnicodeDecodeError as error:
        raise BadRequest(_("The address is not written in UTF-8.")) from error


def check_numbers(query: str) -> None:
    """Raise BadRequest for a number beyond 64 bits.

    Our lists refuse it by name. The administration's filters would hand it to
    the database, and SQLite breaks on it.
    """
    if LONG_NUMBER.search(query):
        raise BadRequest(_("The address holds a number that is too large."))


class StrictQueryMiddleware:
    """Answer 400 with a reason before any view sees a hostile address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        query = request.META.get("QUERY_STRING", "")
        check_address(request.path, query)
        if request.resolver_match and request.resolver_match.app_name == "admin":
            check_numbers(query)
