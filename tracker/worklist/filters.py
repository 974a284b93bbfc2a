"""What the lists of work, its record and meetings are narrowed by."""

from __future__ import annotations

import operator
from functools import reduce

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import StarKey
from tracker.clocks.filters import OnRung
from tracker.clocks.terms import RUNGS, Severity
from tracker.places.filters import AreaFilter
from tracker.places.readings import fold
from tracker.places.terms import Level
from tracker.ui.filters import FilterSet, MultipleChoice, SearchFilter
from tracker.worklist.models import Meeting, WorkItem, WorkStep
from tracker.worklist.querysets import climbing, timed
from tracker.worklist.terms import Frequency, State, Timing, Verb

# The three lists are those of the area that does the work.
LISTS = [
    (Level.CITY, gettext_lazy("City list")),
    (Level.COUNTY, gettext_lazy("County list")),
    (Level.STREET, gettext_lazy("Street or township list")),
    (Level.VILLAGE, gettext_lazy("Village list")),
]
KEY, ORDINARY = "key", "ordinary"
NO_STAR = "none"
BY_WEEKS = "weeks"


def years() -> list[tuple[int, str]]:
    """Return the campaign years, newest first."""
    return [(year, str(year)) for year in Campaign.objects.values_list("pk", flat=True)]


class Timed(MultipleChoice):
    """Work by how it stands to its last day or week; only what is not done can be late."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        chosen = [timed(one, timezone.localdate()) for one in value]
        return qs.filter(reduce(operator.or_, chosen)) if chosen else qs


class ForStar(MultipleChoice):
    """Work for one of the stars; an empty star has a word that an address can carry."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        stars = ["" if star == NO_STAR else star for star in value]
        return qs.filter(**{f"{self.field_name}__in": stars}) if stars else qs


class UnderClock(MultipleChoice):
    """Work by its kind under 13710, or what is planned by weeks alone."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        kinds = ["" if one == BY_WEEKS else one for one in value]
        return qs.filter(severity__in=kinds) if kinds else qs


class IsKey(MultipleChoice):
    """Key work, or all that is none."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        return qs.filter(is_key__in=[one == KEY for one in value]) if value else qs


_STARS = [*StarKey.choices, (NO_STAR, gettext_lazy("not for one star"))]


class WorkItemFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    campaign = MultipleChoice(label=gettext_lazy("Campaign"), choices=years)
    level = MultipleChoice(label=gettext_lazy("List"), field_name="area__level", choices=LISTS)
    state = MultipleChoice(label=gettext_lazy("State"), choices=State.choices)
    due = Timed(label=gettext_lazy("Last week"), choices=Timing.choices)
    star = ForStar(label=gettext_lazy("Star"), choices=_STARS)
    key = IsKey(
        label=gettext_lazy("Key work"),
        field_name="is_key",
        choices=[(KEY, gettext_lazy("Key work")), (ORDINARY, gettext_lazy("Other work"))],
    )
    clock = UnderClock(
        label=gettext_lazy("13710"),
        choices=[*Severity.choices, (BY_WEEKS, gettext_lazy("planned by weeks"))],
    )
    climbed = MultipleChoice(
        field_name="climbed_to",
        label=gettext_lazy("Climbed to"),
        choices=[(level, level.label) for level in RUNGS[1:]],
    )
    rung = OnRung(responsible="area__level", overdue=climbing)
    responsible = SearchFilter(
        method="by_post", label=gettext_lazy("Responsible post or department, in full")
    )

    class Meta:
        model = WorkItem
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(
            Q(title__contains=word)
            | Q(responsible__contains=word)
            | Q(area__search_text__contains=fold(word))
        )

    def by_post(self, queryset: QuerySet, _name: str, post: str) -> QuerySet:
        return queryset.filter(responsible=post)


class WorkStepFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="item__area_id")
    campaign = MultipleChoice(
        label=gettext_lazy("Campaign"), field_name="item__campaign_id", choices=years
    )
    level = MultipleChoice(
        label=gettext_lazy("List"), field_name="item__area__level", choices=LISTS
    )
    star = ForStar(label=gettext_lazy("Star"), field_name="item__star", choices=_STARS)
    verb = MultipleChoice(label=gettext_lazy("What was done"), choices=Verb.choices)

    class Meta:
        model = WorkStep
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(
            Q(text__contains=word)
            | Q(item__title__contains=word)
            | Q(item__area__search_text__contains=fold(word))
        )


class MeetingFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    frequency = MultipleChoice(
        label=gettext_lazy("How often"),
        field_name="rhythm__frequency",
        choices=Frequency.choices,
    )

    class Meta:
        model = Meeting
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(
            Q(title__contains=word)
            | Q(minutes__contains=word)
            | Q(area__search_text__contains=fold(word))
        )
