"""What there is to tell a person today, and what they have not read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse

from tracker.access.roles import roles_with
from tracker.access.terms import Permission
from tracker.campaigns import terms as campaigns
from tracker.clocks.ladder import climbed
from tracker.clocks.standing import ClocksByYear
from tracker.declarations.models import Declaration, DeclarationStep
from tracker.declarations.terms import State as Declared
from tracker.declarations.terms import Verb as DeclarationVerb
from tracker.findings.models import Finding, FindingStep
from tracker.findings.standing.waiting import waiting_for as findings_waiting_for
from tracker.findings.terms import State as Found
from tracker.findings.terms import Verb as FindingVerb
from tracker.notices.models import Notice
from tracker.notices.occasions import (
    FINDINGS,
    WORK,
    Matter,
    Occasion,
    of_ladder,
    of_mine,
    of_return,
)
from tracker.notices.terms import Kind
from tracker.people.models import Grant, User
from tracker.people.permissions import areas_of, may, may_somewhere
from tracker.places.terms import CODE_LENGTHS, Level
from tracker.ratings.models import RatingStep, StarRating
from tracker.ratings.standing import waiting_for as stars_waiting_for
from tracker.ratings.terms import State as Rated
from tracker.ratings.terms import Verb as RatingVerb
from tracker.worklist.models import WorkItem, WorkStep
from tracker.worklist.querysets import climbing
from tracker.worklist.terms import UNDONE
from tracker.worklist.terms import Verb as WorkVerb

RUNNING = campaigns.State.RUNNING
_OWN = ("campaign_id", "area_id", "set_in_id", "star", "due_on", "is_sent_back")
_CLIMBING = ("campaign_id", "area", "area__level", "star", "due_on")
# Who has none of these is told nothing.
CONCERNED = {
    Permission.FINDINGS_RECTIFY,
    Permission.FINDINGS_ASSIGN,
    Permission.WORK_ENTER,
    Permission.WORK_CONFIRM,
    Permission.DECLARATIONS_ENTER,
    Permission.RATINGS_ENTER,
}


@dataclass(frozen=True)
class Telling:
    """One occasion with what it is about: number, place and page."""

    occasion: Occasion
    number: str
    area: str
    path: str


def people_concerned() -> QuerySet:
    """Return the active accounts that today hold a role of which there is something to tell."""
    held = Grant.objects.active().filter(user=OuterRef("pk"), role__in=roles_with(CONCERNED))
    return User.objects.enabled().filter(Exists(held)).order_by("pk")


def tellings(user: User, today: dt.date, clocks: ClocksByYear) -> list[Telling]:
    """Return all that a person is to be told, whether it was told already or not.

    ``clocks`` are kept by the caller for the next person: rules are the same for all.
    """
    found: list[Telling] = []
    if may_somewhere(user, Permission.FINDINGS_RECTIFY):
        found += _own_findings(user, today)
    if may_somewhere(user, Permission.FINDINGS_ASSIGN):
        found += _climbed(user, today, clocks)
    if may_somewhere(user, Permission.WORK_ENTER):
        found += _own_work(user, today)
    found += _climbed_work(user, today, clocks)
    if may_somewhere(user, Permission.DECLARATIONS_ENTER):
        found += _declarations(user)
    if may_somewhere(user, Permission.RATINGS_ENTER):
        found += _stars(user)
    return found


def unread(user: Any) -> int:
    """Return how many notices the person has not read yet."""
    return Notice.objects.visible_to(user).unread().count()


def newest_unread(user: Any) -> int | None:
    """Return the key of the newest notice that the person has not read; None if there is none."""
    rows = Notice.objects.visible_to(user).unread()
    return rows.order_by("-pk").values_list("pk", flat=True).first()


def absolute(path: str) -> str:
    """Return the address of a page as a mail takes it; without SITE_URL the path alone."""
    return settings.SITE_URL.rstrip("/") + path


def _turn(steps: QuerySet, row: str, verbs: Iterable[str]) -> Subquery:
    """Return the number of the last step of some verbs: it tells one return from the next."""
    rows = steps.filter(**{row: OuterRef("pk")}, verb__in=list(verbs))
    return Subquery(rows.order_by("-version").values("version")[:1])


def _own_findings(user: User, today: dt.date) -> Iterator[Telling]:
    """Yield what there is to tell of the findings that lie on the person's desk to put right."""
    moves = (FindingVerb.ASSIGN, FindingVerb.REASSIGN, FindingVerb.RETURN)
    rows = Finding.objects.visible_to(user).filter(
        findings_waiting_for(user), state__in=[Found.ASSIGNED, Found.RETURNED]
    )
    rows = rows.annotate(turn=_turn(FindingStep.objects.all(), "finding", moves)).order_by("number")
    for row in rows.only("number", "state", "due_on", "area_id"):
        matter = Matter(row.number, row.turn or 0, row.due_on, row.state == Found.RETURNED)
        yield from _of_finding(row, of_mine(matter, today, FINDINGS))


def _climbed(user: User, today: dt.date, clocks: ClocksByYear) -> Iterator[Telling]:
    """Yield the rungs that overdue findings have reached at the level of the person's areas.

    Told from last days, as the page of the ladder tells them, and not from what a job wrote.
    """
    areas = set(areas_of(user, Permission.FINDINGS_ASSIGN))
    rows = Finding.objects.visible_to(user, Permission.FINDINGS_ASSIGN).overdue(today)
    rows = rows.filter(campaign__state=RUNNING).order_by("number")
    for row in rows.only("number", "campaign_id", "area_id", "due_on", "responsible_level"):
        clock = clocks[row.campaign_id].of(row.area_id).clock
        reached = climbed(Level(row.responsible_level), row.due_on, today, clock)
        matter = Matter(row.number, 0, row.due_on)
        yield from _of_finding(row, of_ladder(matter, row.area_id, reached, areas, FINDINGS))


def _of_finding(row: Finding, occasions: list[Occasion]) -> Iterator[Telling]:
    for one in occasions:
        path = reverse("finding-detail", args=[row.number])
        yield Telling(one, row.number, row.area_id, path)


def _own_work(user: User, today: dt.date) -> Iterator[Telling]:
    """Yield what there is to tell of the work under 13710 that the person's own area does."""
    rows = _work(user).filter(area__in=areas_of(user, Permission.WORK_ENTER))
    steps = WorkStep.objects.unscoped("of work that the person reads")
    turn = _turn(steps, "item", (WorkVerb.SET, WorkVerb.RETURN))
    for row in rows.annotate(turn=turn).only(*_OWN):
        # A task force is told of its own star alone.
        if may(user, Permission.WORK_ENTER, row.area_id, row.star):
            matter = Matter(str(row.pk), row.turn or 0, row.due_on, row.is_sent_back)
            found = of_mine(matter, today, WORK)
            # Who sets something for themselves knows of it.
            is_own = row.set_in_id == row.area_id
            yield from _of_work(
                row, [one for one in found if not (is_own and one.kind == WORK.given)]
            )


def _climbed_work(user: User, today: dt.date, clocks: ClocksByYear) -> Iterator[Telling]:
    """Yield the rungs that overdue work has reached at the level of the areas that set or confirm.

    Told from last days, as for findings.
    """
    leading = {
        right: [code for code in areas_of(user, right) if len(code) < CODE_LENGTHS[Level.VILLAGE]]
        for right in (Permission.WORK_SET, Permission.WORK_CONFIRM)
    }
    if not any(leading.values()):
        return  # nothing climbs to a village
    for row in _work(user).filter(climbing(today)).select_related("area").only(*_CLIMBING):
        areas = {
            code
            for right, codes in leading.items()
            for code in codes
            if may(user, right, code, row.star)
        }
        clock = clocks[row.campaign_id].of(row.area_id).clock
        reached = climbed(Level(row.area.level), row.due_on, today, clock)
        matter = Matter(str(row.pk), 0, row.due_on)
        yield from _of_work(row, of_ladder(matter, row.area_id, reached, areas, WORK))


def _work(user: User) -> QuerySet:
    rows = WorkItem.objects.visible_to(user).filter(
        campaign__state=RUNNING, state__in=UNDONE, due_on__isnull=False
    )
    return rows.order_by("pk")


def _of_work(row: WorkItem, occasions: list[Occasion]) -> Iterator[Telling]:
    # Like the numbers of declarations and stars: a bare key says nothing to a reader.
    number = f"{row.campaign_id}-{row.area_id}-{row.pk}"
    for one in occasions:
        yield Telling(one, number, row.area_id, reverse("work-detail", args=[row.pk]))


def _declarations(user: User) -> Iterator[Telling]:
    """Yield the returned declarations that lie on the person's desk."""
    rows = Declaration.objects.visible_to(user, Permission.DECLARATIONS_ENTER).filter(
        campaign__state=RUNNING, state=Declared.RETURNED
    )
    rows = rows.annotate(
        turn=_turn(DeclarationStep.objects.all(), "declaration", [DeclarationVerb.RETURN])
    )
    for row in rows.order_by("campaign_id", "branch_id").only("campaign_id", "branch_id"):
        number = f"{row.campaign_id}-{row.branch_id}"
        path = reverse("declaration-detail", args=[row.campaign_id, row.branch_id])
        occasion = of_return(Kind.DECLARATION, number, row.turn or 0)
        yield Telling(occasion, number, row.branch_id, path)


def _stars(user: User) -> Iterator[Telling]:
    """Yield the returned stars whose next step is the person's."""
    rows = StarRating.objects.visible_to(user).filter(stars_waiting_for(user), state=Rated.RETURNED)
    rows = rows.annotate(turn=_turn(RatingStep.objects.all(), "star_rating", [RatingVerb.RETURN]))
    for row in rows.select_related("rating", "star").order_by("pk"):
        year, code = row.rating.campaign_id, row.rating.branch_id
        occasion = of_return(Kind.STAR, f"{year}-{code}-{row.star.key}", row.turn or 0)
        path = reverse("rating-detail", args=[year, code])
        yield Telling(occasion, f"{year}-{code} {row.star.title}"[:40], code, path)
