"""The ladder: overdue findings and work by the level whose business they are today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from tracker.clocks.standing import Ladder
from tracker.clocks.terms import RUNGS
from tracker.findings.models import Finding
from tracker.findings.querysets import overdue
from tracker.people.models import User
from tracker.places.models import Area
from tracker.places.terms import Level
from tracker.worklist.models import WorkItem
from tracker.worklist.querysets import climbing

SHOWN = 10  # rows of one kind on one rung; its number stands beside, and leads to all of them


@dataclass(frozen=True)
class Kind:
    """What can climb: its rows, the list that shows them, the field with who has to solve it."""

    key: str
    title: str | Promise
    list_name: str
    rows: QuerySet
    responsible: str


@dataclass(frozen=True)
class Part:
    """The matters of one kind on a rung: their number, and the ones longest overdue."""

    kind: Kind
    number: int
    url: str
    rows: Sequence[Any]

    @property
    def more(self) -> int:
        return self.number - len(self.rows)


@dataclass(frozen=True)
class Step:
    """One rung."""

    level: Level
    parts: list[Part]

    @property
    def number(self) -> int:
        return sum(part.number for part in self.parts)


def ladder(user: User, area: Area, today: dt.date) -> list[Step]:
    """Return the rungs from the top down, told from last days alone, scheduler or not."""
    standing = Ladder(today)
    rungs = [rung for rung in reversed(RUNGS) if rung != RUNGS[0]]
    parts = {kind.key: _parts(kind, area, rungs, standing) for kind in _kinds(user, area, today)}
    return [Step(rung, [of_kind[rung] for of_kind in parts.values()]) for rung in rungs]


def _kinds(user: User, area: Area, today: dt.date) -> list[Kind]:
    found = Finding.objects.visible_to(user).under(area.pk).filter(overdue(today))
    work = WorkItem.objects.visible_to(user).under(area.pk).filter(climbing(today))
    return [
        Kind("findings", _("Findings to put right"), "finding-list", found, "responsible_level"),
        Kind("work", _("Work under 13710"), "work-list", work, "area__level"),
    ]


def _parts(kind: Kind, area: Area, rungs: Sequence[Level], standing: Ladder) -> dict[Level, Part]:
    there = {rung: standing.at(rung, kind.responsible) for rung in rungs}
    counts = {str(rung): Count("pk", filter=where) for rung, where in there.items()}
    numbers = kind.rows.order_by().aggregate(**counts)
    return {
        rung: Part(
            kind,
            numbers[str(rung)],
            _address(kind.list_name, area, rung),
            _longest(kind.rows, where) if numbers[str(rung)] else [],
        )
        for rung, where in there.items()
    }


def _longest(rows: QuerySet, where: Q) -> list[Any]:
    return list(rows.filter(where).select_related("area").order_by("due_on", "pk")[:SHOWN])


def _address(list_name: str, area: Area, rung: Level) -> str:
    return f"{reverse(list_name)}?{urlencode({'area': area.pk, 'rung': rung})}"
