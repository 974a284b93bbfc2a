"""Of which areas a person sees boards."""

from __future__ import annotations

from tracker.access.terms import Permission
from tracker.people.models import User
from tracker.people.permissions import areas_of, visible_or_404, within
from tracker.places.models import Area
from tracker.places.terms import Level

READ = Permission.WORK_READ


def area_or_404(user: User, code: str) -> Area:
    """Return an area whose work a person reads."""
    mine = Area.objects.filter(within(user, READ, "code"))
    return visible_or_404(mine.select_related("parent__parent"), pk=code)


def widest_area(user: User) -> Area | None:
    """Return the first of a person's areas that has a board; None where all are villages."""
    mine = Area.objects.filter(pk__in=areas_of(user, READ)).exclude(level=Level.VILLAGE)
    return mine.select_related("parent__parent").order_by("code").first()
