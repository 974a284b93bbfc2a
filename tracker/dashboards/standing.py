"""Everything one dashboard shows of one area in one campaign, read in a fixed number of queries.

What a page costs follows what it shows, never how many villages lie below: every
list from below the area is cut to a length, and says how many there are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.db.models.functions import Substr

from tracker.campaigns.models import Campaign
from tracker.dashboards.distributions import Distribution
from tracker.dashboards.querysets import (
    SourceArticle,
    StarRow,
    TopicFigures,
    awarded,
    awarded_years,
    checks_of_shares,
    distributions_below,
    ended_on_record,
    own_distributions,
    sources,
    star_rows,
    targets,
    topics,
)
from tracker.dashboards.recorded import Recorded, beside, branches, record_of, stars_of
from tracker.figures.models import Crosscheck, ReportedFigure
from tracker.figures.querysets import FigureQuerySet
from tracker.figures.terms import Bearing, CheckKind, CheckResult
from tracker.places.models import Area, AreaName
from tracker.places.terms import Level
from tracker.ratings.standing import PublicRecord, public_record

OPEN_CROSSCHECKS = 6


@dataclass(frozen=True)
class Year:
    """A campaign that the reader can choose, with the number of figures it has here.

    `on_record`: whether a star was awarded here in it.
    """

    campaign: Campaign
    figures: int
    on_record: bool = False


@dataclass(frozen=True)
class Child:
    """An area directly below, with the number of figures about it and what is below it."""

    area: Area
    figures: int
    recorded: int = 0  # branches with an awarded star


@dataclass(frozen=True)
class Coverage:
    """What is published of the campaign here, in numbers that a list shows one by one.

    `units` of `out_of` have a figure of their own; `articles` is how many articles the
    `figures` come from.
    """

    units: int
    out_of: int
    figures: int
    articles: int


def years(area: Area) -> list[Year]:
    """Return all campaigns, newest first, each with its number of figures here."""
    counts = dict(
        ReportedFigure.objects.under(area.code)
        .on_campaign()
        .order_by()
        .values_list("campaign")
        .annotate(Count("pk"))
    )
    recorded = awarded_years(area)
    return [
        Year(campaign, counts.get(campaign.year, 0), campaign.year in recorded)
        for campaign in Campaign.objects.all()
    ]


def default_year(choices: list[Year]) -> Year | None:
    """Return the newest campaign that has a figure or a record here, else the newest one."""
    telling = [year for year in choices if year.figures or year.on_record]
    return next(iter(telling or choices), None)


def lineage(area: Area) -> list[Area]:
    """Return the managing areas above ``area``, province first."""
    found = {above.code: above for above in Area.objects.filter(pk__in=area.ancestor_codes)}
    return [found[code] for code in area.ancestor_codes if code in found]


def children(area: Area, figures: FigureQuerySet) -> list[Child]:
    """Return the areas directly below in code order."""
    below = list(Area.objects.current().filter(parent=area))
    if not below:
        return []
    length = len(below[0].code)
    counts: Counter[str] = Counter()
    for prefix, number in (
        figures.annotate(prefix=Substr("area_id", 1, length))
        .order_by()
        .values_list("prefix")
        .annotate(Count("pk"))
    ):
        counts[prefix] = number
    return [Child(child, counts[child.code]) for child in below]


def coverage(area: Area, figures: FigureQuerySet) -> Coverage:
    """Count what is published about the area and all below it."""
    numbers = figures.aggregate(
        units=Count("area_id", distinct=True, filter=Q(area__in=Area.objects.rated().current())),
        figures=Count("pk"),
        articles=Count("article_id", distinct=True),
    )
    return Coverage(out_of=area.rated_units, **numbers)


@dataclass(frozen=True)
class Affiliation:
    """Areas that one authority manages and that belong to another by law."""

    other: Area
    areas: int


def managed_for(area: Area, below: list[Child]) -> list[Affiliation]:
    """Return to whom areas managed here belong by law."""
    counts = Counter(
        child.area.statutory_parent_id for child in below if child.area.statutory_parent_id
    )
    owners = Area.objects.in_bulk([code for code in counts if code != area.code])
    return [Affiliation(owners[code], counts[code]) for code in sorted(owners)]


def managed_elsewhere(area: Area) -> list[Affiliation]:
    """Return who manages areas that belong here by law: they are not counted here."""
    elsewhere = area.statutory_children.current().exclude(parent=area)
    counts = dict(elsewhere.order_by().values_list("parent").annotate(Count("pk")))
    managers = Area.objects.in_bulk(counts)
    return [Affiliation(managers[code], counts[code]) for code in sorted(managers)]


@dataclass(frozen=True)
class Standing:
    """One area's dashboard in one campaign."""

    area: Area
    lineage: list[Area]
    names: list[AreaName]
    years: list[Year]
    campaign: Campaign | None
    children: list[Child]
    coverage: Coverage
    other_work: int
    confirmed_by: Crosscheck | None
    managed_for: list[Affiliation]
    managed_elsewhere: list[Affiliation]
    own: list[Distribution]
    below: list[Distribution]
    more_below: bool
    share_checks: dict[str, str]
    targets: list[ReportedFigure]
    stars: list[StarRow]
    recorded: list[Recorded]
    recorded_stars: dict[tuple[str, str], int]
    record: PublicRecord | None
    topics: list[TopicFigures]
    crosschecks: list[Crosscheck]
    open_crosschecks: int
    sources: list[SourceArticle]

    @property
    def areas_with_levels(self) -> list[Distribution]:
        """The first statement of each area below: who has published levels at all."""
        first: dict[str, Distribution] = {}
        for said in self.below:
            first.setdefault(said.area, said)
        return list(first.values())

    @property
    def streets(self) -> int:
        """Streets and townships directly below that take part."""
        return sum(
            child.area.level == Level.STREET and not child.area.is_excluded
            for child in self.children
        )

    @property
    def has_star_figures(self) -> bool:
        return bool(self.recorded_stars) or any(row.planned or row.reported for row in self.stars)

    @property
    def on_record(self) -> int:
        """Branches with an awarded star in the chosen campaign."""
        return sum(kind.total for kind in self.recorded)


def standing(area: Area, choices: list[Year], campaign: Campaign | None) -> Standing:
    """Read one dashboard.

    Its numbers count figures of the chosen campaign that bear on it, and nothing else. A
    village is named so rarely that its page shows whatever the papers say of it.
    """
    year = campaign.year if campaign else None
    everything = ReportedFigure.objects.under(area.code)
    on_campaign = everything.on_campaign().filter(campaign_id=year)
    is_village = area.level == Level.VILLAGE
    shown = everything if is_village else on_campaign
    open_checks = Crosscheck.objects.under(area.code).open()
    below, more_below = ([], False) if is_village else distributions_below(area, year)
    own = own_distributions(area)
    found = children(area, on_campaign)
    on_record = awarded(campaign, [area.code, *(child.area.code for child in found)])
    record = record_of(area.code, on_record)
    return Standing(
        area=area,
        lineage=lineage(area),
        names=list(area.names.all()),
        years=choices,
        campaign=campaign,
        children=[
            replace(child, recorded=branches(record_of(child.area.code, on_record)))
            for child in found
        ],
        coverage=coverage(area, on_campaign),
        other_work=everything.exclude(bearing=Bearing.CAMPAIGN).count(),
        confirmed_by=_confirmed_by(area),
        managed_for=managed_for(area, found),
        managed_elsewhere=managed_elsewhere(area),
        own=own,
        below=below,
        more_below=more_below,
        share_checks=checks_of_shares([*own, *below]),
        targets=targets(area, campaign),
        stars=star_rows(area, campaign),
        recorded=beside(
            [said for said in own if said.campaign == year], record, units_of(area, campaign)
        ),
        recorded_stars=stars_of(record),
        record=public_record(area.code, campaign.year) if is_village and campaign else None,
        topics=topics(area, shown),
        crosschecks=list(open_checks.worst_first().select_related("area")[:OPEN_CROSSCHECKS]),
        open_crosschecks=open_checks.count(),
        sources=sources(shown),
    )


def units_of(area: Area, campaign: Campaign | None) -> dict[str, int]:
    """Return {kind of unit: branches that a record can be compared with}.

    Those of today, and those on record in the campaign that have ended since.
    """
    ended = ended_on_record(area, campaign)
    return {
        "rural": area.rural_units + ended["rural"],
        "urban": area.urban_units + ended["urban"],
    }


def _confirmed_by(area: Area) -> Crosscheck | None:
    """Return a cross-check that found the papers' number of units as in the gazetteer."""
    agreeing = Crosscheck.objects.filter(area=area, result=CheckResult.AGREES)
    units = agreeing.filter(kind__in=[CheckKind.UNIT_COUNT, CheckKind.SUM], gazetteer="unit")
    return units.order_by("key").first()
