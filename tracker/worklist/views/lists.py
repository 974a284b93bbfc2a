"""The lists of work, of its record, and of meetings."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.access.terms import Permission
from tracker.people.models import User
from tracker.people.permissions import areas_of
from tracker.places.models import Area
from tracker.places.terms import Level
from tracker.ui.lists import ListPage
from tracker.worklist.filters import MeetingFilterSet, WorkItemFilterSet, WorkStepFilterSet
from tracker.worklist.standing.items import item_rows, meeting_rows, running_years, step_rows
from tracker.worklist.tables import MeetingTable, WorkItemTable, WorkStepTable


def ways(user: User) -> list[dict[str, str]]:
    """Return where a person goes on from the list: pages of their areas, newest year first."""
    years, found = running_years(), []
    mine = Area.objects.filter(pk__in=areas_of(user, Permission.WORK_READ)).order_by("code")
    setters = set(areas_of(user, Permission.WORK_SET))
    for area in mine:
        for year in years[:1]:
            if area.pk in setters:
                found.append(_way(_("Set work in %(area)s"), area, "work-set", year.pk, area.pk))
            if area.level == Level.VILLAGE:
                found.append(
                    _way(_("Table and list of %(area)s"), area, "work-village", year.pk, area.pk)
                )
            found.append(
                _way(_("Responsibilities in %(area)s"), area, "work-duties", year.pk, area.pk)
            )
            if area.pk in setters and area.level != Level.VILLAGE:
                words = _("Carry over from the year before")
                found.append(_way(words, area, "work-carry", year.pk, area.pk))
        found.append(_way(_("Month of %(area)s"), area, "work-month", area.pk))
        found.append(_way(_("Calendar of %(area)s"), area, "work-calendar", area.pk))
    return found


def _way(words: str, area: Area, name: str, *keys: Any) -> dict[str, str]:
    return {"label": words % {"area": area.title}, "url": reverse(name, args=keys)}


class WorkItemList(ListPage):
    table_class = WorkItemTable
    filterset_class = WorkItemFilterSet
    title = gettext_lazy("Work lists")
    lead = gettext_lazy(
        "The lists of county, street and village are views of one table: each piece of work is "
        "entered once and stands in every list that it belongs to."
    )
    export_name = "work"
    template_name = "worklist/list.html"

    def get_queryset(self) -> QuerySet:
        return item_rows(self.request.user)

    def empty_state(self) -> str:
        return _("No work has been set yet. The county, the street or the village sets it.")

    def extra_context(self) -> dict[str, Any]:
        return {"ways": ways(self.request.user), "today": timezone.localdate()}


class WorkStepList(ListPage):
    table_class = WorkStepTable
    filterset_class = WorkStepFilterSet
    title = gettext_lazy("Record of the work")
    lead = gettext_lazy(
        "What was done, in the words of whoever did it. Nobody is counted or ranked by it."
    )
    export_name = "work-record"

    def get_queryset(self) -> QuerySet:
        return step_rows(self.request.user)

    def empty_state(self) -> str:
        return _("Nothing has been recorded yet.")


class MeetingList(ListPage):
    table_class = MeetingTable
    filterset_class = MeetingFilterSet
    title = gettext_lazy("Meetings and minutes")
    lead = gettext_lazy("Minutes, and the decisions that became work.")
    export_name = "meetings"

    def get_queryset(self) -> QuerySet:
        return meeting_rows(self.request.user)

    def empty_state(self) -> str:
        return _("No minutes have been written yet. The calendar of an area leads there.")
