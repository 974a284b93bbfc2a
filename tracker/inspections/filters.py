"""What the lists of rounds, inspections and bulletins are narrowed by."""

from __future__ import annotations

import operator
from functools import reduce

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tracker.campaigns.models import Campaign
from tracker.inspections.models import Bulletin, Inspection, PlannedVisit, Round, SelfCheck
from tracker.inspections.querysets import of_plan, visit_stands
from tracker.inspections.standing.kinds import kind_name, kinds
from tracker.inspections.terms import BulletinState, Plan, RoundState, Route, State, VisitState
from tracker.places.filters import AreaFilter
from tracker.places.readings import fold
from tracker.ui.filters import FilterSet, MultipleChoice, SearchFilter


def years() -> list[tuple[int, str]]:
    """Return the campaign years, newest first."""
    return [(year, str(year)) for year in Campaign.objects.values_list("pk", flat=True)]


def kind_choices() -> list[tuple[str, str]]:
    return [(key, kind_name(key)) for key in kinds()]


class RoundFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    campaign = MultipleChoice(label=gettext_lazy("Campaign"), choices=years)
    kind = MultipleChoice(label=gettext_lazy("Kind of inspection"), choices=kind_choices)
    state = MultipleChoice(label=gettext_lazy("State"), choices=RoundState.choices)
    route = MultipleChoice(label=gettext_lazy("Route"), choices=Route.choices)

    class Meta:
        model = Round
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(Q(title__contains=word) | Q(area__search_text__contains=fold(word)))


class VisitStands(MultipleChoice):
    """Planned visits by how they stand today."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        today = timezone.localdate()
        chosen = [visit_stands(one, today) for one in value]
        return qs.filter(reduce(operator.or_, chosen)) if chosen else qs


class OfPlan(MultipleChoice):
    """Visits that were planned from the beginning, or added to a running round."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        chosen = [of_plan(one) for one in value]
        return qs.filter(reduce(operator.or_, chosen)) if chosen else qs


class VisitFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    campaign = MultipleChoice(
        field_name="round__campaign", label=gettext_lazy("Campaign"), choices=years
    )
    kind = MultipleChoice(
        field_name="round__kind", label=gettext_lazy("Kind of inspection"), choices=kind_choices
    )
    plan = OfPlan(label=gettext_lazy("Planned or added"), choices=Plan.choices)
    stands = VisitStands(label=gettext_lazy("Stands"), choices=VisitState.choices)

    class Meta:
        model = PlannedVisit
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(
            Q(round__title__contains=word) | Q(area__search_text__contains=fold(word))
        )


class InspectionFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    campaign = MultipleChoice(label=gettext_lazy("Campaign"), choices=years)
    kind = MultipleChoice(
        field_name="visit__round__kind",
        label=gettext_lazy("Kind of inspection"),
        choices=kind_choices,
    )
    state = MultipleChoice(label=gettext_lazy("State"), choices=State.choices)

    class Meta:
        model = Inspection
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(
            Q(visit__round__title__contains=word)
            | Q(highlights__contains=word)
            | Q(area__search_text__contains=fold(word))
        )


class SelfCheckFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    campaign = MultipleChoice(label=gettext_lazy("Campaign"), choices=years)

    class Meta:
        model = SelfCheck
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(
            Q(highlights__contains=word)
            | Q(next_steps__contains=word)
            | Q(area__search_text__contains=fold(word))
        )


class BulletinFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    campaign = MultipleChoice(label=gettext_lazy("Campaign"), choices=years)
    state = MultipleChoice(label=gettext_lazy("State"), choices=BulletinState.choices)

    class Meta:
        model = Bulletin
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(
            Q(title__contains=word)
            | Q(text__contains=word)
            | Q(area__search_text__contains=fold(word))
        )
