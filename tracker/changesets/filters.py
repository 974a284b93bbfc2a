"""What the list of changesets is narrowed by."""

from __future__ import annotations

import re

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from tracker.campaigns.models import Campaign
from tracker.changesets.models import Changeset
from tracker.changesets.registry import KINDS
from tracker.changesets.terms import Source, State
from tracker.places.filters import AreaFilter
from tracker.ui.filters import FilterSet, MultipleChoice, SearchFilter

LONGEST_NUMBER = 9  # digits


def years() -> list[tuple[int, str]]:
    """Return the campaign years, newest first."""
    return [(year, str(year)) for year in Campaign.objects.values_list("pk", flat=True)]


def kinds() -> list[tuple[str, str]]:
    return [(kind.name, str(kind.title)) for kind in KINDS.values()]


class ChangesetFilterSet(FilterSet):
    q = SearchFilter(
        method="search",
        help_text=gettext_lazy("Number, name or SHA-256 of the file, or who staged it"),
    )
    area = AreaFilter(field_name="area_id")
    campaign = MultipleChoice(label=gettext_lazy("Campaign"), choices=years)
    kind = MultipleChoice(label=gettext_lazy("What is changed"), choices=kinds)
    source = MultipleChoice(label=gettext_lazy("Where the rows came from"), choices=Source.choices)
    state = MultipleChoice(label=gettext_lazy("State"), choices=State.choices)

    class Meta:
        model = Changeset
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        found = (
            Q(file_name__contains=word)
            | Q(file_digest__startswith=word.lower())
            | Q(staged_by__display_name__contains=word)
            | Q(staged_by__username=word)
        )
        if re.fullmatch(r"[0-9]+", word) and len(word) <= LONGEST_NUMBER:
            found |= Q(pk=int(word))
        return queryset.filter(found)
