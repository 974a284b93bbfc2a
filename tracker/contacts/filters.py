"""What the lists of contacts are narrowed by."""

from __future__ import annotations

import operator
from functools import reduce

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from tracker.campaigns.models import Campaign
from tracker.contacts.models import HelpCount, Tie, Training, Visit, WeakBranch
from tracker.contacts.standing import stages
from tracker.contacts.terms import Stage, WeakState
from tracker.places.filters import AreaFilter
from tracker.places.readings import fold
from tracker.ui.filters import FilterSet, MultipleChoice, SearchFilter

RUNNING, ENDED = "running", "ended"


def years() -> list[tuple[int, str]]:
    """Return the campaign years, newest first."""
    return [(year, str(year)) for year in Campaign.objects.values_list("pk", flat=True)]


class _Meaning(MultipleChoice):
    """Rows that meet one of several conditions."""

    meant: dict[str, Q] = {}

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        chosen = [self.meant[one] for one in value]
        return qs.filter(reduce(operator.or_, chosen)) if chosen else qs


class Standing(_Meaning):
    meant = {RUNNING: Q(ended_on=None), ENDED: Q(ended_on__isnull=False)}


class HasFindings(_Meaning):
    meant = {"yes": Q(findings__gt=0), "no": Q(findings=0)}


class AtStage(_Meaning):
    meant = {
        Stage.WANTED: Q(planned_on=None, held_on=None),
        Stage.PLANNED: Q(planned_on__isnull=False, held_on=None),
        Stage.HELD: Q(held_on__isnull=False, evaluation=""),
        Stage.JUDGED: Q(held_on__isnull=False) & ~Q(evaluation=""),
    }


class _PlacedFilterSet(FilterSet):
    """Rows in areas, found by the area and by words of their own."""

    words: tuple[str, ...] = ()

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        found = Q(area__search_text__contains=fold(word))
        for field in self.words:
            found |= Q(**{f"{field}__contains": word})
        return queryset.filter(found)


class TieFilterSet(_PlacedFilterSet):
    words = ("department", "post")

    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    stands = Standing(
        label=gettext_lazy("Stands"),
        choices=[(RUNNING, gettext_lazy("runs")), (ENDED, gettext_lazy("has ended"))],
    )

    class Meta:
        model = Tie
        fields: list[str] = []


class WeakBranchFilterSet(_PlacedFilterSet):
    words = ("why", "measures")

    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    state = MultipleChoice(label=gettext_lazy("State"), choices=WeakState.choices)

    class Meta:
        model = WeakBranch
        fields: list[str] = []


class VisitFilterSet(_PlacedFilterSet):
    words = ("department", "seen")

    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    findings = HasFindings(
        label=gettext_lazy("Findings"),
        choices=[("yes", gettext_lazy("with findings")), ("no", gettext_lazy("without"))],
    )

    class Meta:
        model = Visit
        fields: list[str] = []


class HelpCountFilterSet(_PlacedFilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")

    class Meta:
        model = HelpCount
        fields: list[str] = []


class TrainingFilterSet(_PlacedFilterSet):
    words = ("topic", "audience")

    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    campaign = MultipleChoice(label=gettext_lazy("Campaign"), choices=years)
    stage = AtStage(label=gettext_lazy("Stage"), choices=stages())

    class Meta:
        model = Training
        fields: list[str] = []
