"""Targets beside what was declared and what papers report of plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import (
    Case,
    CharField,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext as _

from tracker.campaigns.models import Campaign
from tracker.campaigns.scoring import HIGHEST_LEVEL
from tracker.declarations.models import Target
from tracker.declarations.wording import gap_in_words
from tracker.figures.models import ReportedFigure
from tracker.figures.terms import Metric, Nature
from tracker.people.models import User
from tracker.places.models import Area
from tracker.places.terms import UnitKind
from tracker.tallies.models import Tally

KINDS = ("rural", "urban")


def target_rows(user: User) -> QuerySet:
    """Return the targets a person may read, each with `declared` and the difference, `gap`."""
    measure = Concat(Value("declared.level."), Cast("level", CharField()), output_field=CharField())
    counted = {kind: _declared(kind) for kind in KINDS}
    declared = Case(
        *[When(unit_kind=kind, then=number) for kind, number in counted.items()],
        default=counted["rural"] + counted["urban"],
        output_field=IntegerField(),
    )
    rows = Target.objects.visible_to(user).select_related("area", "changed_by")
    return (
        rows.annotate(measure=measure)
        .annotate(declared=declared)
        .annotate(gap=F("declared") - F("number"))
    )


def _declared(kind: str) -> Coalesce:
    tallies = Tally.objects.filter(
        area=OuterRef("area"),
        campaign=OuterRef("campaign"),
        measure=OuterRef("measure"),
        unit_kind=kind,
    )
    return Coalesce(Subquery(tallies.order_by().values("number")[:1]), 0)


def kind_label(kind: str) -> str:
    """Name a kind of unit, or both together."""
    return str(UnitKind(kind).label) if kind else _("Villages and communities together")


@dataclass(frozen=True)
class LevelLine:
    """One level and kind of an area: planned and declared, with the gap in words.

    `below` is the sum of what the areas directly below plan, None where none of them does.
    """

    level: int
    kind: str  # "" for both
    planned: int | None
    declared: int
    rows_address: str  # the list of exactly the branches that `declared` counts
    below: int | None = None

    @property
    def kind_label(self) -> str:
        return kind_label(self.kind)

    @property
    def gap(self) -> str:
        return "" if self.planned is None else gap_in_words(self.planned, self.declared)

    @property
    def gap_below(self) -> str:
        return "" if self.below is None else gap_in_words(self.below, self.declared)


@dataclass(frozen=True)
class ShareLine:
    """How many branches of a kind declared three stars or more, of how many there are."""

    kind: str
    numerator: int
    denominator: int

    @property
    def kind_label(self) -> str:
        return kind_label(self.kind)

    @property
    def share(self) -> Decimal | None:
        """In percent; None where there is nothing to divide by."""
        if not self.denominator:
            return None
        return Decimal(100 * self.numerator) / self.denominator


def declared_at(area: Area, campaign: Campaign) -> dict[str, dict[int, int]]:
    """Return {kind: {level: branches that declared it}} of an area, from its tallies."""
    tallies = Tally.objects.of(campaign.pk, [area.pk]).filter(measure__startswith="declared.level.")
    found: dict[str, dict[int, int]] = {kind: {} for kind in KINDS}
    for kind, measure, number in tallies.values_list("unit_kind", "measure", "number"):
        found[kind][int(measure.rpartition(".")[2])] = number
    return found


def planned_below(user: User, area: Area, campaign: Campaign) -> dict[tuple[str, int], int]:
    """Return {(kind, level): what the areas directly below plan together}."""
    rows = Target.objects.visible_to(user).filter(campaign=campaign, area__parent=area)
    summed = rows.order_by().values_list("unit_kind", "level").annotate(Sum("number"))
    return {(kind, level): number for kind, level, number in summed}


def level_lines(
    targets: dict[tuple[str, int], Target],
    declared: dict[str, dict[int, int]],
    address: Callable[[int, str], str],
    below: Mapping[tuple[str, int], int],
) -> list[LevelLine]:
    """Return five stars first, for each level both kinds together and each kind with a plan.

    ``address(level, kind)`` leads to the rows.
    """
    lines = []
    for level in range(HIGHEST_LEVEL, 0, -1):
        for kind in ("", *KINDS):
            target = targets.get((kind, level))
            if kind and target is None and (kind, level) not in below:
                continue
            kinds = [kind] if kind else KINDS
            number = sum(declared[one].get(level, 0) for one in kinds)
            planned = target.number if target else None
            rows = address(level, kind)
            lines.append(LevelLine(level, kind, planned, number, rows, below.get((kind, level))))
    return lines


def share_lines(area: Area, declared: dict[str, dict[int, int]], least: int = 3) -> list[ShareLine]:
    """Return the shares at ``least`` stars and above: of villages, of communities, of both."""
    units = {"rural": area.rural_units, "urban": area.urban_units}
    at_least = {
        kind: sum(number for level, number in levels.items() if level >= least)
        for kind, levels in declared.items()
    }
    each = [ShareLine(kind, at_least[kind], units[kind]) for kind in KINDS]
    return [*each, ShareLine("", sum(at_least.values()), sum(units.values()))]


def reported_plans(area: Area, campaign: Campaign) -> list[ReportedFigure]:
    """Return what papers say was planned for an area and year: shown beside, never mixed in."""
    figures = ReportedFigure.objects.about(area.pk).for_campaign(campaign.pk)
    planned = figures.filter(
        nature=Nature.PLANNED, metric__in=[Metric.LEVEL_COUNT, Metric.TARGET_PER_UNIT]
    )
    return list(planned.with_sources().order_by("-level", "key"))
