"""What a board is asked for: an area, a year, some of its tables."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy

from tracker.boards.terms import Kind
from tracker.places.models import Area
from tracker.ui.filters import FilterSet, MultipleChoice, RepeatedTextField, StrictNumberFilter


class OneCode(django_filters.Filter):
    """The code of one area; whether somebody reads its work is asked where it is looked up."""

    field_class = RepeatedTextField
    most_values = 1


class OneNumber(StrictNumberFilter):
    most_values = 1


class AreaFilterSet(FilterSet):
    """It reads an address and narrows nothing: what it shows are rows of many kinds."""

    list_parameters: tuple[str, ...] = ()

    area = OneCode(label=gettext_lazy("Area"))

    class Meta:
        model = Area
        fields: list[str] = []

    def one(self, name: str) -> str | int | None:
        """Return the one value asked for; None where there is none."""
        return next(iter(self.form.cleaned_data[name]), None)


class BoardFilterSet(AreaFilterSet):
    list_parameters = ("export",)

    campaign = OneNumber(label=gettext_lazy("Campaign"))
    table = MultipleChoice(label=gettext_lazy("Tables"), choices=Kind.choices)
