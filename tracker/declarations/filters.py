"""What the lists of declarations and targets are narrowed by."""

from __future__ import annotations

import operator
from functools import reduce

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import StarKey
from tracker.declarations.models import Declaration, Target
from tracker.declarations.terms import State
from tracker.places.filters import AreaFilter
from tracker.places.readings import fold
from tracker.places.terms import UnitKind
from tracker.ui.filters import FilterSet, MultipleChoice, SearchFilter

# Kinds of a target; one of both kinds together has an empty one, which no address can carry.
BOTH = "both"


def years() -> list[tuple[int, str]]:
    """Return the campaign years, newest first."""
    return [(year, str(year)) for year in Campaign.objects.values_list("pk", flat=True)]


def levels(first: int) -> list[tuple[int, str]]:
    return [(level, str(level)) for level in range(5, first - 1, -1)]


class AimsAtStar(MultipleChoice):
    """Declarations that name one of the stars."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        # No key is part of another one, so a contained text is a named star.
        named = [Q(stars__contains=key) for key in value]
        return qs.filter(reduce(operator.or_, named)) if named else qs


class DeclarationFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="branch_id")
    campaign = MultipleChoice(label=gettext_lazy("Campaign"), choices=years)
    state = MultipleChoice(label=gettext_lazy("State"), choices=State.choices)
    unit_kind = MultipleChoice(label=gettext_lazy("Kind"), choices=UnitKind.choices)
    level = MultipleChoice(label=gettext_lazy("Level aimed at"), choices=levels(0))
    star = AimsAtStar(label=gettext_lazy("Star"), choices=StarKey.choices)

    class Meta:
        model = Declaration
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(
            Q(branch__area__search_text__contains=fold(word))
            | Q(branch__official_name__contains=word)
        )


class OfKind(MultipleChoice):
    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        kinds = ["" if kind == BOTH else kind for kind in value]
        return qs.filter(unit_kind__in=kinds) if kinds else qs


class TargetFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    campaign = MultipleChoice(label=gettext_lazy("Campaign"), choices=years)
    level = MultipleChoice(label=gettext_lazy("Level aimed at"), choices=levels(1))
    unit_kind = OfKind(
        label=gettext_lazy("Kind"),
        choices=[*UnitKind.choices, (BOTH, gettext_lazy("Villages and communities together"))],
    )

    class Meta:
        model = Target
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(area__search_text__contains=fold(word))
