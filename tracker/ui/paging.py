"""Page size, page and order of a list, read strictly from the address."""

from __future__ import annotations

from django.core.paginator import EmptyPage
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from tracker.ui.filters import Problem
from tracker.ui.tables import Table

PAGE_SIZES = (25, 50, 100)
SIZES = {str(size): size for size in PAGE_SIZES}  # as an address writes them
# The database reads and drops every row before a page: deep pages of a nation
# cost seconds. The far end is reached by sorting the other way round.
DEEPEST_PAGE = 400
COOKIE = "per_page"
COOKIE_AGE = 365 * 24 * 3600  # seconds


class NotUnderstoodError(Exception):
    """An address asks what the list cannot answer; carries what is wrong with which parameter."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{one.parameter}: {one.message}" for one in problems))
        self.problems = problems


class BadParameterError(NotUnderstoodError):
    """One parameter of the list itself cannot be answered."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__([Problem(parameter, message)])


def only(query: QueryDict, name: str) -> str:
    """Return the one value of a parameter, "" where it is not given."""
    values = query.getlist(name)
    if len(values) > 1:
        raise BadParameterError(name, _("Give it once only."))
    return values[0] if values else ""


def chosen_size(query: QueryDict, request: HttpRequest) -> int:
    """Return the rows a page has.

    The cookie counts only where the address says neither page nor size: a
    copied link shows everyone the same rows, whatever size they prefer.
    """
    if "page" in query or "per_page" in query:
        return stated_size(query)
    return SIZES.get(request.COOKIES.get(COOKIE, ""), PAGE_SIZES[0])


def stated_size(query: QueryDict) -> int:
    """Return the rows a page has by the address alone."""
    asked = only(query, "per_page")
    if asked and asked not in SIZES:
        raise BadParameterError("per_page", _("Choose 25, 50 or 100 rows a page."))
    return SIZES.get(asked, PAGE_SIZES[0])


def remember_size(response: HttpResponse, query: QueryDict, request: HttpRequest) -> None:
    """Keep the size for this list, only where the reader has just chosen it."""
    if "per_page" in query and "page" not in query:
        response.set_cookie(
            COOKIE,
            query["per_page"],
            max_age=COOKIE_AGE,
            path=request.path,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )


def chosen_order(query: QueryDict, table_class: type[Table], nothing: QuerySet) -> str | None:
    """Return a column's name, with "-" for descending; None for the table's own order."""
    sort = only(query, "sort")
    if not sort:
        return None
    columns = table_class(nothing).columns
    name = sort.removeprefix("-")
    if name not in columns.names() or not columns[name].orderable:
        raise BadParameterError("sort", _("Choose a column heading to sort the list by."))
    return sort


def turn_to_page(table: Table, query: QueryDict, size: int) -> None:
    """Cut the table to the page of the address."""
    page = only(query, "page") or "1"
    # int() would also read ２ and 1_0.
    if not (page.isascii() and page.isdigit() and len(page) < 10):
        raise BadParameterError("page", _("A page is a whole number from 1 on."))
    try:
        table.paginate(page=int(page), per_page=size)
    except EmptyPage:
        last = table.paginator.num_pages
        message = _("The list ends at page %(last)s.") % {"last": last}
        raise BadParameterError("page", message) from None
    if table.page.number > DEEPEST_PAGE:
        message = _("Pages beyond %(most)s are not shown. Filter the list first.")
        raise BadParameterError("page", message % {"most": DEEPEST_PAGE})
    start = table.page.start_index() - 1 if table.paginator.count else 0
    rows = rows_between(table.data.data, start, start + size)
    table.page.object_list = type(table.rows)(data=rows, table=table)


def rows_between(queryset: QuerySet, start: int, stop: int) -> list[Model]:
    """Return the rows from start to before stop, in the queryset's order.

    The keys first, then the rows of these keys: what the page shows beside the
    keys is joined for one page of rows and not sorted with the whole list.
    """
    keys = list(queryset.values_list("pk", flat=True)[start:stop])
    rows = {row.pk: row for row in queryset.order_by().filter(pk__in=keys)} if keys else {}
    return [rows[key] for key in keys if key in rows]


def steady(queryset: QuerySet) -> QuerySet:
    """Return the queryset with the key as its last order, so that pages never overlap."""
    meta = queryset.model._meta
    order = list(queryset.query.order_by or meta.ordering)
    last = order[-1] if order else None
    if isinstance(last, str) and last.lstrip("-") in {"pk", meta.pk.name}:
        return queryset
    return queryset.order_by(*order, "pk")
