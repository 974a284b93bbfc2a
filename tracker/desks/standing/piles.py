"""What lies on a desk, whatever it is: piles of rows, each with the list that shows them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from tracker.campaigns.deadlines import Due
from tracker.campaigns.models import Campaign
from tracker.desks.duties import Duty

SHOWN = 5  # rows of a pile; its link leads to all


@dataclass(frozen=True)
class Item:
    """One row of a pile. `since` is when it came to lie there; None for what was never begun."""

    title: str
    place: str
    url: str
    reason: str = ""
    since: dt.datetime | None = None


@dataclass(frozen=True)
class Pile:
    """What one duty comes to in one campaign, or in none: how many rows, the first ones, all."""

    duty: Duty
    campaign: Campaign | None
    number: int
    items: list[Item]
    url: str
    due: Due | None


# What a reader gives: the rows, how the first of them are shown, and the list of all.
Found = tuple[QuerySet, Callable[[QuerySet], list[Item]], str]
