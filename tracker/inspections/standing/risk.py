"""How much there is to look at in a unit, for the route by risk."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Q, Sum

from tracker.campaigns.models import Campaign
from tracker.findings.models import Finding
from tracker.findings.querysets import overdue
from tracker.findings.terms import OPEN

# What each thing adds: the rule is written on the page of the round.
OPEN_WEIGHT, OVERDUE_EXTRA, BACK_EXTRA = 1, 2, 3


def risk_of(codes: Iterable[str], campaign: Campaign, today: dt.date) -> Counter[str]:
    """Return {unit: risk}: open findings by their weight, more for overdue and returned ones."""
    rows = Finding.objects.unscoped("the planner may inspect these units").filter(
        campaign=campaign, area__in=list(codes), state__in=OPEN
    )
    counted = (
        rows.order_by()
        .values("area_id")
        .annotate(
            open=Sum("weight"),
            late=Count("pk", filter=overdue(today)),
            back=Count("pk", filter=Q(again_of__isnull=False)),
        )
    )
    return Counter(
        {
            one["area_id"]: OPEN_WEIGHT * one["open"]
            + OVERDUE_EXTRA * one["late"]
            + BACK_EXTRA * one["back"]
            for one in counted
        }
    )
