"""What the pages of contacts show, read at once."""

from __future__ import annotations

from django.db.models import (
    Case,
    CharField,
    Count,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat

from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.contacts.models import HelpCount, Tie, Training, Visit, WeakBranch
from tracker.contacts.terms import Stage, WeakState
from tracker.findings.models import Finding
from tracker.people.models import User
from tracker.people.permissions import visible_or_404, within
from tracker.places.models import Area

_RANK = {state: number for number, state in enumerate(WeakState)}


def _with_places(rows: QuerySet) -> QuerySet:
    return rows.select_related("area__parent__parent", "changed_by")


def tie_rows(user: User) -> QuerySet:
    return _with_places(Tie.objects.visible_to(user)).order_by("area_id", "department", "pk")


def weak_rows(user: User) -> QuerySet:
    """Return the weak and lax branches of which a person may read; `ties` look after them."""
    ranks = [When(state=state, then=Value(rank)) for state, rank in _RANK.items()]
    ties = Tie.objects.visible_to(user).running().filter(area=OuterRef("area_id"))
    number = ties.order_by().values("area").annotate(number=Count("pk")).values("number")
    rows = _with_places(WeakBranch.objects.visible_to(user))
    return rows.annotate(
        rank=Case(*ranks, output_field=IntegerField()),
        ties=Coalesce(Subquery(number), 0, output_field=IntegerField()),
    ).order_by("rank", "area_id", "pk")


def visit_rows(user: User) -> QuerySet:
    """Return visits with the number of findings that came of each."""
    mine = Finding.objects.visible_to(user).filter(origin_key=OuterRef("key"))
    number = mine.order_by().values("origin_key").annotate(number=Count("pk")).values("number")
    key = Concat(Value("visit:"), Cast("pk", CharField()), output_field=CharField())
    rows = _with_places(Visit.objects.visible_to(user)).annotate(key=key)
    return rows.annotate(
        findings=Coalesce(Subquery(number), 0, output_field=IntegerField())
    ).order_by("-visited_on", "-pk")


def help_rows(user: User) -> QuerySet:
    rows = HelpCount.objects.visible_to(user).told_to(user, "families", "problems", "solved")
    return _with_places(rows).order_by("area_id", "-counted_on", "pk")


def training_rows(user: User) -> QuerySet:
    """Return trainings; `rank` sorts by how far they have come."""
    rows = Training.objects.visible_to(user).told_to(user, "people", "wanted")
    rank = Case(
        When(held_on__isnull=False, evaluation="", then=Value(2)),
        When(held_on__isnull=False, then=Value(3)),
        When(planned_on__isnull=False, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    return _with_places(rows).annotate(rank=rank).order_by("-campaign_id", "area_id", "pk")


def area_or_404(user: User, code: str) -> Area:
    """Return an area whose contacts a person reads."""
    mine = Area.objects.filter(within(user, Permission.CONTACTS_READ, "code"))
    return visible_or_404(mine.select_related("parent__parent"), pk=code)


def running_year() -> Campaign | None:
    """Return the newest year in which findings are reported."""
    return Campaign.objects.filter(state="running").first()


def findings_of(user: User, row: Visit) -> QuerySet:
    return Finding.objects.visible_to(user).filter(origin_key=f"visit:{row.pk}").order_by("pk")


def stages() -> list[tuple[str, object]]:
    return [(stage.value, stage.label) for stage in Stage]
