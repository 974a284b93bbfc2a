"""Filters that refuse what they do not understand.

Same parameter twice means OR, different parameters mean AND. A value that is
no choice, or a parameter nobody declared, is named as a problem; the list page
answers 400 and shows no rows.
"""

from __future__ import annotations

import datetime as dt
import operator
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.ui.addresses import stated

LARGEST_NUMBER = 999_999_999
LONGEST_TEXT = 100
# Distinct values of one parameter. Each one costs the database a condition, and
# the address is free to anyone.
MOST_VALUES = 10
MOST_WORDS = 3


@dataclass(frozen=True)
class Problem:
    """What is wrong with one parameter of an address, and what to do."""

    parameter: str
    message: str | Promise


class RepeatedInput(forms.TextInput):
    """One visible text box; further values of the same parameter stay in the form."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return data.getlist(name)

    def format_value(self, value: Any) -> Any:
        return value

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        values = [value] if isinstance(value, str) else list(value or [])
        box = super().render(name, values[0] if values else None, attrs, renderer)
        hidden = format_html_join(
            "", '<input type="hidden" name="{}" value="{}">', ((name, one) for one in values[1:])
        )
        return box + hidden


class RepeatedTextField(forms.Field):
    """Any number of short texts."""

    widget = RepeatedInput

    def clean(self, value: Iterable[str] | None) -> list[Any]:
        # The filter set refuses more by name; they are not worth a look-up each.
        stated_values = [one.strip() for one in value or [] if one.strip()][:MOST_VALUES]
        values = [self.clean_one(one) for one in stated_values]
        if self.required and not values:
            raise ValidationError(self.error_messages["required"], code="required")
        return values

    def clean_one(self, text: str) -> Any:
        if len(text) > LONGEST_TEXT:
            raise ValidationError(
                _("Use at most %(longest)s characters."), params={"longest": LONGEST_TEXT}
            )
        # A list's address may also come in a form's body, which nobody has looked at yet;
        # PostgreSQL takes no NUL.
        if any(unicodedata.category(sign) == "Cc" for sign in text):
            raise ValidationError(_("A control character cannot be searched for. Remove it."))
        return text


class NumberField(RepeatedTextField):
    """Whole numbers in ASCII digits: `int()` would also read ４, ४ and 1_000."""

    widget = RepeatedInput(attrs={"inputmode": "numeric"})

    def clean_one(self, text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text):
            raise ValidationError(
                _("“%(text)s” is not a whole number. Use the digits 0 to 9."),
                params={"text": text[:20]},
            )
        return int(text)


class StrictNumberFilter(django_filters.Filter):
    """A whole number in ASCII digits."""

    field_class = NumberField

    def filter(self, qs: QuerySet, value: list[int]) -> QuerySet:
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


class SearchFilter(django_filters.Filter):
    """Words to look for, at most three.

    `method` names a method of the filter set, or is a function:
    (queryset, name, word) -> the queryset narrowed by `filter()` alone, called
    once for each word. Their conditions stand side by side in one WHERE: a
    subquery for each word would read the table as many times.
    """

    field_class = RepeatedTextField
    most_values = MOST_WORDS

    def __init__(self, *args: Any, method: str | Callable[..., QuerySet], **kwargs: Any):
        kwargs.setdefault("label", gettext_lazy("Search"))
        kwargs.setdefault("widget", RepeatedInput(attrs={"type": "search"}))
        super().__init__(*args, **kwargs)
        self.search = method

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        search = self.search if callable(self.search) else getattr(self.parent, self.search)
        found = [search(qs, self.field_name, one) for one in value]
        return reduce(operator.or_, found) if found else qs


class DayField(RepeatedTextField):
    """Days as 2026-11-20 in ASCII digits, of this millennium: others have no moment in UTC."""

    widget = RepeatedInput(attrs={"type": "date"})

    def clean_one(self, text: str) -> dt.date:
        if re.fullmatch(r"2[0-9]{3}-[0-9]{2}-[0-9]{2}", text):
            try:
                return dt.date.fromisoformat(text)
            except ValueError:
                pass
        raise ValidationError(
            _("“%(text)s” is not a day. Write it as 2026-11-20."), params={"text": text[:20]}
        )


class DayFilter(django_filters.Filter):
    """One day, the first or the last of a span; what lies in it is told by who uses this."""

    field_class = DayField
    most_values = 1

    def __init__(self, *args: Any, last: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.last = last


class MultipleChoice(django_filters.MultipleChoiceFilter):
    """Rows with one of the chosen values."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        # Chosen values of one column cannot double a row, and DISTINCT costs a sort.
        kwargs.setdefault("distinct", False)
        super().__init__(*args, **kwargs)

    @property
    def field(self) -> forms.Field:
        # Choices may be read from the database: once for each request, not for
        # each chip. The filter is a copy that belongs to this request.
        if callable(self.extra.get("choices")):
            self.extra["choices"] = list(self.extra["choices"]())
        return super().field


class FilterSet(django_filters.FilterSet):
    """A filter set that shows no rows for an address it does not understand."""

    # Parameters that belong to the list, not to a filter.
    list_parameters = ("sort", "page", "per_page", "export")

    def __init__(self, data: Any = None, queryset: QuerySet | None = None, **kwargs: Any):
        if not isinstance(data, QueryDict):
            # An empty address is an honest one: the form is bound to it all the same.
            data = MultiValueDict({name: [value] for name, value in (data or {}).items()})
        super().__init__(stated(data), queryset, **kwargs)

    @property
    def problems(self) -> list[Problem]:
        """What this address asks that the list cannot answer."""
        known = set(self.filters) | set(self.list_parameters)
        unknown = [
            Problem(name, _("There is no such filter here. Remove it from the address."))
            for name in self.data
            if name not in known
        ]
        wrong = [
            Problem(name, str(message))
            for name, messages in self.form.errors.items()
            for message in messages
        ]
        return unknown + self._crowded() + wrong

    def _crowded(self) -> list[Problem]:
        """Name the parameters with more values than one list is asked for."""
        return [
            Problem(name, _("Use at most %(most)s values at once.") % {"most": self.most(name)})
            for name, values in self.active.items()
            if len(values) > self.most(name)
        ]

    def most(self, name: str) -> int:
        """Return how many values a filter takes."""
        return getattr(self.filters[name], "most_values", MOST_VALUES)

    def searches(self, name: str) -> bool:
        """Tell whether a filter looks for words, which no index of a column answers."""
        return isinstance(self.filters.get(name), SearchFilter)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        if self.problems:
            return queryset.none()
        return super().filter_queryset(queryset)

    @property
    def active(self) -> dict[str, list[str]]:
        """The values asked for, as the address carries them, in the form's order."""
        return {name: self.data.getlist(name) for name in self.filters if name in self.data}
