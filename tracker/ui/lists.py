"""The list page: a queryset, a table and a filter set, all state in the address."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views import View

from tracker.ui.addresses import WHOLE, first_page, stated, with_changes
from tracker.ui.chips import chips, relaxations
from tracker.ui.crumbs import Crumb
from tracker.ui.exports import (
    LARGEST_XLSX,
    WRITERS,
    ExportColumn,
    table_columns,
)
from tracker.ui.filters import FilterSet, Problem
from tracker.ui.paging import (
    DEEPEST_PAGE,
    PAGE_SIZES,
    BadParameterError,
    NotUnderstoodError,
    chosen_order,
    chosen_size,
    only,
    remember_size,
    steady,
    turn_to_page,
)
from tracker.ui.tables import Table

Words = str | Promise


class StatedPage(View):
    """A page with all of its state in its address: it can be kept under a name, and open with one.

    It reads the address with `addresses.stated`, refuses what it does not understand, and gives
    its template that `state`.
    """

    title: Words = ""
    http_method_names = ["get", "head", "options"]


class ListPage(StatedPage):
    """Declare `queryset`, `table_class`, `filterset_class`, `title` and `export_name`.

    An address the list does not understand is answered with 400, the reason
    and no rows; never with the whole list.
    """

    queryset: QuerySet | None = None
    table_class: type[Table]
    filterset_class: type[FilterSet]
    lead: Words = ""
    export_name = "list"
    template_name = "ui/list.html"

    # --- What a room may say ------------------------------------------------

    def get_queryset(self) -> QuerySet:
        return self.queryset.all()

    def empty_state(self) -> Words:
        return _("Nothing has been entered yet.")

    def trail(self) -> list[Crumb]:
        return [Crumb(_("Overview"), reverse("home")), Crumb(self.title)]

    def export_columns(self) -> list[ExportColumn] | None:
        """Columns of the file; None for those of the table, hidden ones included."""
        return None

    def export_source(self) -> Any:
        """Where a row comes from: words for all rows, or a function of the record."""
        address = self._address(export=None)
        return self.request.build_absolute_uri(address)

    def export_as_of(self) -> Any:
        """The day of a row: a date for all rows, or a function of the record."""
        today: date = timezone.localdate()
        return today

    def extra_context(self) -> dict[str, Any]:
        return {}

    def _address(self, **changes: Any) -> str:
        return (self.request.path + with_changes(self.query, **changes)).removesuffix("?")

    def _whole(self) -> str:
        """Return the address of the whole list; see `addresses.WHOLE` for who is signed in."""
        user = getattr(self.request, "user", None)
        return self.request.path + (WHOLE if user and user.is_authenticated else "")

    # --- The answer ---------------------------------------------------------

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return self._answer(self.rows_for(request))
        except NotUnderstoodError as error:
            return self._refusal(error.problems)

    def rows_for(self, request: HttpRequest) -> Table:
        """Return all rows that an address asks for, in its order; a program is sent the same.

        Raises NotUnderstoodError.
        """
        self.query = stated(request.GET)
        self.everything = self.get_queryset()
        self.filterset = self.filterset_class(self.query, queryset=self.everything, request=request)
        problems = self.filterset.problems
        if problems:
            raise NotUnderstoodError(problems)
        return self._table()

    def _answer(self, table: Table) -> HttpResponse:
        export = only(self.query, "export")
        size = chosen_size(self.query, self.request)
        if export:
            return self._file(export, table)
        turn_to_page(table, self.query, size)
        response = self._page(table, matching=table.paginator.count)
        remember_size(response, self.query, self.request)
        return response

    def _table(self) -> Table:
        order = chosen_order(self.query, self.table_class, self.everything.none())
        table = self.table_class(self.filterset.qs, order_by=order, caption=self.title)
        table.data.data = steady(table.data.data)
        return table

    def _refusal(self, problems: list[Problem]) -> HttpResponse:
        table = self.table_class(self.everything.none(), caption=self.title)
        return self._page(table, matching=0, problems=problems)

    def _page(
        self, table: Table, *, matching: int, problems: list[Problem] | None = None
    ) -> HttpResponse:
        narrowed = bool(self.filterset.active or problems)
        total = self.everything.count() if narrowed else matching
        htmx = getattr(self.request, "htmx", None)
        part = bool(htmx and not htmx.history_restore_request)
        context = {
            "page_title": self.title,
            "lead": self.lead,
            "trail": self.trail(),
            "table": table,
            "filter": self.filterset,
            "problems": problems,
            "total": total,
            "matching": matching,
            "exports": self._export_links(),
            **self._size_context(table),
            "empty_state": self.empty_state(),
            "whole": self._whole(),
            "state": self.query,
            "part": part,
            **self._chip_context(matching=matching, total=total, problems=problems),
            **self.extra_context(),
        }
        template = "ui/_list.html" if part else self.template_name
        response = render(self.request, template, context, status=400 if problems else 200)
        if part:
            # The form sends its empty fields, too; the address shown leaves them out.
            response["HX-Push-Url"] = self._address() if self.query else self._whole()
        return response

    def _chip_context(
        self, *, matching: int, total: int, problems: list[Problem] | None
    ) -> dict[str, Any]:
        shown = chips(self.filterset, self.query)
        ways_out = []
        if shown and not matching and not problems:
            ways_out = relaxations(shown, self.filterset, self.everything, total)
        return {"chips": shown, "ways_out": ways_out}

    def _export_links(self) -> list[dict[str, Words]]:
        words = {"xlsx": _("Export XLSX"), "csv": _("Export CSV")}
        return [
            {
                "label": words[kind],
                "url": with_changes(self.query, export=kind, page=None, per_page=None),
            }
            for kind in WRITERS
        ]

    def _size_context(self, table: Table) -> dict[str, Any]:
        current = table.paginator.per_page if hasattr(table, "paginator") else PAGE_SIZES[0]
        return {
            "sizes": [
                {
                    "size": size,
                    "url": with_changes(self.query, per_page=size, page=None),
                    "current": size == current,
                }
                for size in PAGE_SIZES
            ],
            "size_kept": None if current == PAGE_SIZES[0] else current,
            "first_page": first_page(self.query),
            "deepest_page": DEEPEST_PAGE,
        }

    def _file(self, export: str, table: Table) -> HttpResponse:
        if export not in WRITERS:
            raise BadParameterError("export", _("A list is exported as xlsx or csv."))
        if "page" in self.query:
            raise BadParameterError("page", _("A file holds every page. Remove the page."))
        rows = table.data.data
        if export == "xlsx" and rows.count() > LARGEST_XLSX:
            message = _("XLSX takes at most %(most)s rows. Export CSV, or filter the list first.")
            raise BadParameterError("export", message % {"most": LARGEST_XLSX})
        return WRITERS[export](
            self.export_name,
            self.export_columns() or table_columns(table),
            rows.iterator(chunk_size=2000),
            source=self.export_source(),
            as_of=self.export_as_of(),
        )
