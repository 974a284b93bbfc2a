"""Piles of who looks after accounts and the site; they belong to no campaign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from tracker.campaigns.deadlines import SOON
from tracker.desks.addresses import listed, page
from tracker.desks.duties import Duty
from tracker.desks.standing.piles import SHOWN, Found, Item
from tracker.jobs.models import Job
from tracker.people.permissions import accounts_visible_to, grants_visible_to


def _people(rows: QuerySet) -> list[Item]:
    return [
        Item(
            title=row.display_name or row.username,
            place=row.username,
            url=page("person-detail", row.pk),
        )
        for row in rows.order_by("username")[:SHOWN]
    ]


def _accounts(user: Any, duty: Duty) -> Iterator[Found]:
    rows = accounts_visible_to(user).never_signed_in()
    yield rows, _people, listed("person-list", state=duty.state)


def _roles(user: Any, duty: Duty) -> Iterator[Found]:
    ending = grants_visible_to(user).standing().ending_soon()
    rows = accounts_visible_to(user).filter(Exists(ending.filter(user_id=OuterRef("pk"))))
    yield rows, _people, listed("person-list", role_ends=duty.state)


def _jobs(_user: Any, duty: Duty) -> Iterator[Found]:
    """Yield what was given up lately: its page says why, and lets it be begun anew."""

    def items(rows: QuerySet) -> list[Item]:
        shown = rows.select_related("asked_by").order_by("-pk")[:SHOWN]
        return [
            Item(
                title=job.title,
                place=str(job.asked_by or ""),
                url=reverse("admin:tracker_job_change", args=[job.pk]),
                since=job.finished,
            )
            for job in shown
        ]

    since = timezone.now() - dt.timedelta(days=SOON)
    rows = Job.objects.filter(state=duty.state, finished__gte=since)
    asked = urlencode({"state__exact": duty.state})
    yield rows, items, f"{reverse('admin:tracker_job_changelist')}?{asked}"


OF_OFFICE: dict[str, Callable[[Any, Duty], Iterator[Found]]] = {
    "account": _accounts,
    "role": _roles,
    "job": _jobs,
}
