"""Level distributions: what is said of one area's branches, one kind of unit at a time.

Plain values in and out. Planned and reported figures never meet in one
distribution, and nothing is added up over areas: a city has the total that
someone published, or none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

LEVELS = (5, 4, 3, 2, 1)  # a branch without a star stands at no level


@dataclass(frozen=True)
class Cell:
    """One published number and the key of the figure it comes from."""

    value: Decimal
    figure: str


@dataclass
class Distribution:
    """How many branches of one kind stand at each level, by one nature, in one campaign.

    `counts` and `shares` are keyed by level (1–5); a share counts the branches at
    that level or above, in percent as printed. `denominator` is the number of units of
    the kind in the gazetteer.
    """

    area: str
    area_name: str
    campaign: int | None
    nature: str
    unit_kind: str
    denominator: int
    counts: dict[int, Cell] = field(default_factory=dict)
    shares: dict[int, Cell] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        """Branches that the published levels account for."""
        return sum((cell.value for cell in self.counts.values()), Decimal(0))

    @property
    def is_complete(self) -> bool:
        """Whether the published levels account for every unit of the gazetteer."""
        return bool(self.counts) and self.total == self.denominator

    def at_least(self, level: int) -> Decimal:
        """Branches at ``level`` or above, as far as published."""
        return sum((c.value for n, c in self.counts.items() if n >= level), Decimal(0))

    def computed_share(self, level: int) -> Decimal | None:
        """Percent at ``level`` or above; None unless every unit is accounted for.

        A share over a part of the units would flatter the area, so there is none.
        """
        if not self.is_complete:
            return None
        return self.at_least(level) * 100 / self.denominator

    @property
    def row(self) -> list[Cell | None]:
        """Cells from five stars down to one, None where nothing is published."""
        return [self.counts.get(level) for level in LEVELS]

    @property
    def implied_zeros(self) -> list[int]:
        """Levels that no paper gives and that hold nobody, because the others fill all units."""
        return [n for n in LEVELS if n not in self.counts] if self.is_complete else []

    @property
    def missing(self) -> Decimal:
        """Units that the published levels do not account for."""
        return max(self.denominator - self.total, Decimal(0))

    @property
    def three_or_more(self) -> Decimal:
        return self.at_least(3)

    @property
    def computed_three_share(self) -> Decimal | None:
        """Percent at three stars or above, by our own arithmetic."""
        return self.computed_share(3)

    @property
    def printed_three_share(self) -> Cell | None:
        """Percent at three stars or above, as the paper prints it."""
        return self.shares.get(3)


@dataclass(frozen=True)
class Statement:
    """One figure about levels, as the database row has it."""

    key: str
    area: str
    area_name: str
    rural_units: int
    urban_units: int
    campaign: int | None
    nature: str
    unit_kind: str
    metric: str
    level: int
    value: Decimal

    @property
    def denominator(self) -> int:
        """Units of the kind that the statement speaks of."""
        if self.unit_kind == "rural":
            return self.rural_units
        if self.unit_kind == "urban":
            return self.urban_units
        return self.rural_units + self.urban_units


def distributions(statements: Iterable[Statement]) -> list[Distribution]:
    """Group statements by area, campaign, nature and kind of unit, in that order.

    Where two figures state the same level, the first one given is used: callers
    pass only figures that a written rule has chosen.
    """
    found: dict[tuple[str, int, str, str], Distribution] = {}
    for said in statements:
        key = (said.area, said.campaign or 0, said.nature, said.unit_kind)
        if key not in found:
            found[key] = Distribution(
                area=said.area,
                area_name=said.area_name,
                campaign=said.campaign,
                nature=said.nature,
                unit_kind=said.unit_kind,
                denominator=said.denominator,
            )
        cells = found[key].counts if said.metric == "level_count" else found[key].shares
        cells.setdefault(said.level, Cell(said.value, said.key))
    return [found[key] for key in sorted(found)]
