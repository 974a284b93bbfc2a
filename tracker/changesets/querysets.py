"""Reads of changesets and their rows."""

from __future__ import annotations

import operator
from collections import defaultdict
from functools import reduce
from typing import Any

from django.db import models
from django.db.models import Q

from tracker.changesets.registry import KINDS
from tracker.changesets.terms import GOING, Choice, Verdict
from tracker.people.permissions import within
from tracker.people.scopes import ScopedQuerySet
from tracker.places.querysets import under


class ChangesetQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any, permission: str = "") -> ChangesetQuerySet:
        """Changesets in the areas where a person reads what they are about."""
        asked: dict[str, list[str]] = defaultdict(list)
        for kind in KINDS.values():
            asked[permission or kind.read_permission].append(kind.name)
        mine = [
            Q(kind__in=kinds) & within(user, right, "area_id") for right, kinds in asked.items()
        ]
        return self.filter(reduce(operator.or_, mine, Q(pk__in=[])))

    def under(self, code: str) -> ChangesetQuerySet:
        """Changesets of an area and of the areas below it."""
        return self.filter(under(code, "area_id"))


class RowQuerySet(models.QuerySet):
    def going(self) -> RowQuerySet:
        """Rows that are written: new, changed, and disputed ones that somebody has decided on."""
        decided = Q(verdict=Verdict.DISPUTED, choice=Choice.MINE)
        return self.filter(Q(verdict__in=GOING) | decided)

    def undecided(self) -> RowQuerySet:
        return self.filter(verdict=Verdict.DISPUTED, choice=Choice.OPEN)

    def in_order(self) -> RowQuerySet:
        return self.order_by("number", "pk")

    def by_key(self) -> RowQuerySet:
        """In the order in which rows are held and written."""
        return self.order_by("key", "pk")
