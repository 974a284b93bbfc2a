"""Which clock and which legend hold where, and how one matter stands against them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db.models import Q

from tracker.clocks.colours import Line, condition_of
from tracker.clocks.deadlines import Clock, Course, Deadline, next_part, solve_by
from tracker.clocks.ladder import Rung, due_between, rungs, stands_at
from tracker.clocks.models import ClockRule
from tracker.clocks.reading import NamedLegend, read_legends
from tracker.clocks.terms import DEFAULT_LEGEND, RUNGS, Part
from tracker.places.querysets import under
from tracker.places.terms import Level

NOTHING = Q(pk__in=[])


@lru_cache(maxsize=1)
def legends() -> dict[str, NamedLegend]:
    """Return the owner's legends by key; read once, when first asked for."""
    file = settings.BASE_DIR / "data" / "clocks" / "legends.yaml"
    return read_legends(file.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Setting:
    """What holds in an area; `rule` is None where nobody has set anything."""

    clock: Clock
    legend: NamedLegend
    rule: ClockRule | None = None

    @property
    def is_verified(self) -> bool:
        return bool(self.rule and self.rule.source)


class Clocks:
    """The settings of one campaign, read at once; ask `of` for any area."""

    def __init__(self, year: int) -> None:
        rules = ClockRule.objects.unscoped("rules hold for everybody who works there")
        rows = rules.filter(campaign=year).select_related("area", "changed_by")
        self._settings = {row.area_id: _setting(row) for row in rows}
        self._default = Setting(Clock(), legend_called(DEFAULT_LEGEND))

    def of(self, code: str) -> Setting:
        """Return the setting of the county of an area, else of its city, else the default."""
        for length in (6, 4):
            if found := self._settings.get(code[:length]):
                return found
        return self._default


class ClocksByYear(dict[int, Clocks]):
    """The settings of each year that is asked for, read once."""

    def __missing__(self, year: int) -> Clocks:
        self[year] = Clocks(year)
        return self[year]


class Ladder:
    """Where overdue matters stand on a day, as conditions; told from their last days alone.

    The clocks of all years are read once. The rows have `campaign`, `area_id` and `due_on`.
    """

    def __init__(self, today: dt.date) -> None:
        self._today = today
        rules = ClockRule.objects.unscoped("rules hold for everybody who works there")
        self._holding = _holding(rules)

    def at(self, level: Level, responsible: str) -> Q:
        """Return which matters are the business of a level; ``responsible`` names the field."""
        found = NOTHING
        for clock, where in self._holding.items():
            found |= where & self._due(level, responsible, clock)
        return found

    def _due(self, level: Level, responsible: str, clock: Clock) -> Q:
        found = NOTHING
        for one in RUNGS:
            if span := due_between(one, level, self._today, clock):
                after, until = span
                due = Q(due_on__gt=after) if after else Q()
                found |= Q(**{responsible: one}) & due & Q(due_on__lte=until)
        return found


def _holding(rules: Iterable[ClockRule]) -> dict[Clock, Q]:
    """Return where each pace of climbing holds: a county's goes before that of its city."""
    found: dict[Clock, Q] = {}
    taken: list[tuple[ClockRule, Q]] = []
    rest = ~NOTHING
    for rule in sorted(rules, key=lambda one: -len(one.area_id)):
        here = Q(campaign=rule.campaign_id) & under(rule.area_id, "area_id")
        where = here
        for nearer, place in taken:
            inside = nearer.area_id.startswith(rule.area_id)
            if inside and nearer.campaign_id == rule.campaign_id:
                where &= ~place
        pace = _pace(rule.clock)
        found[pace] = found.get(pace, NOTHING) | where
        taken.append((rule, here))
        rest &= ~here
    found[Clock()] = found.get(Clock(), NOTHING) | rest
    return found


def _pace(clock: Clock) -> Clock:
    """Return what of a clock says how fast something climbs."""
    return Clock(counting=clock.counting, climb_days=clock.climb_days)


@dataclass(frozen=True)
class Standing:
    """One matter against its clock on a day."""

    setting: Setting
    line: Line
    level: Level  # whose business it is
    rungs: list[Rung]
    ahead: tuple[Part, Deadline] | None  # the next part and its last day
    today: dt.date

    @property
    def reached(self) -> list[Rung]:
        return [rung for rung in self.rungs if rung.since <= self.today]


def line_at(course: Course, setting: Setting, today: dt.date, *, returned: bool = False) -> Line:
    """Return the line of the legend at which a matter stands."""
    legend = setting.legend.legend
    return legend.line(condition_of(course, setting.clock, legend, today, returned=returned))


def standing_against(
    course: Course,
    setting: Setting,
    level: Level,
    today: dt.date,
    *,
    returned: bool = False,
    until: dt.date | None = None,
) -> Standing:
    """Return how a matter stands for which a level is responsible.

    ``until`` is the day on which it was solved: it climbs no further.
    """
    last = solve_by(course, setting.clock).day
    return Standing(
        setting,
        line_at(course, setting, today, returned=returned),
        stands_at(level, last, until or today, setting.clock),
        rungs(level, last, setting.clock),
        next_part(course, setting.clock),
        today,
    )


def legend_called(key: str) -> NamedLegend:
    """Return a legend; one that the owner has taken out of the file is the first there is."""
    known = legends()
    return known.get(key) or next(iter(known.values()))


def _setting(rule: ClockRule) -> Setting:
    return Setting(rule.clock, legend_called(rule.legend), rule)
