"""What the list of people is narrowed by."""

from __future__ import annotations

import operator
from functools import reduce

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy
from django_filters import Filter

from tracker.access.terms import Role
from tracker.people.models import User
from tracker.people.permissions import grants_visible_to
from tracker.people.querysets import NEVER_SIGNED_IN
from tracker.places.filters import AreaFilter
from tracker.places.querysets import under
from tracker.ui.filters import FilterSet, MultipleChoice, SearchFilter


def _held(asked: Filter) -> QuerySet:
    """Return the standing roles of the row's person, as far as the reader may see them."""
    held = grants_visible_to(asked.parent.request.user).standing()
    return held.filter(user_id=OuterRef("pk"))


class HeldInArea(AreaFilter):
    """People who hold a role in the areas or below them."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        there = reduce(operator.or_, [under(code, "area_id") for code in value])
        return qs.filter(Exists(_held(self).filter(there)))


class HoldsRole(MultipleChoice):
    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        return qs.filter(Exists(_held(self).filter(role__in=value)))


class RoleEnds(MultipleChoice):
    """People with a role whose last day is near: whoever gave it may give it for longer."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        return qs.filter(Exists(_held(self).ending_soon()))


STATES = {
    "enabled": (gettext_lazy("enabled"), Q(is_active=True)),
    "disabled": (gettext_lazy("disabled"), Q(is_active=False)),
    "new": (gettext_lazy("has never signed in"), NEVER_SIGNED_IN),
}


class InState(MultipleChoice):
    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        return qs.filter(reduce(operator.or_, [STATES[state][1] for state in value]))


class PersonFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = HeldInArea()
    role = HoldsRole(label=gettext_lazy("Role of the person"), choices=Role.choices)
    role_ends = RoleEnds(
        label=gettext_lazy("Last day of a role"),
        choices=[("soon", gettext_lazy("within two weeks"))],
    )
    state = InState(
        label=gettext_lazy("State"), choices=[(key, label) for key, (label, _) in STATES.items()]
    )

    class Meta:
        model = User
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(Q(username__icontains=word) | Q(display_name__contains=word))
