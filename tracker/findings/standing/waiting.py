"""Which findings wait for whom."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from tracker.access.terms import Permission
from tracker.campaigns import terms as campaigns
from tracker.findings.terms import State
from tracker.people.permissions import areas_of, within


def waiting_for(user: Any) -> Q:
    """Return the condition on `Finding` "the next step is this person's".

    To put right is only what the person's own unit is responsible for: whoever stands above
    could, but need not. Who has put something right neither verifies nor closes it.
    """
    others = ~Q(rectified_by=user.pk)
    wanted = (
        Q(state=State.REPORTED) & within(user, Permission.FINDINGS_ASSIGN, "area_id")
        | Q(state__in=[State.ASSIGNED, State.RETURNED])
        & Q(responsible__in=areas_of(user, Permission.FINDINGS_RECTIFY))
        | Q(state=State.RECTIFIED) & within(user, Permission.FINDINGS_VERIFY, "area_id") & others
        | Q(state=State.VERIFIED) & within(user, Permission.FINDINGS_CLOSE, "area_id") & others
    )
    return Q(campaign__state=campaigns.State.RUNNING) & wanted
