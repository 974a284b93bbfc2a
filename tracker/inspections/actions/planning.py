"""Planning a round: which units, in which order, by whom; and closing it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.campaigns.holding import hold_year
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import State as Year
from tracker.history.record import Change, record, record_all
from tracker.inspections.models import PlannedVisit, Round
from tracker.inspections.routes import route, shares
from tracker.inspections.standing.kinds import kind_called, kinds
from tracker.inspections.standing.risk import risk_of
from tracker.inspections.terms import LONGEST_REASON, SELF_CHECK, RoundState, Route
from tracker.people.models import User
from tracker.people.permissions import may, require
from tracker.places.models import Area, Branch
from tracker.places.terms import Level

MOST_UNITS = 400  # of one round: a county's villages


@dataclass(frozen=True)
class RoundWish:
    """What somebody plans. `number`: how many units are drawn; None for all.

    `twice`: how many of them are visited by a second inspector who does not see the first
    result.
    """

    kind: str
    title: str
    starts_on: dt.date
    ends_on: dt.date
    team: Sequence[User]
    route: str = Route.OFFICIAL
    seed: str = ""
    number: int | None = None
    twice: int = 0


@transaction.atomic
def plan_round(*, by: User, campaign: Campaign, area: Area, wish: RoundWish) -> Round:
    """Plan a round in an area; its visits are shared out along the route.

    Raises Denied, and Refused for a wish that cannot be carried out: see the messages.
    """
    require(by, Permission.INSPECTIONS_PLAN, area.pk)
    hold_year(campaign)
    if campaign.state != Year.RUNNING:
        raise Refused(_("%(year)s is not running.") % {"year": campaign.pk})
    _refuse_faulty(wish, area)
    units = _units(area, campaign, wish)
    if not units:
        raise Refused(_("No village or community lies there that could be visited."))
    if len(units) > MOST_UNITS:
        raise Refused(_("At most %(most)d units in a round.") % {"most": MOST_UNITS})
    row = Round.objects.unscoped("the right was asked for the area").create(
        campaign=campaign,
        area=area,
        kind=wish.kind,
        title=wish.title.strip(),
        starts_on=wish.starts_on,
        ends_on=wish.ends_on,
        route=wish.route,
        seed=wish.seed.strip() if wish.route == Route.RANDOM else "",
        planned_by=by,
    )
    visits = PlannedVisit.objects.bulk_create(_visits(row, units, wish))
    names = {str(one.pk): f"{one.area_id} {one.inspector_id}" for one in visits}
    told = {"kind": row.kind, "route": row.route, "seed": row.seed, "units": len(units)}
    record_all(
        [
            Change.of(row, "plan", after=told),
            Change("inspections.plan", "plannedvisit", str(row.pk), row.title, area.pk,
                   after={"added": names}),
        ],
        by=by,
    )  # fmt: skip
    return row


@transaction.atomic
def add_visit(*, by: User, row: Round, area: Area, inspector: User, why: str) -> PlannedVisit:
    """Add a unit to a round that is under way, with the reason; it never counts as planned.

    Raises Denied, and Refused for a round that is closed, a unit that does not lie there or
    is on its route already, an inspector without the right, and no reason.
    """
    require(by, Permission.INSPECTIONS_PLAN, row.area_id)
    rows = Round.objects.unscoped("the right was asked for the area")
    held = rows.select_related("campaign").select_for_update(of=("self",)).get(pk=row.pk)
    hold_year(held.campaign)
    _refuse_addition(held, area, inspector, why.strip())
    last = held.visits.aggregate(last=Max("position"))["last"] or 0
    visit = PlannedVisit.objects.create(
        round=held,
        area=area,
        position=last + 1,
        inspector=inspector,
        why_added=why.strip(),
        added_at=timezone.now(),
        added_by=by,
    )
    told = {"unit": area.pk, "inspector": inspector.pk}
    record(
        Change.of(visit, "add", object_name=f"{held.title} {area.name}", area_code=held.area_id,
                  after=told, reason=visit.why_added),
        by=by,
    )  # fmt: skip
    return visit


@transaction.atomic
def close_round(*, by: User, row: Round) -> Round:
    """Close a round: what was not visited stays missing, for everybody to see."""
    require(by, Permission.INSPECTIONS_PLAN, row.area_id)
    rows = Round.objects.unscoped("the right was asked for the area")
    closing = rows.filter(pk=row.pk, state=RoundState.OPEN)
    now = timezone.now()
    if not closing.update(state=RoundState.CLOSED, closed_at=now, closed_by=by):
        raise Refused(_("The round is closed already."))
    row.refresh_from_db()
    change = Change.of(row, "close", before={"state": "open"}, after={"state": "closed"})
    record(change, by=by)
    return row


def _refuse_faulty(wish: RoundWish, area: Area) -> None:
    _refuse_kind(wish.kind)
    if not wish.title.strip():
        raise Refused(_("Give the round a title."))
    if wish.ends_on < wish.starts_on:
        raise Refused(_("It ends before it begins."))
    if not wish.team:
        raise Refused(_("Choose at least one inspector."))
    for one in wish.team:
        if not may(one, Permission.INSPECTIONS_RECORD, area.pk):
            raise Refused(_("%(who)s may not inspect there.") % {"who": one})
    if wish.route == Route.RANDOM and not wish.seed.strip():
        raise Refused(_("A draw needs a seed that is published before it."))
    if wish.twice and not kind_called(wish.kind).blind:
        raise Refused(_("This kind of inspection is never made twice."))
    if wish.twice and len(wish.team) < 2:
        raise Refused(_("A second, independent visit needs a second inspector."))


def _refuse_kind(kind: str) -> None:
    if kind not in kinds():
        raise Refused(_("There is no such kind of inspection."))
    if kind == SELF_CHECK:
        raise Refused(_("A village checks itself; no round is planned for that."))


def _refuse_addition(row: Round, area: Area, inspector: User, why: str) -> None:
    if row.state != RoundState.OPEN:
        raise Refused(_("The round is closed."))
    if row.campaign.state != Year.RUNNING:
        raise Refused(_("%(year)s is not running.") % {"year": row.campaign_id})
    if not why or len(why) > LONGEST_REASON:
        words = {"longest": LONGEST_REASON}
        raise Refused(_("Say in at most %(longest)s characters why it is added.") % words)
    here = Branch.objects.under(row.area_id).filter(ended_on=None, area=area.pk)
    if not here.exists():
        raise Refused(_("No unit of this round’s area is called so."))
    if not may(inspector, Permission.INSPECTIONS_RECORD, area.pk):
        raise Refused(_("%(who)s may not inspect there.") % {"who": inspector})
    if row.visits.filter(area=area.pk).exists():
        raise Refused(_("This unit is on the route already."))
    if row.visits.count() >= MOST_UNITS:
        raise Refused(_("At most %(most)d units in a round.") % {"most": MOST_UNITS})


def _units(area: Area, campaign: Campaign, wish: RoundWish) -> list[str]:
    if area.level == Level.VILLAGE:
        codes = [area.pk]
    else:
        here = Branch.objects.under(area.pk).filter(ended_on=None)
        codes = list(here.values_list("area_id", flat=True))
    risk = risk_of(codes, campaign, timezone.localdate()) if wish.route == Route.RISK else None
    return route(codes, wish.route, seed=wish.seed.strip(), risk=risk, number=wish.number)


def _visits(row: Round, units: Sequence[str], wish: RoundWish) -> Iterator[PlannedVisit]:
    team = [one.pk for one in wish.team]
    first = shares(units, team)
    for position, code in enumerate(units, start=1):
        yield PlannedVisit(
            round=row, area_id=code, turn=1, position=position, inspector_id=first[code]
        )
        if position <= wish.twice:
            other = team[(team.index(first[code]) + 1) % len(team)]
            yield PlannedVisit(
                round=row, area_id=code, turn=2, position=position, inspector_id=other
            )
