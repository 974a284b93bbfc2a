"""What the log is narrowed by."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import django_filters
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.history.models import Event
from tracker.history.wording import kind_words
from tracker.logbook.permissions import events_visible_to
from tracker.logbook.terms import ACTIONS
from tracker.logbook.wording import action_words
from tracker.people.models import User
from tracker.places.filters import AreaFilter
from tracker.ui.filters import (
    DayFilter,
    FilterSet,
    MultipleChoice,
    RepeatedTextField,
    SearchFilter,
)

Choices = list[tuple[str, str]]
LONGEST_NUMBER = 18  # digits


def action_choices() -> Choices:
    return [(action, action_words(action)) for action in ACTIONS]


def kind_choices() -> Choices:
    """Return every kind of object that has a table of its own, in words."""
    names = [*apps.all_models["tracker"], *apps.all_models["articles"]]
    return sorted(
        ((name, kind_words(name)) for name in names if "_" not in name), key=lambda c: c[1]
    )


class MomentFilter(DayFilter):
    """Events from the beginning of a day, or until its end, by the site's own clock."""

    def filter(self, qs: QuerySet, value: list[dt.date]) -> QuerySet:
        if not value:
            return qs
        day = value[0] + dt.timedelta(days=1) if self.last else value[0]
        moment = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
        return qs.filter(at__lt=moment) if self.last else qs.filter(at__gte=moment)


class AccountField(RepeatedTextField):
    """Accounts by name, to whoever may read an event of theirs; gives their numbers."""

    reader: Any = None

    def clean(self, value: Any) -> list[int]:
        names = super().clean(value)
        known = dict(User.objects.filter(username__in=names).values_list("username", "pk"))
        seen = events_visible_to(self.reader)
        for name in names:
            # An account that did nothing here answers like one that does not exist.
            if name not in known or not seen.filter(actor_id=known[name]).exists():
                raise ValidationError(
                    _("No account “%(name)s” stands in this log."), params={"name": name[:20]}
                )
        return [known[name] for name in names]


class AccountFilter(django_filters.Filter):
    field_class = AccountField

    @property
    def field(self) -> forms.Field:
        field = super().field
        field.reader = getattr(self.parent.request, "user", None)
        return field

    def filter(self, qs: QuerySet, value: list[int]) -> QuerySet:
        return qs.filter(actor_id__in=value) if value else qs


class ObjectField(RepeatedTextField):
    """Objects as "area:410822105223"."""

    def clean_one(self, text: str) -> tuple[str, str]:
        kind, colon, key = super().clean_one(text).partition(":")
        if not colon or not key or not re.fullmatch(r"[a-z]{1,40}", kind):
            raise ValidationError(
                _("“%(text)s” names no object. Come here from the object's own page."),
                params={"text": text[:20]},
            )
        return kind, key


class ObjectFilter(django_filters.Filter):
    """The whole story of single objects."""

    field_class = ObjectField

    def filter(self, qs: QuerySet, value: list[tuple[str, str]]) -> QuerySet:
        found = Q()
        for kind, key in value or []:
            found |= Q(object_type=kind, object_key=key)
        return qs.filter(found) if value else qs

    def chip_text(self, value: str) -> str:
        kind, _colon, key = value.partition(":")
        return f"{kind_words(kind)} {key}"


def _actions_called(word: str) -> list[str]:
    """Return the actions whose words, in the reader's language, hold ``word``."""
    return [action for action, words in action_choices() if word.lower() in words.lower()]


class EventFilterSet(FilterSet):
    q = SearchFilter(
        method="search",
        help_text=gettext_lazy("Number, object, reason, person, address, or what was done"),
    )
    area = AreaFilter(field_name="area_code")
    who = AccountFilter(label=gettext_lazy("Account"))
    first = MomentFilter(label=gettext_lazy("From the day"))
    last = MomentFilter(label=gettext_lazy("Until the day"), last=True)
    action = MultipleChoice(label=gettext_lazy("What was done"), choices=action_choices)
    kind = MultipleChoice(
        label=gettext_lazy("Kind of object"), field_name="object_type", choices=kind_choices
    )
    object = ObjectFilter(label=gettext_lazy("One object"))

    class Meta:
        model = Event
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        """Look in the object's name and key, the reason, who, from where, and what was done.

        What was done is looked for in the words of the page, and digits also as a number.
        """
        found = (
            Q(object_name__contains=word)
            | Q(object_key__contains=word)
            | Q(reason__contains=word)
            | Q(actor_name__contains=word)
            | Q(origin__contains=word)
            | Q(action__in=_actions_called(word))
        )
        if re.fullmatch(r"[0-9]+", word) and len(word) <= LONGEST_NUMBER:
            found |= Q(sequence=int(word))
        return queryset.filter(found)
