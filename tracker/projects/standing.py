"""What the pages of projects show, read at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When

from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import StarKey
from tracker.figures.models import ReportedFigure
from tracker.figures.terms import Metric
from tracker.people.models import User
from tracker.people.permissions import visible_or_404, within
from tracker.places.models import Area
from tracker.projects.models import Milestone, Payment, Project, Supply
from tracker.projects.money import Money
from tracker.projects.permissions import against_move, has_right
from tracker.projects.terms import STANDING, State, Verb
from tracker.projects.workflow import Move, moves_from

_RANK = {state: number for number, state in enumerate(State)}
# What a paper says of projects: how many, for how much, and in which lists they stand.
_OF_PROJECTS = (Metric.PROJECT_COUNT, Metric.PROJECT_MONEY)


def project_rows(user: User) -> QuerySet:
    """Return the projects that a person may read, with all that a row shows of them."""
    ranks = [When(state=state, then=Value(rank)) for state, rank in _RANK.items()]
    payments = Payment.objects.visible_to(user)
    milestones = Milestone.objects.visible_to(user)
    return (
        Project.objects.visible_to(user)
        .with_sums(payments, milestones)
        .select_related("area__parent__parent", "supply", "changed_by", "campaign")
        .annotate(rank=Case(*ranks, output_field=IntegerField()))
        .order_by("-campaign_id", "area_id", "pk")
    )


def supply_rows(user: User) -> QuerySet:
    """Return the supplies that a person may read, with how much of each is promised.

    What is free is free for all to whom it is offered, so the sums are those of all projects;
    which ones they are is told only of those that the person reads.
    """
    promised = Project.objects.unscoped("sums of a supply; no project of another area is named")
    return (
        Supply.objects.visible_to(user)
        .with_use(promised.filter(state__in=STANDING))
        .annotate(left=F("amount") - F("used"))
        .select_related("area__parent__parent", "changed_by")
        .order_by("-campaign_id", "area_id", "pk")
    )


def project_or_404(user: User, key: int) -> Project:
    return visible_or_404(project_rows(user), pk=key)


def supply_or_404(user: User, key: int) -> Supply:
    return visible_or_404(supply_rows(user), pk=key)


def area_or_404(user: User, code: str) -> Area:
    """Return an area whose projects a person reads."""
    mine = Area.objects.filter(within(user, Permission.PROJECTS_READ, "code"))
    return visible_or_404(mine.select_related("parent__parent"), pk=code)


def year_or_404(year: int) -> Campaign:
    return visible_or_404(Campaign.objects.all(), pk=year)


def open_years() -> list[Campaign]:
    """Return the years in which projects are listed, newest first."""
    return list(Campaign.objects.exclude(state="closed"))


@dataclass(frozen=True)
class Chance:
    """A move that the page of a project shows: possible, or why not."""

    move: Move
    against: str

    @property
    def verb(self) -> Verb:
        return Verb(self.move.verb)


def chances(user: User, project: Project) -> list[Chance]:
    """Return the moves that a person has the right to, each with what stands against it."""
    return [
        Chance(move, against_move(user, project, move, move.verb))
        for move in moves_from(project.state)
        if has_right(user, project, move)
    ]


def fitting(user: User, project: Project) -> QuerySet:
    """Return the supplies a project may be matched with, those of its area and of all above.

    For its star first, then for none; of these the nearest first.
    """
    codes = [project.area_id, *project.area.ancestor_codes]
    rows = supply_rows(user).filter(campaign=project.campaign_id, area__in=codes)
    nearest = Case(
        When(star=project.star, then=Value(0)),
        When(star="", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.annotate(nearness=nearest).order_by("nearness", "-area_id", "pk")


@dataclass(frozen=True)
class StarLine:
    """The projects for one star in an area: how many in which state, and their money."""

    key: str
    title: str
    numbers: dict[str, int]
    money: Money

    @property
    def total(self) -> int:
        return sum(self.numbers.values())


def by_star(user: User, area: Area, year: int) -> list[StarLine]:
    """Return the recorded projects of an area and below by star, in the order of the stars."""
    mine = Project.objects.visible_to(user).under(area.pk)
    rows = mine.filter(campaign=year, state__in=STANDING)
    counted = rows.values("star", "state").annotate(number=Count("pk")).order_by()
    planned = dict(rows.values_list("star").annotate(sum=Sum("planned")).order_by())
    money = Payment.objects.visible_to(user).filter(project__in=rows)
    received = dict(money.values_list("project__star").annotate(sum=Sum("amount")).order_by())
    numbers: dict[str, dict[str, int]] = {}
    for row in counted:
        numbers.setdefault(row["star"], {})[row["state"]] = row["number"]
    return [
        StarLine(
            key,
            str(StarKey(key).label) if key else "",
            numbers[key],
            Money(planned.get(key), received.get(key) or Decimal(0)),
        )
        for key in [*StarKey.values, ""]
        if key in numbers
    ]


def total_of(lines: Iterable[StarLine]) -> StarLine:
    """Return the sum of several lines."""
    numbers: dict[str, int] = {}
    planned, received = Decimal(0), Decimal(0)
    for line in lines:
        for state, number in line.numbers.items():
            numbers[state] = numbers.get(state, 0) + number
        planned += line.money.planned or 0
        received += line.money.received
    return StarLine("", "", numbers, Money(planned or None, received))


def reported_projects(area: Area) -> QuerySet:
    """Return what the papers say of projects in an area and below: never added to the records."""
    on_lists = Q(term__contains="供给侧") | Q(term__contains="需求侧") | Q(term__contains="项目")
    counted = Q(metric__in=_OF_PROJECTS)
    rows = ReportedFigure.objects.under(area.pk).on_campaign().chosen().with_sources()
    return rows.filter(counted | on_lists).order_by("area_id", "key")
