"""Weekly cards, weeks side by side, and the settings of clocks; for staff."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import State
from tracker.campaigns.wording import in_reading_language
from tracker.clocks.actions import set_rule
from tracker.clocks.filters import ClockRuleFilterSet, WeeklyCardFilterSet
from tracker.clocks.forms import ClockForm
from tracker.clocks.models import ClockRule, FrozenWeek, WeeklyCard
from tracker.clocks.standing import legends
from tracker.clocks.tables import ClockRuleTable, WeeklyCardTable, colour_mark, line_mark
from tracker.people.permissions import areas_of, require, visible_or_404, within
from tracker.places.models import Area
from tracker.places.querysets import under
from tracker.places.terms import Level
from tracker.ui.crumbs import Crumb
from tracker.ui.lists import ListPage

SHOWN_WEEKS = 8


class WeeklyCardList(ListPage):
    table_class = WeeklyCardTable
    filterset_class = WeeklyCardFilterSet
    title = gettext_lazy("Weekly cards")
    lead = gettext_lazy(
        "The colour of each village and street at the end of each week, frozen as it stood."
    )
    export_name = "weekly-cards"

    def get_queryset(self) -> QuerySet:
        rows = WeeklyCard.objects.visible_to(self.request.user)
        return rows.select_related("area__parent", "week").order_by(
            "-week__starts_on", "area_id", "pk"
        )

    def empty_state(self) -> str:
        return _("No week has been frozen yet. That happens by itself after each Sunday.")


@require_safe
def week_grid(request: HttpRequest, code: str) -> HttpResponse:
    """An area and what lies directly below it, week beside week."""
    mine = Area.objects.filter(within(request.user, Permission.FINDINGS_READ, "code"))
    area = visible_or_404(mine.select_related("parent"), pk=code)
    campaign = Campaign.objects.filter(frozen_weeks__isnull=False).distinct().first()
    newest = FrozenWeek.objects.filter(campaign=campaign).order_by("-starts_on")[:SHOWN_WEEKS]
    weeks = sorted(newest, key=lambda week: week.starts_on)
    here = WeeklyCard.objects.visible_to(request.user).filter(
        under(area.pk, "area_id"), week__in=weeks
    )
    marks = {
        (card.area_id, card.week_id): (colour_mark(card.colour, card.said), card.total)
        for card in here
    }
    places = [area] if len(area.pk) >= 9 else []
    if area.level != Level.VILLAGE:
        places += list(area.children.current())
    lines = [
        (place, [marks.get((place.pk, week.pk), ("", 0)) for week in weeks]) for place in places
    ]
    context = {
        "area": area,
        "weeks": weeks,
        "lines": lines,
        "page_title": _("Weeks side by side: %(area)s") % {"area": area.title},
        "trail": [Crumb(_("Weekly cards"), reverse("weekly-card-list")), Crumb(area.title)],
    }
    return render(request, "clocks/weeks.html", context)


class ClockList(ListPage):
    table_class = ClockRuleTable
    filterset_class = ClockRuleFilterSet
    title = gettext_lazy("Deadlines and colours")
    lead = gettext_lazy(
        "How days are counted (13710), how far what is overdue climbs, and what blue, yellow and "
        "red mean. Where nobody has set anything: calendar days, 3, 7, one month, 3 days on each "
        "rung; unverified."
    )
    export_name = "clocks"
    template_name = "clocks/list.html"

    def get_queryset(self) -> QuerySet:
        rows = ClockRule.objects.visible_to(self.request.user)
        return rows.select_related("area", "changed_by").order_by("-campaign_id", "area_id", "pk")

    def empty_state(self) -> str:
        return _("Nobody has set anything yet: the clock of the lead holds everywhere.")

    def extra_context(self) -> dict[str, Any]:
        years = Campaign.objects.exclude(state=State.CLOSED).values_list("pk", flat=True)
        areas = Area.objects.filter(
            pk__in=areas_of(self.request.user, Permission.CLOCKS_SET),
            level__in=[Level.COUNTY, Level.CITY],
        )
        return {
            "legends": [
                (in_reading_language(one.name, one.name_en), one.source,
                 [line_mark(line) for line in one.legend.lines])
                for one in legends().values()
            ],
            "settable": [
                (reverse("clock-set", args=[year, area.pk]), area.title, year)
                for year in years
                for area in areas
            ],
        }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def clock_set(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Set the clock of a county or city."""
    mine = Area.objects.filter(within(request.user, Permission.CLOCKS_READ, "code"))
    area = visible_or_404(mine, pk=code)
    campaign = visible_or_404(Campaign.objects.all(), pk=year)
    require(request.user, Permission.CLOCKS_SET, area.pk)
    row = ClockRule.objects.visible_to(request.user).filter(campaign=campaign, area=area).first()
    form = ClockForm(request.POST or None, initial=_initial(row))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            set_rule(
                by=request.user,
                campaign=campaign,
                area=area,
                wish=form.wish(),
                seen=form.cleaned_data["seen"],
            )
        except Overtaken as error:
            form.add_error(None, str(error))
            status = 409
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved. Last days that were given before stay."))
            return redirect("clock-list")
    title = _("Clock of %(area)s, %(year)s") % {"area": area.title, "year": year}
    context = {
        "form": form,
        "row": row,
        "page_title": title,
        "trail": [Crumb(_("Deadlines and colours"), reverse("clock-list")), Crumb(title)],
    }
    return render(request, "clocks/set.html", context, status=status)


def _initial(row: ClockRule | None) -> dict[str, Any]:
    shown = row or ClockRule()
    names = [name for name in ClockForm.base_fields if name != "seen"]
    return {name: getattr(shown, name) for name in names} | {"seen": row.version if row else 0}
