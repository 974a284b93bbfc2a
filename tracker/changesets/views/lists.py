"""The list of changesets."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.access.terms import Permission
from tracker.changesets.filters import ChangesetFilterSet
from tracker.changesets.models import Changeset
from tracker.changesets.tables import ChangesetTable
from tracker.people.permissions import may_somewhere
from tracker.ui.lists import ListPage


class ChangesetList(ListPage):
    table_class = ChangesetTable
    filterset_class = ChangesetFilterSet
    title = gettext_lazy("Changesets")
    lead = gettext_lazy(
        "Imports, grids and bulk moves in your areas: who, from which file, how many rows, and "
        "how far. What was applied can be undone here."
    )
    export_name = "changesets"
    template_name = "changesets/list.html"

    def get_queryset(self) -> QuerySet:
        rows = Changeset.objects.visible_to(self.request.user)
        return rows.select_related("area", "staged_by").order_by("-pk")

    def empty_state(self) -> str:
        return _("Nothing has been imported or changed in bulk yet.")

    def extra_context(self) -> dict[str, Any]:
        return {"may_import": may_somewhere(self.request.user, Permission.RATINGS_ENTER)}
