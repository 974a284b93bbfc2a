"""What the lists of weekly cards and clock rules are narrowed by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tracker.campaigns.models import Campaign
from tracker.clocks.models import ClockRule, FrozenWeek, WeeklyCard
from tracker.clocks.standing import NOTHING, Ladder
from tracker.clocks.terms import RUNGS, Colour, Condition, Counting
from tracker.places.filters import AreaFilter
from tracker.places.readings import fold
from tracker.places.terms import CODE_LENGTHS, Level
from tracker.ui.filters import FilterSet, MultipleChoice, SearchFilter

NO_COLOUR = "none"  # an address carries no empty value


def years() -> list[tuple[int, str]]:
    """Return the campaign years, newest first."""
    return [(year, str(year)) for year in Campaign.objects.values_list("pk", flat=True)]


def weeks() -> list[tuple[str, str]]:
    """Return the frozen weeks by their Monday, newest first."""
    days = FrozenWeek.objects.order_by("-starts_on").values_list("starts_on", flat=True).distinct()
    return [(day.isoformat(), day.isoformat()) for day in days]


class OfColour(MultipleChoice):
    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        colours = ["" if one == NO_COLOUR else one for one in value]
        return qs.filter(colour__in=colours) if colours else qs


class OfLevel(MultipleChoice):
    """Cards of villages or of streets: the length of a code says it."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        lengths = [CODE_LENGTHS[Level(one)] for one in value]
        return qs.alias(length=Length("area_id")).filter(length__in=lengths)


class OnRung(MultipleChoice):
    """Overdue matters by the level whose business they are today; only ``overdue`` ones can be."""

    def __init__(
        self, *args: Any, responsible: str, overdue: Callable[[dt.date], Q], **kwargs: Any
    ) -> None:
        kwargs |= {
            "label": gettext_lazy("Stands on the ladder today"),
            "choices": [(level, level.label) for level in RUNGS[1:]],
        }
        super().__init__(*args, **kwargs)
        self.responsible, self.overdue = responsible, overdue

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        today = timezone.localdate()
        ladder, wanted = Ladder(today), NOTHING
        for level in value:
            wanted |= ladder.at(Level(level), self.responsible)
        return qs.filter(self.overdue(today) & wanted)


class WeeklyCardFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    campaign = MultipleChoice(
        field_name="week__campaign", label=gettext_lazy("Campaign"), choices=years
    )
    week = MultipleChoice(
        field_name="week__starts_on", label=gettext_lazy("Week from Monday"), choices=weeks
    )
    colour = OfColour(
        label=gettext_lazy("Colour"),
        choices=[(one.value or NO_COLOUR, one.label) for one in Colour],
    )
    condition = MultipleChoice(label=gettext_lazy("Stands at"), choices=Condition.choices)
    level = OfLevel(
        label=gettext_lazy("Level of the area"),
        choices=[(one.value, one.label) for one in (Level.STREET, Level.VILLAGE)],
    )

    class Meta:
        model = WeeklyCard
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(area__search_text__contains=fold(word))


class ClockRuleFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    campaign = MultipleChoice(label=gettext_lazy("Campaign"), choices=years)
    counting = MultipleChoice(label=gettext_lazy("Days that count"), choices=Counting.choices)

    class Meta:
        model = ClockRule
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(Q(area__search_text__contains=fold(word)) | Q(source__contains=word))
