"""What is on record in an area: branches with awarded stars, beside what was planned and reported.

Pure. Recorded numbers are counted from ratings here and are whole by nature: a level
that nobody holds is zero. Published numbers may be missing, and a missing one is no zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from tracker.dashboards.distributions import LEVELS, Cell, Distribution

KINDS = ("rural", "urban")


@dataclass(frozen=True)
class Counts:
    """Of one area and kind of unit: {level: branches} and {star key: branches}, awarded."""

    levels: Counter[int] = field(default_factory=Counter)
    stars: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class LevelRow:
    """One level: what the papers plan and report, each with its passport, and what is on record."""

    level: int
    planned: Cell | None
    reported: Cell | None
    recorded: int

    @property
    def beyond_plan(self) -> Decimal | None:
        """How many more are on record than planned; negative: fewer. None without a plan."""
        return self.recorded - self.planned.value if self.planned else None

    @property
    def beyond_report(self) -> Decimal | None:
        return self.recorded - self.reported.value if self.reported else None


@dataclass(frozen=True)
class Recorded:
    """One kind of unit in one campaign; `denominator` is its units in the gazetteer,
    and those on record that have ended since.
    """

    unit_kind: str
    denominator: int
    rows: list[LevelRow]

    @property
    def total(self) -> int:
        """Branches with an awarded star."""
        return sum(row.recorded for row in self.rows)

    @property
    def three_or_more(self) -> int:
        return sum(row.recorded for row in self.rows if row.level >= 3)

    @property
    def share(self) -> Decimal | None:
        """Percent of the units at three stars or more; None for no unit."""
        return Decimal(self.three_or_more * 100) / self.denominator if self.denominator else None


def counted(rows: Iterable[tuple[str, str, str, int]]) -> dict[tuple[str, str], Counts]:
    """Sort tallies by (area, kind); ``rows``: area, kind, measure, number.

    Only measures of what is public are understood: "awarded.level.<n>" and
    "star.<key>.awarded". Raises ValueError for any other.
    """
    found: dict[tuple[str, str], Counts] = {}
    for area, kind, measure, number in rows:
        here = found.setdefault((area, kind), Counts())
        match measure.split("."):
            case ["awarded", "level", level]:
                here.levels[int(level)] += number
            case ["star", key, "awarded"]:
                here.stars[key] += number
            case _:
                raise ValueError(f"not a public measure: {measure}")
    return found


def record_of(area: str, found: Mapping[tuple[str, str], Counts]) -> dict[str, Counts]:
    """Return {kind of unit: counts} of one area; nothing on record is a count of none."""
    return {kind: found.get((area, kind), Counts()) for kind in KINDS}


def branches(record: Mapping[str, Counts]) -> int:
    """Return how many branches of both kinds have an awarded star."""
    return sum(sum(counts.levels.values()) for counts in record.values())


def stars_of(record: Mapping[str, Counts]) -> dict[tuple[str, str], int]:
    """Return {(kind of unit, star key): branches that publicly hold the star}."""
    return {
        (kind, key): number
        for kind, counts in record.items()
        for key, number in counts.stars.items()
    }


def beside(
    published: Iterable[Distribution], recorded: Mapping[str, Counts], units: Mapping[str, int]
) -> list[Recorded]:
    """Set the record of each kind beside what is published of the same campaign.

    ``recorded`` and ``units`` are by kind of unit. Kinds without a record are left out.
    """
    said = {(one.unit_kind, one.nature): one.counts for one in published}
    found = []
    for kind, held in recorded.items():
        counts = held.levels
        planned, reported = (said.get((kind, nature), {}) for nature in ("planned", "reported"))
        rows = [
            LevelRow(level, planned.get(level), reported.get(level), counts[level])
            for level in LEVELS
        ]
        if sum(counts.values()):
            found.append(Recorded(kind, units[kind], rows))
    return found
