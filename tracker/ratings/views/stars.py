"""The list of stars that staff work with, and the public list of awarded branches."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.access.terms import Permission
from tracker.people.models import User
from tracker.people.permissions import may_somewhere
from tracker.ratings.actions import drifts
from tracker.ratings.exports import star_columns
from tracker.ratings.filters import AwardedFilterSet, StarFilterSet
from tracker.ratings.forms import VERBS
from tracker.ratings.standing import accepted_on, awarded_on, public_ratings
from tracker.ratings.standing.stars import star_rows
from tracker.ratings.tables import AwardedTable, StarTable
from tracker.ratings.terms import Verb
from tracker.ratings.workflow import permissions_of
from tracker.ui.crumbs import Crumb
from tracker.ui.exports import ExportColumn, table_columns
from tracker.ui.lists import ListPage
from tracker.ui.tables import Table

MOST_AT_ONCE = 2500  # stars moved in one transaction: some hundred villages


def verbs_of(user: User) -> list[Verb]:
    """Return what a person may do to stars somewhere, in the order in which it is offered."""
    return [verb for verb in VERBS if any(may_somewhere(user, one) for one in permissions_of(verb))]


class StarList(ListPage):
    table_class = StarTable
    filterset_class = StarFilterSet
    title = gettext_lazy("Ratings")
    lead = gettext_lazy(
        "One row for each star of each branch in your areas: stars move one by one."
    )
    export_name = "ratings"
    template_name = "ratings/list.html"

    def get_queryset(self) -> QuerySet:
        return star_rows(self.request.user)

    def trail(self) -> list[Crumb]:
        return [Crumb(_("Overview"), reverse("home")), Crumb(self.title)]

    def empty_state(self) -> str:
        return _("No rating has begun in your areas. It begins when a declaration is confirmed.")

    def export_columns(self) -> list[ExportColumn]:
        return [*table_columns(self.table_class(self.everything.none())), *star_columns()]

    def extra_context(self) -> dict[str, Any]:
        return {
            "verbs": self.verbs,
            "list_address": self.query.urlencode(),
            "most_at_once": MOST_AT_ONCE,
            "may_accept": may_somewhere(self.request.user, Permission.RATINGS_CONFIRM),
        }

    def _page(self, table: Table, **kwargs: Any) -> HttpResponse:
        """Add what is read for the rows of this page alone: what changed since their seals."""
        self.verbs = verbs_of(self.request.user)
        table.picks = bool(self.verbs)
        if hasattr(table, "page"):
            rows = [row.record for row in table.page.object_list]
            changed = drifts(rows)
            for row in rows:
                row.drift = changed.get(row.pk, [])
        return super()._page(table, **kwargs)


class AwardedList(ListPage):
    """Public: stars on record only, in the order of the codes, no ranks."""

    table_class = AwardedTable
    filterset_class = AwardedFilterSet
    title = gettext_lazy("Stars on record")
    lead = gettext_lazy(
        "Branches with stars on record, in the order of the statistical codes. Stars were awarded "
        "after public notice, or accepted by the county from a newspaper; each row says which."
    )
    export_name = "stars"

    def get_queryset(self) -> QuerySet:
        return public_ratings().order_by("-campaign_id", "branch_id", "pk")

    def empty_state(self) -> str:
        return _(
            "No star is on record yet. Stars appear here once they have been awarded, "
            "or accepted from a newspaper."
        )

    def export_columns(self) -> list[ExportColumn]:
        columns = table_columns(self.table_class(self.everything.none()))
        code = ExportColumn(gettext_lazy("Code"), lambda rating: rating.branch_id)
        return [
            *columns,
            code,
            ExportColumn(gettext_lazy("Awarded on"), awarded_on),
            ExportColumn(gettext_lazy("Accepted from a newspaper on"), accepted_on),
        ]

    def export_as_of(self) -> Any:
        return lambda rating: max(day for day in (awarded_on(rating), accepted_on(rating)) if day)
