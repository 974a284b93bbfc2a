"""What the lists of stars, of awarded branches and of papers' reports are narrowed by."""

from __future__ import annotations

import operator
from functools import reduce

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import StarKey
from tracker.figures.models import ReportedFigure
from tracker.places.filters import AreaFilter
from tracker.places.readings import fold
from tracker.places.terms import UnitKind
from tracker.ratings.models import Rating, StarRating
from tracker.ratings.standing import awarded_one_of
from tracker.ratings.terms import Proposal, State
from tracker.ui.bars import LEVELS, level_name
from tracker.ui.filters import FilterSet, MultipleChoice, SearchFilter

Choices = list[tuple[str, str]]
MINE, NO_STATEMENT = "mine", "none"
FILLED = {
    "none": (_("nothing checked yet"), Q(unchecked=F("standard_count"))),
    "part": (_("checked in part"), Q(unchecked__gt=0, unchecked__lt=F("standard_count"))),
    "all": (_("all checked"), Q(unchecked=0)),
    "met": (_("none left that is not met"), Q(unchecked=0, not_met=0)),
}


def campaign_choices() -> Choices:
    years = Campaign.objects.values_list("year", flat=True)
    return [(str(year), str(year)) for year in years]


def level_choices() -> Choices:
    return [(str(level), level_name(level)) for level in LEVELS]


def awarded_level_choices() -> Choices:
    return [choice for choice in level_choices() if choice[0] != "0"]


class FilledFilter(MultipleChoice):
    """Stars by how many of their standards have been checked."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        return qs.filter(reduce(operator.or_, [FILLED[one][1] for one in value]))


class StatementFilter(MultipleChoice):
    """Stars by what the street says of them; without a statement, too."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        said = [Proposal.NONE if one == NO_STATEMENT else one for one in value]
        return qs.filter(proposal__in=said) if value else qs


class WaitingFilter(MultipleChoice):
    """Stars whose next step is the reader's."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        return qs.filter(waits=True) if value else qs


class StarFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="rating__branch_id")
    waiting = WaitingFilter(label=_("For me"), choices=[(MINE, _("waiting for me"))])
    campaign = MultipleChoice(
        label=_("Campaign"), field_name="rating__campaign", choices=campaign_choices
    )
    kind = MultipleChoice(label=_("Kind"), field_name="rating__unit_kind", choices=UnitKind.choices)
    standards = FilledFilter(
        label=_("Standards"), choices=[(key, label) for key, (label, _q) in FILLED.items()]
    )
    statement = StatementFilter(
        label=_("Statement of the street"),
        choices=[(one.value or NO_STATEMENT, one.label) for one in Proposal],
    )
    level = MultipleChoice(
        label=_("Level so far"), field_name="rating__level", choices=level_choices
    )
    star = MultipleChoice(label=_("Star"), field_name="star__key", choices=StarKey.choices)
    state = MultipleChoice(label=_("State"), choices=State.choices)

    class Meta:
        model = StarRating
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        """Look in names, aliases, pinyin and code of the village, and in the branch's name."""
        return queryset.filter(
            Q(rating__branch__area__search_text__contains=fold(word))
            | Q(rating__branch__official_name__contains=word)
        )


class AwardedStarFilter(MultipleChoice):
    """Branches to which one of the stars was awarded."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        return qs.filter(awarded_one_of(value)) if value else qs


class AwardedFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="branch_id")
    campaign = MultipleChoice(label=_("Campaign"), choices=campaign_choices)
    kind = MultipleChoice(label=_("Kind"), field_name="unit_kind", choices=UnitKind.choices)
    level = MultipleChoice(
        label=_("Level"), field_name="awarded_level", choices=awarded_level_choices
    )
    star = AwardedStarFilter(label=_("Star"), choices=StarKey.choices)

    class Meta:
        model = Rating
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(
            Q(branch__area__search_text__contains=fold(word))
            | Q(branch__official_name__contains=word)
        )


ACCEPTED, OPEN = "accepted", "open"


class AcceptedFilter(MultipleChoice):
    """Reports by whether a rating rests on them already."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if len(set(value)) != 1:
            return qs
        return qs.filter(accepted_rating__isnull=value[0] == OPEN)


class ReportFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    campaign = MultipleChoice(label=_("Campaign"), choices=campaign_choices)
    accepted = AcceptedFilter(
        label=_("State"),
        choices=[(ACCEPTED, _("accepted as a record")), (OPEN, _("not accepted"))],
    )

    class Meta:
        model = ReportedFigure
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(
            Q(label__icontains=word)
            | Q(label_en__icontains=word)
            | Q(area__search_text__contains=fold(word))
            | Q(key=word)
        )
