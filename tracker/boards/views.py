"""Boards: where the work of an area stands, for staff; every number leads to its rows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.boards.exports import board_response
from tracker.boards.filters import AreaFilterSet, BoardFilterSet
from tracker.boards.standing.ladder import ladder
from tracker.boards.standing.places import READ, area_or_404, widest_area
from tracker.boards.standing.tables import Table, groups, tables
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import State as Year
from tracker.people.permissions import areas_of, visible_or_404
from tracker.places.models import Area
from tracker.places.terms import Level
from tracker.ui.addresses import WHOLE, stated, with_changes
from tracker.ui.crumbs import Crumb
from tracker.ui.exports import WRITERS
from tracker.ui.filters import Problem
from tracker.ui.lists import StatedPage
from tracker.ui.paging import BadParameterError, NotUnderstoodError, only


class AreaPage(StatedPage):
    """A page about an area and all below it, its own or the one that the address names."""

    filterset_class: type[AreaFilterSet]

    def get(self, request: HttpRequest) -> HttpResponse:
        self.query = stated(request.GET)
        try:
            self.asked = self.filterset_class(self.query, Area.objects.none(), request=request)
            if self.asked.problems:
                raise NotUnderstoodError(self.asked.problems)
            return self._answer()
        except NotUnderstoodError as error:
            return self._refusal(error.problems)

    def _answer(self) -> HttpResponse:
        raise NotImplementedError

    def _address(self, **changes: Any) -> str:
        """Return the address of the same page of another area or year, or as a file."""
        return self.request.path + with_changes(self.query, **changes)

    def _others(self, area: Area) -> list[tuple[str, str]]:
        """Return the other areas a person may go to: their widest ones, and the one above."""
        codes = areas_of(self.request.user, READ)
        above = str(area.parent_id)
        wanted = [above] if any(above.startswith(code) for code in codes) else []
        wanted += [code for code in codes if code != area.pk]
        found = Area.objects.filter(pk__in=wanted)
        shown = found.exclude(level__in=[Level.VILLAGE, Level.PROVINCE])
        return [(self._address(area=one.pk), one.title) for one in shown]

    def _refusal(self, problems: list[Problem]) -> HttpResponse:
        context = {"page_title": self.title, "problems": problems, "trail": [Crumb(self.title)]}
        return render(self.request, "boards/refused.html", context, status=400)


class LadderPage(AreaPage):
    """Overdue findings and work, rung by rung."""

    title = gettext_lazy("Ladder")
    filterset_class = AreaFilterSet

    def _answer(self) -> HttpResponse:
        code = self.asked.one("area") or areas_of(self.request.user, READ)[0]
        area = area_or_404(self.request.user, str(code))
        steps = ladder(self.request.user, area, timezone.localdate())
        context = {
            "area": area,
            "steps": steps,
            "total": sum(step.number for step in steps),
            "state": self.query,
            "others": self._others(area),
            "page_title": _("Ladder: %(area)s") % {"area": area.title},
            "trail": [Crumb(_("Boards"), reverse("board") + WHOLE), Crumb(self.title)],
        }
        return render(self.request, "boards/ladder.html", context)


class BoardPage(AreaPage):
    """The board of an area in a year, or some of its tables.

    Without an area that of the widest one that the person reads, without a year that of the
    newest year that runs. A village, with nothing below it, has its table instead.
    """

    title = gettext_lazy("Boards")
    filterset_class = BoardFilterSet

    def _answer(self) -> HttpResponse:
        export = only(self.query, "export")
        area, campaign = self._area(), self._campaign()
        if campaign is None or area is None:
            return self._nothing(campaign)
        if area.level == Level.VILLAGE:
            return redirect("work-village", year=campaign.pk, code=area.pk)
        found = self._tables(area, campaign)
        if export:
            return self._file(export, f"board-{area.pk}-{campaign.pk}", found)
        return render(self.request, "boards/board.html", self._context(area, campaign, found))

    def _area(self) -> Area | None:
        code = self.asked.one("area")
        return area_or_404(self.request.user, code) if code else widest_area(self.request.user)

    def _campaign(self) -> Campaign | None:
        year = self.asked.one("campaign")
        if year:
            return visible_or_404(Campaign.objects.all(), pk=year)
        return Campaign.objects.filter(state=Year.RUNNING).first() or Campaign.objects.first()

    def _tables(self, area: Area, campaign: Campaign) -> list[Table]:
        wanted = self.asked.form.cleaned_data["table"]
        offered = groups(self.request.user, area, campaign, timezone.localdate())
        chosen = [one for one in offered if not wanted or one.key in wanted]
        return tables(area, chosen, self._address)

    def _context(self, area: Area, campaign: Campaign, found: list[Table]) -> dict[str, Any]:
        return {
            "area": area,
            "campaign": campaign,
            "tables": found,
            "filter": self.asked,
            "state": self.query,
            "whole": self.request.path
            + with_changes(self.query, area=area.pk, campaign=campaign.pk, table=None),
            "exports": [(self._address(export=kind), kind.upper()) for kind in WRITERS],
            "years": [
                (self._address(campaign=one.pk), one, one == campaign)
                for one in Campaign.objects.all()
            ],
            "others": self._others(area),
            "page_title": _("Board of %(area)s, %(year)s")
            % {"area": area.title, "year": campaign.pk},
            "trail": [Crumb(self.title, self.request.path + WHOLE), Crumb(area.title)],
        }

    def _nothing(self, campaign: Campaign | None) -> HttpResponse:
        """Say why there is no board: no year yet, or a person's areas are villages."""
        codes = areas_of(self.request.user, READ) if campaign else []
        villages = Area.objects.filter(pk__in=codes).order_by("code")
        context = {
            "page_title": self.title,
            "villages": [
                (reverse("work-village", args=[campaign.pk, one.pk]), one) for one in villages
            ],
            "trail": [Crumb(self.title)],
        }
        return render(self.request, "boards/none.html", context)

    def _file(self, export: str, name: str, found: list[Table]) -> HttpResponse:
        if export not in WRITERS:
            raise BadParameterError("export", _("A list is exported as xlsx or csv."))
        return board_response(export, name, found, self.request.build_absolute_uri())
