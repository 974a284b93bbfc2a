"""What the lists of places and branches are narrowed by; `AreaFilter` serves other rooms, too."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.places.codes import is_code
from tracker.places.matching import matching
from tracker.places.models import Area, Branch
from tracker.places.querysets import under
from tracker.places.readings import SEPARATOR, fold
from tracker.places.terms import AreaKind, Level, UnitKind
from tracker.ui.addresses import first_page, with_changes
from tracker.ui.filters import FilterSet, MultipleChoice, RepeatedTextField, SearchFilter

OFFERED = 8  # candidates in a refusal


def answering_to(text: str) -> list[Area]:
    """Return the areas with the whole name typed, in any reading, one more than are offered.

    Areas that ended are asked for only where no area of today answers.
    """
    whole = Q(name=text)
    word = fold(text)
    if word:
        whole |= Q(search_text__contains=f"{SEPARATOR}{word}{SEPARATOR}")
    found = Area.objects.filter(whole).select_related("parent__parent").order_by("code")
    return list(found.current()[: OFFERED + 1]) or list(found[: OFFERED + 1])


def with_those_above(area: Area) -> str:
    """Name an area so that namesakes differ: county, street, name, code."""
    above = [area.parent and area.parent.parent, area.parent]
    return " ".join([*(one.title for one in above if one), area.title, area.code])


class AreaField(RepeatedTextField):
    """Areas that exist, by code or by a name that one area alone has; gives their codes.

    `address_with(typed, code)` is the list's address with a code for what was typed.
    """

    address_with: Callable[[str, str], str] = staticmethod(lambda _typed, code: f"?area={code}")

    def clean(self, value: Any) -> list[str]:
        codes = super().clean(value)
        known = set(Area.objects.filter(pk__in=codes).values_list("pk", flat=True)) if codes else ()
        for code in codes:
            if code not in known:
                raise ValidationError(
                    _("No area has the code %(code)s. Look it up with the search box."),
                    params={"code": code},
                )
        return list(dict.fromkeys(codes))

    def clean_one(self, text: str) -> str:
        text = super().clean_one(text)
        if is_code(text):
            return text
        # Look-alike digits are no code, and no place is called by a number.
        if text.isdigit():
            raise ValidationError(
                _("“%(text)s” is not an area code: 2, 4, 6, 9 or 12 digits, such as 410871."),
                params={"text": text[:20]},
            )
        found = answering_to(text)
        if len(found) == 1:
            return found[0].pk
        raise ValidationError(self._choice(text, found))

    def _choice(self, text: str, namesakes: list[Area]) -> SafeString:
        """Word why a name names no single area, with links to those it may mean."""
        offered = namesakes[:OFFERED] or matching(text).areas[:OFFERED]
        if namesakes:
            said = _("Several places are called “%(text)s”. Choose one:")
        elif offered:
            said = _("No place is called “%(text)s”. One of these may be meant:")
        else:
            said = _("No place is called “%(text)s”. Look it up with the search box.")
        links = [(self.address_with(text, area.pk), with_those_above(area)) for area in offered]
        if len(namesakes) > OFFERED:
            query = urlencode({"q": text})
            links.append((f"{reverse('area-search')}?{query}", _("all that answer to it")))
        return format_html(
            "{} {}",
            said % {"text": text[:20]},
            format_html_join(" · ", '<a href="{}">{}</a>', links),
        )


class AreaFilter(django_filters.Filter):
    """Rows of the areas given by code or name, and of all areas below them."""

    field_class = AreaField

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("label", gettext_lazy("Area"))
        kwargs.setdefault("help_text", gettext_lazy("Name, pinyin or code"))
        super().__init__(*args, **kwargs)

    @property
    def field(self) -> forms.Field:
        field = super().field
        field.address_with = self._address_with
        return field

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        return qs.filter(reduce(operator.or_, [under(code, self.field_name) for code in value]))

    def chip_texts(self, values: Sequence[str]) -> dict[str, str]:
        """Say each area's name and code; what names no single area stands for itself."""
        known = Area.objects.in_bulk([value for value in values if is_code(value)])
        found = {value: [area] for value, area in known.items()}
        found |= {value: answering_to(value) for value in values if not is_code(value)}
        return {
            value: f"{areas[0].title} {areas[0].pk}"
            for value, areas in found.items()
            if len(areas) == 1
        }

    def _address_with(self, typed: str, code: str) -> str:
        query = self.parent.data
        name = next(name for name, one in self.parent.filters.items() if one is self)
        values = [code if one == typed else one for one in query.getlist(name)]
        return with_changes(query, **{name: values, "page": first_page(query)})


class AreaFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="code")
    level = MultipleChoice(label=gettext_lazy("Level of the area"), choices=Level.choices)
    kind = MultipleChoice(
        label=gettext_lazy("Kind"),
        choices=[choice for choice in AreaKind.choices if choice[0]],
    )

    class Meta:
        model = Area
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        """Look in names, aliases, pinyin in every reading, initials and code."""
        return queryset.filter(search_text__contains=fold(word))


class BranchFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    unit_kind = MultipleChoice(label=gettext_lazy("Kind"), choices=UnitKind.choices)

    class Meta:
        model = Branch
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(
            Q(area__search_text__contains=fold(word)) | Q(official_name__contains=word)
        )
