"""The lists of declarations and of targets."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.declarations.actions.moving import MOST_AT_ONCE
from tracker.declarations.exports import declaration_columns
from tracker.declarations.filters import DeclarationFilterSet, TargetFilterSet
from tracker.declarations.forms import VERBS
from tracker.declarations.standing.branches import declaration_rows
from tracker.declarations.standing.planned import target_rows
from tracker.declarations.tables import DeclarationTable, TargetTable
from tracker.declarations.terms import Verb
from tracker.declarations.workflow import permissions_of
from tracker.people.models import User
from tracker.people.permissions import areas_of, may_somewhere
from tracker.places.models import Area
from tracker.ui.exports import ExportColumn, table_columns
from tracker.ui.lists import ListPage
from tracker.ui.tables import Table


def verbs_of(user: User) -> list[Verb]:
    """Return what a person may do to declarations somewhere, in the order it is offered."""
    return [verb for verb in VERBS if any(may_somewhere(user, one) for one in permissions_of(verb))]


def sheets_of(user: User) -> list[dict[str, str]]:
    """Return links to the sheets of the person's areas in the running years, newest first."""
    years = Campaign.objects.filter(state="running").values_list("pk", flat=True)
    areas = Area.objects.filter(pk__in=areas_of(user, Permission.DECLARATIONS_READ))
    return [
        {
            "label": _("Sheet of %(area)s, %(year)s") % {"area": area.title, "year": year},
            "url": reverse("declaration-sheet", args=[year, area.pk]),
        }
        for year in years
        for area in areas
    ]


def plans_of(user: User) -> list[dict[str, str]]:
    """Return links to the targets of the person's areas in the years not closed, newest first."""
    years = Campaign.objects.exclude(state="closed").values_list("pk", flat=True)
    areas = Area.objects.filter(pk__in=areas_of(user, Permission.TARGETS_SET))
    return [
        {
            "label": _("Targets of %(area)s, %(year)s") % {"area": area.title, "year": year},
            "url": reverse("target-set", args=[year, area.pk]),
        }
        for year in years
        for area in areas
    ]


class DeclarationList(ListPage):
    table_class = DeclarationTable
    filterset_class = DeclarationFilterSet
    title = gettext_lazy("Declarations")
    lead = gettext_lazy(
        "Which stars the branches in your areas aim at, how far that has come, and who is next."
    )
    export_name = "declarations"
    template_name = "declarations/list.html"

    def get_queryset(self) -> QuerySet:
        return declaration_rows(self.request.user)

    def empty_state(self) -> str:
        return _("Nothing has been declared yet. Begin on the sheet of a street or village.")

    def export_columns(self) -> list[ExportColumn]:
        columns = table_columns(self.table_class(self.everything.none()))
        return [*columns, *declaration_columns()]

    def extra_context(self) -> dict[str, Any]:
        return {
            "verbs": self.verbs,
            "list_address": self.query.urlencode(),
            "most_at_once": MOST_AT_ONCE,
            "sheets": sheets_of(self.request.user),
        }

    def _page(self, table: Table, **kwargs: Any) -> HttpResponse:
        self.verbs = verbs_of(self.request.user)
        table.picks = bool(self.verbs)
        return super()._page(table, **kwargs)


class TargetList(ListPage):
    table_class = TargetTable
    filterset_class = TargetFilterSet
    title = gettext_lazy("Targets")
    lead = gettext_lazy(
        "How many branches of a level are planned, and how many declared it. Planned, reported "
        "and recorded figures are never mixed."
    )
    export_name = "targets"
    template_name = "declarations/targets.html"

    def get_queryset(self) -> QuerySet:
        return target_rows(self.request.user).order_by("-campaign_id", "area_id", "-level", "pk")

    def empty_state(self) -> str:
        return _("No target has been set yet. The county or the city campaign office sets them.")

    def extra_context(self) -> dict[str, Any]:
        return {"plans": plans_of(self.request.user)}
