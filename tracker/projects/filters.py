"""What the lists of projects and supplies are narrowed by."""

from __future__ import annotations

import operator
from functools import reduce

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import StarKey
from tracker.places.filters import AreaFilter
from tracker.places.readings import fold
from tracker.places.terms import Level
from tracker.projects.models import Project, Supply
from tracker.projects.terms import State
from tracker.ui.filters import FilterSet, MultipleChoice, SearchFilter

NO_STAR = "none"
SUPPLIED, UNSUPPLIED = "supplied", "unsupplied"
STARS = [*StarKey.choices, (NO_STAR, gettext_lazy("not for one star"))]


def years() -> list[tuple[int, str]]:
    """Return the campaign years, newest first."""
    return [(year, str(year)) for year in Campaign.objects.values_list("pk", flat=True)]


class ForStar(MultipleChoice):
    """Rows for one of the stars; an empty star has a word that an address can carry."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        stars = ["" if star == NO_STAR else star for star in value]
        return qs.filter(**{f"{self.field_name}__in": stars}) if stars else qs


class _Meaning(MultipleChoice):
    """Rows that meet one of several conditions."""

    meant: dict[str, Q] = {}

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        chosen = [self.meant[one] for one in value]
        return qs.filter(reduce(operator.or_, chosen)) if chosen else qs


class HasSupply(_Meaning):
    meant = {SUPPLIED: Q(supply__isnull=False), UNSUPPLIED: Q(supply__isnull=True)}


class ProjectFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    campaign = MultipleChoice(label=gettext_lazy("Campaign"), choices=years)
    level = MultipleChoice(
        field_name="area__level", label=gettext_lazy("Level of the area"), choices=Level.choices
    )
    star = ForStar(label=gettext_lazy("Star"), choices=STARS)
    state = MultipleChoice(label=gettext_lazy("State"), choices=State.choices)
    supply = HasSupply(
        label=gettext_lazy("Supply"),
        choices=[
            (SUPPLIED, gettext_lazy("Matched with a supply")),
            (UNSUPPLIED, gettext_lazy("Without a supply")),
        ],
    )

    class Meta:
        model = Project
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(
            Q(title__contains=word)
            | Q(responsible__contains=word)
            | Q(area__search_text__contains=fold(word))
        )


class SupplyFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    campaign = MultipleChoice(label=gettext_lazy("Campaign"), choices=years)
    star = ForStar(label=gettext_lazy("Star"), choices=STARS)

    class Meta:
        model = Supply
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(
            Q(title__contains=word)
            | Q(department__contains=word)
            | Q(area__search_text__contains=fold(word))
        )
