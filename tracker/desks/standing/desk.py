"""What lies on a person's desk: read at once, within the areas of their rights."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tracker.access.terms import Permission
from tracker.campaigns.deadlines import SOON, Due
from tracker.campaigns.models import Campaign
from tracker.campaigns.standing import dues
from tracker.campaigns.terms import StarKey
from tracker.campaigns.terms import State as CampaignState
from tracker.clocks.weeks import last_day_of
from tracker.declarations.models import Declaration
from tracker.desks.addresses import listed, page
from tracker.desks.duties import DUTIES, NOTICES, Duty
from tracker.desks.standing.office import OF_OFFICE
from tracker.desks.standing.papers import OF_PAPERS
from tracker.desks.standing.piles import SHOWN, Found, Item, Pile
from tracker.desks.terms import Section
from tracker.findings.models import Finding
from tracker.findings.standing.waiting import waiting_for as findings_waiting_for
from tracker.inspections.models import PlannedVisit
from tracker.inspections.terms import RoundState
from tracker.inspections.terms import State as Inspected
from tracker.people.permissions import areas_of, may, may_somewhere, rights_of, within
from tracker.places.models import Area, Branch
from tracker.places.querysets import under
from tracker.ratings.models import StarRating
from tracker.ratings.standing import waiting_for
from tracker.ui.filters import MOST_VALUES
from tracker.worklist.models import WorkItem
from tracker.worklist.querysets import timed
from tracker.worklist.terms import State as WorkState

# What else a person may open from here, by the right that opens it.
PAGES = (
    (Permission.PEOPLE_MANAGE, "person-list", gettext_lazy("People and roles")),
    (Permission.HISTORY_READ, "log-list", gettext_lazy("Log of changes")),
    (Permission.CAMPAIGNS_CHANGE, "campaign-list", gettext_lazy("Campaign years")),
    (Permission.SYSTEM_CONFIGURE, "admin:index", gettext_lazy("Administration")),
)

# What belongs to no campaign, by what lies on its pile.
OF_NO_YEAR = OF_PAPERS | OF_OFFICE


@dataclass(frozen=True)
class Desk:
    """The person's duties, and all piles with something on them, in their order.

    `notices` are no work yet: they run out within two weeks, and then their stars are awarded.
    """

    campaigns: list[Campaign]
    duties: list[Duty]
    piles: list[Pile]
    notices: list[Pile]

    @property
    def overdue(self) -> list[Pile]:
        return [pile for pile in self.piles if pile.due and pile.due.is_overdue]

    @property
    def due_soon(self) -> list[Pile]:
        return [*(pile for pile in self.piles if pile.due and pile.due.is_soon), *self.notices]

    @property
    def sections(self) -> list[tuple[Section, list[Pile]]]:
        """The parts of the page in which the person has a duty, each with its piles."""
        return [
            (section, [pile for pile in self.piles if pile.duty.section == section])
            for section in Section
            if any(duty.section == section for duty in self.duties)
        ]


def desk(user: Any) -> Desk:
    """Read the desk of a person over all campaigns that are running."""
    campaigns = list(Campaign.objects.filter(state=CampaignState.RUNNING))
    rights = rights_of(user)
    duties = [duty for duty in DUTIES if duty.permission in rights]
    of_none = [duty for duty in duties if duty.subject in OF_NO_YEAR]
    of_years = [duty for duty in duties if duty.subject not in OF_NO_YEAR]
    piles = [*_piles(user, campaigns, of_years), *_piles_of_no_year(user, of_none)]
    return Desk(campaigns, duties, piles, list(_notices(user, campaigns)))


def _piles_of_no_year(user: Any, duties: list[Duty]) -> Iterator[Pile]:
    for duty in duties:
        for rows, items, url in OF_NO_YEAR[duty.subject](user, duty):
            number = rows.count()
            if number:
                yield Pile(duty, None, number, items(rows), url, None)


def _notices(user: Any, campaigns: list[Campaign]) -> Iterator[Pile]:
    """Yield the notices that end soon in the areas whose stars the person awards."""
    if not may_somewhere(user, NOTICES.permission):
        return
    today = timezone.localdate()
    here = within(user, NOTICES.permission, "rating__branch_id")
    for campaign in campaigns:
        rows = StarRating.objects.visible_to(user).filter(
            here,
            rating__campaign=campaign,
            rating__branch__ended_on=None,
            state=NOTICES.state,
            notice_ends_on__range=(today, today + dt.timedelta(days=SOON)),
        )
        found = rows.aggregate(number=Count("pk"), first=Min("notice_ends_on"))
        if found["number"]:
            url = listed("rating-list", campaign=campaign.year, state=NOTICES.state)
            due = Due(NOTICES.stage, found["first"], today)
            yield Pile(NOTICES, campaign, found["number"], [], url, due)


def _piles(user: Any, campaigns: list[Campaign], duties: list[Duty]) -> Iterator[Pile]:
    read = {
        "star": _stars,
        "declaration": _declarations,
        "branch": _undeclared,
        "finding": _findings,
        "visit": _visits,
        "work": _work,
    }
    for campaign in campaigns:
        last_days = dues(campaign) if duties else {}
        counted = _counted(user, campaign, {duty.subject for duty in duties})
        for duty in duties:
            for rows, items, url in read[duty.subject](user, duty, campaign):
                by_state = counted.get(duty.subject)
                number = rows.count() if by_state is None else by_state.get(duty.state, 0)
                if number:
                    due = _own_due(duty, rows) or last_days.get(duty.stage)
                    yield Pile(duty, campaign, number, items(rows), url, due)


def _counted(user: Any, campaign: Campaign, subjects: set[str]) -> dict[str, dict[str, int]]:
    """Return {subject: {state: rows}} of what waits by its state: one query for all its duties."""
    return {
        subject: dict(
            WAITING[subject](user, campaign)
            .order_by()
            .values_list("state")
            .annotate(number=Count("pk"))
        )
        for subject in subjects & WAITING.keys()
    }


def _waiting_stars(user: Any, campaign: Campaign) -> QuerySet:
    rows = StarRating.objects.visible_to(user)
    return rows.filter(waiting_for(user), rating__campaign=campaign)


def _waiting_findings(user: Any, campaign: Campaign) -> QuerySet:
    rows = Finding.objects.visible_to(user)
    return rows.filter(findings_waiting_for(user), campaign=campaign)


# Rows whose next step is this person's, in whatever state, by what they are.
WAITING: dict[str, Callable[[Any, Campaign], QuerySet]] = {
    "star": _waiting_stars,
    "finding": _waiting_findings,
}


def _stars(user: Any, duty: Duty, campaign: Campaign) -> Iterator[Found]:
    """Yield the stars whose next step is this person's."""

    def items(rows: QuerySet) -> list[Item]:
        shown = rows.select_related("star", "rating__branch__area__parent")
        return [
            Item(
                title=f"{star.rating.branch.name} · {star.star.title}",
                place=_place(star.rating.branch.area),
                url=page("rating-detail", campaign.year, star.rating.branch_id),
                reason=star.reason if duty.section == Section.RETURNED else "",
                since=star.changed_at,
            )
            for star in shown.order_by("changed_at", "pk")[:SHOWN]
        ]

    mine = _waiting_stars(user, campaign).filter(state=duty.state)
    url = listed("rating-list", campaign=campaign.year, state=duty.state, waiting="mine")
    yield mine, items, url


def _declarations(user: Any, duty: Duty, campaign: Campaign) -> Iterator[Found]:
    """Yield the declarations in the person's areas, as many areas at once as a list takes."""

    def items(rows: QuerySet) -> list[Item]:
        shown = rows.select_related("branch__area__parent").order_by("changed_at", "pk")
        return [
            Item(
                title=row.branch.name,
                place=_place(row.branch.area),
                url=page("declaration-detail", campaign.year, row.branch_id),
                reason=row.reason if duty.section == Section.RETURNED else "",
                since=row.changed_at,
            )
            for row in shown[:SHOWN]
        ]

    asked = {"campaign": campaign.year, "state": duty.state}
    areas = areas_of(user, duty.permission)
    for first in range(0, len(areas), MOST_VALUES):
        some = areas[first : first + MOST_VALUES]
        here = reduce(operator.or_, [under(code, "branch_id") for code in some])
        rows = Declaration.objects.visible_to(user, duty.permission)
        mine = rows.filter(here, campaign=campaign, state=duty.state)
        yield mine, items, listed("declaration-list", **asked, area=some)


def _undeclared(user: Any, duty: Duty, campaign: Campaign) -> Iterator[Found]:
    """Yield the branches for which nobody has begun a declaration: they stand on a sheet."""

    def items(rows: QuerySet) -> list[Item]:
        return [
            Item(
                title=branch.name,
                place=_place(branch.area),
                url=page("declaration-fill-in", campaign.year, branch.pk),
            )
            for branch in rows.select_related("area__parent").order_by("area")[:SHOWN]
        ]

    begun = Declaration.objects.visible_to(user).filter(campaign=campaign, branch=OuterRef("pk"))
    for code in areas_of(user, duty.permission):
        rows = Branch.objects.under(code).filter(~Exists(begun), ended_on=None)
        yield rows, items, page("declaration-sheet", campaign.year, code)


def _findings(user: Any, duty: Duty, campaign: Campaign) -> Iterator[Found]:
    """Yield the findings whose next step is this person's."""

    def items(rows: QuerySet) -> list[Item]:
        shown = rows.select_related("area__parent").order_by("due_on", "number")
        return [
            Item(
                title=f"{row.number} {row.what[:40]}",
                place=f"{_place(row.area)} {row.area.name}",
                url=page("finding-detail", row.number),
                reason=row.said if duty.section == Section.RETURNED else "",
                since=row.changed_at,
            )
            for row in shown[:SHOWN]
        ]

    mine = _waiting_findings(user, campaign).filter(state=duty.state)
    url = listed("finding-list", campaign=campaign.year, state=duty.state, waiting="mine")
    yield mine, items, url


def _visits(user: Any, duty: Duty, campaign: Campaign) -> Iterator[Found]:
    """Yield the planned visits of open rounds that the person has not submitted, by round."""

    def items(rows: QuerySet) -> list[Item]:
        shown = rows.select_related("area__parent").order_by("turn", "position")
        return [
            Item(
                title=row.area.name,
                place=_place(row.area),
                url=page("round-detail", row.round_id),
            )
            for row in shown[:SHOWN]
        ]

    open_visits = PlannedVisit.objects.filter(
        inspector=user.pk, round__campaign=campaign, round__state=RoundState.OPEN
    ).exclude(inspection__state=Inspected.SUBMITTED)
    for key in open_visits.order_by("round_id").values_list("round_id", flat=True).distinct():
        yield open_visits.filter(round=key), items, page("round-detail", key)


def _work(user: Any, duty: Duty, campaign: Campaign) -> Iterator[Found]:
    """Yield the work of the person's areas; a task force's for its own star only."""

    def items(rows: QuerySet) -> list[Item]:
        shown = rows.select_related("area__parent").order_by("due_week", "area_id", "pk")
        return [
            Item(
                title=item.title,
                place=f"{_place(item.area)} {item.area.name}".strip(),
                url=page("work-detail", item.pk),
                since=item.changed_at if duty.state == WorkState.FINISHED else None,
            )
            for item in shown[:SHOWN]
        ]

    asked = {"campaign": campaign.year, **_asked_of_work(duty)}
    for code in areas_of(user, duty.permission):
        rows = WorkItem.objects.visible_to(user).under(code).filter(campaign=campaign)
        rows = rows.filter(_condition_of_work(duty))
        stars = [star for star in StarKey.values if may(user, duty.permission, code, star)]
        own = {} if may(user, duty.permission, code) else {"star": stars}
        if own:
            rows = rows.filter(star__in=stars)
        yield rows, items, listed("work-list", **asked, **own, area=code)


def _condition_of_work(duty: Duty) -> Q:
    """Return which rows a duty of work means: overdue, of this week, or reported as done."""
    if duty.state == WorkState.FINISHED:
        return Q(state=duty.state)
    return timed(duty.state, timezone.localdate())


def _asked_of_work(duty: Duty) -> dict[str, str]:
    """Return how the list of work is asked for the same rows."""
    return {"state": duty.state} if duty.state == WorkState.FINISHED else {"due": duty.state}


def _own_due(duty: Duty, rows: QuerySet) -> Due | None:
    """Return the first last day of rows that have days of their own; None for other duties."""
    field = {"finding": "due_on", "visit": "round__ends_on", "work": "due_week"}.get(duty.subject)
    if field is None or duty.state == WorkState.FINISHED:
        return None
    if duty.subject == "work":
        by_weeks = rows.filter(due_on=None).aggregate(first=Min("due_week"))["first"]
        days = [rows.aggregate(first=Min("due_on"))["first"], by_weeks and last_day_of(by_weeks)]
        day = min(filter(None, days), default=None)
    else:
        day = rows.aggregate(first=Min(field))["first"]
    return Due("", day, timezone.localdate())


def _place(area: Area) -> str:
    return area.parent.name if area.parent else ""


def pages_of(user: Any) -> list[tuple[str, str | Promise]]:
    """Return (address, label) of the pages that are no queue but somebody's work."""
    rights = rights_of(user)
    return [(page(name), label) for right, name, label in PAGES if right in rights]
