"""How far an area has come in one campaign, for staff: read at once, from tallies.

What a page costs follows the areas directly below, never the villages under them.
Only a street's own page, whose rows are its branches, reads the branches' rows.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Min
from django.utils import timezone

from tracker.access.terms import Permission
from tracker.campaigns.deadlines import Due
from tracker.campaigns.models import Campaign
from tracker.campaigns.standing import dues
from tracker.campaigns.terms import State as CampaignState
from tracker.dashboards.stages import (
    Numbers,
    Slowest,
    declarations,
    not_begun,
    planned,
    slowest,
    stars,
    waiting,
)
from tracker.declarations.measures import measures as declaration_measures
from tracker.declarations.models import Declaration, Target
from tracker.people.permissions import within
from tracker.places.models import Area
from tracker.places.terms import Level, UnitKind
from tracker.ratings.measures import measures as rating_measures
from tracker.ratings.models import StarRating
from tracker.ratings.terms import State
from tracker.tallies.models import Tally


@dataclass(frozen=True)
class Line:
    """One area with its numbers, and what is planned for it: {level: branches}.

    `units` are the branches that stand; `ended` are declarations of those that do not.
    `by_streets` adds up what the streets below a county or a city plan.
    """

    area: Area
    units: int
    numbers: Numbers
    planned: Mapping[int, int]
    ended: int = 0
    by_streets: Mapping[int, int] = field(default_factory=dict)

    @property
    def not_begun(self) -> int:
        return not_begun(self.numbers, self.units, self.ended)


@dataclass(frozen=True)
class Progress:
    """One page: the area itself, the areas directly below or the branches, and what is due.

    `oldest` is since when the first star or declaration waits at the slowest step; None where
    none waits, and above the county, where `most_in` names the area with most of them.
    """

    campaign: Campaign
    kind: str
    own: Line
    below: list[Line]
    dues: dict[str, Due]
    slowest: Slowest | None
    oldest: dt.date | dt.datetime | None
    most_in: Line | None

    @property
    def area(self) -> Area:
        return self.own.area

    @property
    def is_of_branches(self) -> bool:
        """Whether the rows below are branches and not areas."""
        return self.area.level in (Level.STREET, Level.VILLAGE)

    @property
    def is_running(self) -> bool:
        return self.campaign.state == CampaignState.RUNNING


def visible_areas(user: Any) -> Any:
    """Return the areas whose progress a person may read."""
    areas = Area.objects.filter(within(user, Permission.RATINGS_READ, "code"))
    return areas.select_related("parent")


def first_campaign(campaigns: list[Campaign]) -> Campaign | None:
    """Return the newest running campaign, or else the newest one."""
    running = [one for one in campaigns if one.state == CampaignState.RUNNING]
    return next(iter(running or campaigns), None)


def progress(user: Any, area: Area, campaign: Campaign, kind: str = "") -> Progress:
    """Read one page; ``kind`` is rural, urban, or empty for both together."""
    lines = _lines(user, area, campaign, kind)
    own, below = lines[0], lines[1:] or lines
    slow = slowest(own.numbers, _notices_over(user, own, campaign, kind))
    return Progress(
        campaign=campaign,
        kind=kind,
        own=own,
        below=below,
        dues=dues(campaign),
        slowest=slow,
        oldest=_oldest(user, area, campaign, kind, slow) if slow else None,
        most_in=_most_in(below, slow) if slow and _is_above_counties(area) else None,
    )


def _lines(user: Any, area: Area, campaign: Campaign, kind: str) -> list[Line]:
    """Return the line of the area, then those of the areas directly below."""
    areas = [area, *_children(area, kind)]
    if area.level in (Level.STREET, Level.VILLAGE):
        counted = _branches(user, area, campaign, kind)
        if area.level == Level.STREET:
            counted |= _tallies(campaign, [area], kind)
    else:
        counted = _tallies(campaign, areas, kind)
    plans = _plans(user, campaign, areas)
    streets = _street_plans(user, campaign, area, kind)
    ended = _ended(_declarations(user, area, campaign, kind), areas)
    return [
        Line(
            one,
            _units(one, kind),
            counted.get(one.code, {}),
            planned(plans[one.code], kind),
            ended[one.code],
            _sum_below(one, streets),
        )
        for one in areas
        if one == area or _units(one, kind) or counted.get(one.code)
    ]


def _children(area: Area, kind: str) -> list[Area]:
    """Return the areas directly below, also ended ones: what they held is counted above them."""
    below = Area.objects.filter(parent=area).order_by("code")
    if area.level == Level.STREET and kind:
        below = below.filter(kind=kind)
    return list(below)


def _units(area: Area, kind: str) -> int:
    by_kind = {UnitKind.RURAL: area.rural_units, UnitKind.URBAN: area.urban_units}
    return by_kind[UnitKind(kind)] if kind else area.rated_units


def _tallies(campaign: Campaign, areas: Iterable[Area], kind: str) -> dict[str, dict[str, int]]:
    return Tally.objects.of(campaign.year, [one.code for one in areas]).numbers(kind)


def _ended(declared: Any, areas: list[Area]) -> Counter[str]:
    """Return {code: declarations of branches that have ended}; villages seldom end."""
    found: Counter[str] = Counter()
    for code in declared.filter(branch__ended_on__isnull=False).values_list("branch", flat=True):
        found.update(one.code for one in areas if code.startswith(one.code))
    return found


def _branches(user: Any, area: Area, campaign: Campaign, kind: str) -> dict[str, dict[str, int]]:
    """Return of each branch what the tallies above it count: {code: {measure: number}}."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    declared = _declarations(user, area, campaign, kind)
    rated = _stars(user, area, campaign, kind)
    for code, state, keys in declared.values_list("branch_id", "state", "stars"):
        measures = declaration_measures(state, keys.split(",") if keys else [])
        found[code] |= dict.fromkeys(measures, 1)
    states: dict[str, dict[str, str]] = defaultdict(dict)
    for code, key, state in rated.values_list("rating__branch_id", "star__key", "state"):
        states[code][key] = state
    for code, held in states.items():
        found[code] |= dict.fromkeys(rating_measures(held), 1)
    return found


def _plans(
    user: Any, campaign: Campaign, areas: Iterable[Area]
) -> dict[str, list[tuple[str, int, int]]]:
    """Return the targets set for these very areas: {code: [(kind of unit, level, number)]}."""
    found: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    targets = Target.objects.visible_to(user).filter(
        campaign=campaign, area__in=[one.code for one in areas]
    )
    for code, *row in targets.values_list("area_id", "unit_kind", "level", "number"):
        found[code].append(tuple(row))
    return found


def _street_plans(
    user: Any, campaign: Campaign, area: Area, kind: str
) -> dict[str, dict[int, int]]:
    """Return what each street of a county or city plans: {code: {level: branches}}.

    Elsewhere none: a province has too many streets to look at.
    """
    if area.level not in (Level.CITY, Level.COUNTY):
        return {}
    found: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    targets = Target.objects.visible_to(user).under(area.code)
    below = targets.filter(campaign=campaign, area__level=Level.STREET)
    for code, *row in below.values_list("area_id", "unit_kind", "level", "number"):
        found[code].append(tuple(row))
    return {code: planned(rows, kind) for code, rows in found.items()}


def _sum_below(area: Area, streets: Mapping[str, Mapping[int, int]]) -> dict[int, int]:
    """Add up the plans of the streets below an area; a street's own plan is no sum."""
    found: Counter[int] = Counter()
    for code, plan in streets.items():
        if code != area.code and code.startswith(area.code):
            found.update(plan)
    return dict(found)


def _is_above_counties(area: Area) -> bool:
    return area.level in (Level.PROVINCE, Level.CITY)


def _notices_over(user: Any, own: Line, campaign: Campaign, kind: str) -> int:
    """Return how many stars the county could award: their notice is over.

    No tally knows the end of a notice, and a province's stars are too many to look at:
    above the county none counts.
    """
    if _is_above_counties(own.area) or not stars(own.numbers)[State.ON_NOTICE]:
        return 0
    return _notice_is_over(_stars(user, own.area, campaign, kind)).count()


def _stars(user: Any, area: Area, campaign: Campaign, kind: str) -> Any:
    rows = StarRating.objects.visible_to(user).under(area.code).filter(rating__campaign=campaign)
    return rows.filter(rating__unit_kind=kind) if kind else rows


def _declarations(user: Any, area: Area, campaign: Campaign, kind: str) -> Any:
    rows = Declaration.objects.visible_to(user).under(area.code).filter(campaign=campaign)
    return rows.filter(unit_kind=kind) if kind else rows


def _notice_is_over(rows: Any) -> Any:
    return rows.filter(state=State.ON_NOTICE, notice_ends_on__lt=timezone.localdate())


def _oldest(
    user: Any, area: Area, campaign: Campaign, kind: str, slow: Slowest
) -> dt.date | dt.datetime | None:
    """Return since when the first one waits at the slowest step; for the award, its last day.

    No tally keeps a time. A county's rows are few enough to look at; a province's are not.
    """
    if _is_above_counties(area):
        return None
    read = _declarations if slow.wait.is_of_branches else _stars
    rows, since = read(user, area, campaign, kind), "changed_at"
    if State.ON_NOTICE in slow.wait.states:
        rows, since = _notice_is_over(rows), "notice_ends_on"
    return rows.filter(state__in=slow.wait.states).aggregate(first=Min(since))["first"]


def _most_in(below: list[Line], slow: Slowest) -> Line:
    """Return the area where most of these wait; of equal numbers the first in code order."""
    by_state = declarations if slow.wait.is_of_branches else stars
    return max(below, key=lambda line: waiting(by_state(line.numbers), slow.wait))
