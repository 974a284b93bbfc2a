"""The lists of projects (需求侧) and supplies (供给侧), and projects by star beside the papers."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tracker.access.terms import Permission
from tracker.people.models import User
from tracker.people.permissions import areas_of
from tracker.places.models import Area
from tracker.projects.filters import NO_STAR, ProjectFilterSet, SupplyFilterSet
from tracker.projects.standing import (
    StarLine,
    area_or_404,
    by_star,
    open_years,
    project_rows,
    reported_projects,
    supply_rows,
    total_of,
    year_or_404,
)
from tracker.projects.tables import ProjectTable, SupplyTable
from tracker.projects.terms import STANDING, State
from tracker.ui.crumbs import Crumb
from tracker.ui.lists import ListPage


def _ways(user: User, permission: str, name: str, words: str) -> list[dict[str, str]]:
    """Return links for each of a person's areas in the newest year that is not closed."""
    years = open_years()[:1]
    mine = Area.objects.filter(pk__in=areas_of(user, permission)).order_by("code")
    return [
        {"label": words % {"area": area.title}, "url": reverse(name, args=[year.pk, area.pk])}
        for year in years
        for area in mine
    ]


class ProjectList(ListPage):
    table_class = ProjectTable
    filterset_class = ProjectFilterSet
    title = gettext_lazy("Project lists")
    lead = gettext_lazy("What villages, streets and counties need, and how far it has come.")
    export_name = "projects"
    template_name = "projects/list.html"

    def get_queryset(self) -> QuerySet:
        return project_rows(self.request.user)

    def empty_state(self) -> str:
        return _("No project has been proposed yet. Villages and streets propose them.")

    def extra_context(self) -> dict[str, Any]:
        user = self.request.user
        words = _("Propose a project for %(area)s"), _("Projects of %(area)s by star")
        return {
            "ways": [
                {"label": _("Supplies"), "url": reverse("supply-list")},
                *_ways(user, Permission.PROJECTS_ENTER, "project-new", words[0]),
                *_ways(user, Permission.PROJECTS_READ, "project-stars", words[1]),
            ]
        }


class SupplyList(ListPage):
    table_class = SupplyTable
    filterset_class = SupplyFilterSet
    title = gettext_lazy("Supplies")
    lead = gettext_lazy(
        "What departments can give, and how much of it is promised to projects. What an area "
        "keeps is offered to every place below."
    )
    export_name = "supplies"
    template_name = "projects/list.html"

    def get_queryset(self) -> QuerySet:
        return supply_rows(self.request.user)

    def empty_state(self) -> str:
        return _(
            "No supply has been listed yet. Counties and cities list what their departments "
            "can give."
        )

    def extra_context(self) -> dict[str, Any]:
        words = _("List a supply for %(area)s")
        return {
            "ways": [
                {"label": _("Project lists"), "url": reverse("project-list")},
                *_ways(self.request.user, Permission.PROJECTS_CONFIRM, "supply-new", words),
            ]
        }


@require_safe
def stars(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Recorded projects by star, each number a link; what papers say stands beside, unmixed."""
    area, campaign = area_or_404(request.user, code), year_or_404(year)
    lines = by_star(request.user, area, year)
    title = _("Projects of %(area)s by star, %(year)s") % {"area": area.title, "year": year}
    context = {
        "area": area,
        "campaign": campaign,
        "states": [state.label for state in STANDING],
        "lines": [_linked(line, code, year) for line in lines],
        "total": _linked(total_of(lines), code, year, whole=True) if lines else None,
        "reported": list(reported_projects(area)),
        "page_title": title,
        "trail": [Crumb(_("Project lists"), reverse("project-list")), Crumb(title)],
    }
    return render(request, "projects/stars.html", context)


def _linked(line: StarLine, code: str, year: int, *, whole: bool = False) -> dict[str, Any]:
    """Return a line with the address of the rows behind each of its numbers."""
    star = [] if whole else [("star", line.key or NO_STAR)]

    def rows(*states: State) -> str:
        query = [("area", code), ("campaign", year), *star, *(("state", one) for one in states)]
        return f"{reverse('project-list')}?{urlencode(query)}"

    return {
        "line": line,
        "numbers": [(line.numbers.get(state, 0), rows(state)) for state in STANDING],
        "all": (line.total, rows(*STANDING)),
    }
