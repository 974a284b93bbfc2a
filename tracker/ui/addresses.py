"""List state lives in the address: read it, change one part, write it back."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

# WeChat appends these when a page is shared; they are no filter of ours.
SHARED_BY_WECHAT = {"from": {"singlemessage", "groupmessage", "timeline"}, "isappinstalled": {"0"}}

# The whole list, said aloud: somebody's own view may open at the address without any parameter.
WHOLE = "?sort="


def stated(query: MultiValueDict) -> QueryDict:
    """Return a copy without empty values, repetitions and what WeChat appended."""
    kept = QueryDict(mutable=True)
    for name, values in query.lists():
        foreign = SHARED_BY_WECHAT.get(name, set())
        wanted = [value.strip() for value in values if value not in foreign]
        wanted = list(dict.fromkeys(value for value in wanted if value))
        if wanted:
            kept.setlist(name, wanted)
    return kept


def with_changes(query: QueryDict, **changes: object) -> str:
    """Return the address of the same page with some parameters changed.

    A list becomes a repeated parameter; None or "" removes the parameter. The
    result begins with "?" and stands for itself in an href.
    """
    changed = query.copy()
    for name, value in changes.items():
        values = value if isinstance(value, (list, tuple)) else [value]
        kept = [str(one) for one in values if one is not None and one != ""]
        if kept:
            changed.setlist(name, kept)
        else:
            changed.pop(name, None)
    return f"?{changed.urlencode()}"


def first_page(query: QueryDict) -> int | None:
    """Return the page to go to when the rows change.

    A page size in the address without a page is a reader's choice and is kept;
    where the size only came along with a link, the page must stand beside it.
    """
    return 1 if {"page", "per_page"} <= query.keys() else None


def without_value(query: QueryDict, name: str, value: str) -> str:
    """Return the address without one value of a parameter, back on the first page."""
    left = [one for one in query.getlist(name) if one != value]
    return with_changes(query, **{name: left, "page": first_page(query)})
