"""Reads of tallies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import models
from django.db.models import Sum


class TallyQuerySet(models.QuerySet):
    def of(self, year: int, areas: Iterable[str]) -> TallyQuerySet:
        """Tallies of one campaign on the areas named, and on none below them."""
        return self.filter(campaign=year, area__in=list(areas))

    def numbers(self, unit_kind: str = "") -> dict[str, dict[str, int]]:
        """Return {area code: {measure: number}}, of one kind of unit or of both together."""
        rows = self.filter(unit_kind=unit_kind) if unit_kind else self
        found: dict[str, dict[str, int]] = defaultdict(dict)
        summed = rows.order_by().values_list("area_id", "measure").annotate(Sum("number"))
        for area, measure, number in summed:
            found[area][measure] = number
        return found
