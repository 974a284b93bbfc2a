"""What of a list's address is kept, and the address that it makes again.

A view is an address and nothing else. Applying it is opening that address, so the list asks
for rights and refuses what it does not understand as if somebody had typed it.
"""

from __future__ import annotations

from django.http import QueryDict
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from tracker.ui.addresses import WHOLE, stated
from tracker.ui.lists import StatedPage

# Where somebody stands in a list, and the file they fetch, are not how the list is set up.
PASSING = ("page", "export")


def kept_state(query: str) -> str:
    """Return the part of a list's query string that a view keeps: "" is the whole list."""
    state = stated(QueryDict(query))
    for name in PASSING:
        state.pop(name, None)
    return state.urlencode()


def list_called(name: str) -> type[StatedPage] | None:
    """Return the list page with the name of an address; None where there is no such list."""
    try:
        found = getattr(resolve(reverse(name)).func, "view_class", None)
    except (NoReverseMatch, Resolver404):
        return None
    return found if isinstance(found, type) and issubclass(found, StatedPage) else None


def address_of(name: str, state: str) -> str:
    """Return the address of a list in a state; "" for a list that is no more.

    With a page size comes page 1: the reader has not chosen that size for good.
    """
    if list_called(name) is None:
        return ""
    page = "&page=1" if "per_page" in QueryDict(state) else ""
    return f"{reverse(name)}?{state}{page}" if state else f"{reverse(name)}{WHOLE}"
