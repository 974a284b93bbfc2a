"""What the list of findings is narrowed by."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import StarKey
from tracker.clocks.filters import OnRung
from tracker.clocks.terms import RUNGS, Severity
from tracker.findings.models import Finding
from tracker.findings.querysets import aged, overdue
from tracker.findings.standing.waiting import waiting_for
from tracker.findings.terms import OPEN, Asked, Handling, Origin, State
from tracker.places.filters import AreaFilter
from tracker.places.readings import fold
from tracker.places.terms import Level
from tracker.ui.filters import FilterSet, MultipleChoice, SearchFilter, StrictNumberFilter

# How a finding stands against its last day, or what waits for somebody.
STANDS = [
    ("open", gettext_lazy("Not closed")),
    ("overdue", gettext_lazy("Overdue")),
    ("asked", gettext_lazy("More time asked for")),
    ("returned", gettext_lazy("Was returned")),
    ("back", gettext_lazy("Came back after closing")),
]


def years() -> list[tuple[int, str]]:
    """Return the campaign years, newest first."""
    return [(year, str(year)) for year in Campaign.objects.values_list("pk", flat=True)]


def climbed_levels() -> list[tuple[str, object]]:
    return [(level, level.label) for level in RUNGS[1:]]


class Stands(MultipleChoice):
    """Findings that stand as said."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        conditions = {
            "open": Q(state__in=OPEN),
            "overdue": overdue(timezone.localdate()),
            "asked": Q(extensions__state=Asked.OPEN),
            "returned": Q(round__gt=1),
            "back": Q(again_of__isnull=False),
        }
        wanted = Q()
        for one in value:
            wanted |= conditions[one]
        return qs.filter(wanted)


MINE = "mine"


class Waiting(MultipleChoice):
    """Findings whose next step is the reader's."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        return qs.filter(waiting_for(self.parent.request.user)) if value else qs


class Age(MultipleChoice):
    """Findings by how long ago they were reported."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        wanted = Q()
        for one in value:
            wanted |= aged(one, timezone.localdate())
        return qs.filter(wanted)


class FromInspection(StrictNumberFilter):
    """Findings of the inspections with these numbers; the room that has them stands above."""

    def filter(self, qs: QuerySet, value: list[int]) -> QuerySet:
        return qs.filter(origin_key__in=[key_of(one) for one in value]) if value else qs

    def chip_texts(self, values: Sequence[str]) -> dict[str, str]:
        """Say each inspection as the findings that the reader sees name it."""
        keys = {key_of(value): value for value in values}
        rows = Finding.objects.visible_to(self.parent.request.user).filter(origin_key__in=keys)
        named = rows.order_by("pk").values_list("origin_key", "origin_name")
        return {keys[key]: name for key, name in named}


def key_of(number: int | str) -> str:
    """Return what findings of an inspection keep as their origin."""
    return f"{Origin.INSPECTION}:{number}"


class FindingFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    campaign = MultipleChoice(label=gettext_lazy("Campaign"), choices=years)
    state = MultipleChoice(label=gettext_lazy("State"), choices=State.choices)
    stands = Stands(label=gettext_lazy("Stands"), choices=STANDS)
    waiting = Waiting(
        label=gettext_lazy("For me"), choices=[(MINE, gettext_lazy("waiting for me"))]
    )
    age = Age(
        label=gettext_lazy("Reported"),
        choices=[
            ("week", gettext_lazy("up to 7 days ago")),
            ("month", gettext_lazy("8 to 30 days ago")),
            ("older", gettext_lazy("over 30 days ago")),
        ],
    )
    level = MultipleChoice(
        field_name="area__level", label=gettext_lazy("Level of the area"), choices=Level.choices
    )
    star = MultipleChoice(label=gettext_lazy("Star"), choices=StarKey.choices)
    severity = MultipleChoice(label=gettext_lazy("Severity"), choices=Severity.choices)
    handling = MultipleChoice(label=gettext_lazy("Way of putting right"), choices=Handling.choices)
    climbed = MultipleChoice(
        field_name="climbed_to", label=gettext_lazy("Climbed to"), choices=climbed_levels
    )
    rung = OnRung(responsible="responsible_level", overdue=overdue)
    origin = MultipleChoice(label=gettext_lazy("Found by"), choices=Origin.choices)
    inspection = FromInspection(label=gettext_lazy("Number of the inspection"))

    class Meta:
        model = Finding
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(
            Q(number__contains=word)
            | Q(what__contains=word)
            | Q(origin_name__contains=word)
            | Q(area__search_text__contains=fold(word))
        )
