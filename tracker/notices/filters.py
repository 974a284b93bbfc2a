"""What a person's notices are narrowed by."""

from __future__ import annotations

import operator
from functools import reduce

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from tracker.notices.models import Notice
from tracker.notices.terms import Kind
from tracker.places.filters import AreaFilter
from tracker.places.readings import fold
from tracker.ui.filters import FilterSet, MultipleChoice, SearchFilter

UNREAD, READ = "unread", "read"


class IsRead(MultipleChoice):
    """Unread notices, read ones, or both."""

    meant = {UNREAD: Q(read_on=None), READ: Q(read_on__isnull=False)}

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        chosen = [self.meant[one] for one in value]
        return qs.filter(reduce(operator.or_, chosen)) if chosen else qs


class NoticeFilterSet(FilterSet):
    q = SearchFilter(method="search")
    area = AreaFilter(field_name="area_id")
    kind = MultipleChoice(label=gettext_lazy("Kind of notice"), choices=Kind.choices)
    stands = IsRead(
        label=gettext_lazy("Read"),
        choices=[(UNREAD, gettext_lazy("not read yet")), (READ, gettext_lazy("read"))],
    )

    class Meta:
        model = Notice
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, word: str) -> QuerySet:
        return queryset.filter(Q(number__contains=word) | Q(area__search_text__contains=fold(word)))
