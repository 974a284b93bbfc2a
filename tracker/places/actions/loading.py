"""Loading area files: what would change, and the change itself in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.db import connection

from tracker.places.actions.guards import By, hold_provinces, require_permission
from tracker.places.actions.ledger import LoadLedger
from tracker.places.actions.units import COUNTED_KINDS, recount_units, settle_branches
from tracker.places.codes import ancestor_codes, level_of
from tracker.places.models import Area, AreaName
from tracker.places.reading.changes import Change, Outcome, Stored, changes, paired
from tracker.places.reading.problems import BrokenFilesError, Problems
from tracker.places.reading.rows import AreaFile, recognise
from tracker.places.reading.survey import Survey, survey
from tracker.places.reading.tree import merged, named, within
from tracker.places.readings import search_text
from tracker.places.record import told_last
from tracker.places.terms import Level, NameKind

BATCH = 5000  # areas read or written in one go
Progress = Callable[[int], object]
# Columns written for an area, and those of them that a stored area takes over.
_COLUMNS = (
    "code",
    "level",
    "kind",
    "name",
    "official_name",
    "parent_id",
    "statutory_parent_id",
    "pinyin",
    "search_text",
    "valid_from",
    "valid_until",
    "source",
    "rural_units",
    "urban_units",
    "excluded_units",
)
_CHANGED = tuple(
    name
    for name in _COLUMNS
    if name not in ("code", "level", "valid_from") and not name.endswith("_units")
)


def known_names(county: str) -> Mapping[str, str]:
    """Return the official names of a county's current streets, itself, and the areas above it."""
    above = [county, *ancestor_codes(county)]
    current = Area.objects.current()
    streets = current.filter(parent_id=county, level=Level.STREET)
    return dict((current.filter(pk__in=above) | streets).values_list("code", "official_name"))


def stored_areas(first: str) -> Iterator[Stored]:
    """Yield the areas from ``first`` on by code, a batch of them in memory."""
    fields = [*Stored._fields[:-1]]
    fields[fields.index("parent")] = "parent_id"
    fields[fields.index("statutory_parent")] = "statutory_parent_id"
    run = Area.objects.order_by("code")
    batch = list(run.filter(code__gte=first).values_list(*fields)[:BATCH])
    while batch:
        others: dict[str, tuple[str, ...]] = {}
        names = AreaName.objects.filter(area_id__gte=batch[0][0], area_id__lte=batch[-1][0])
        for code, name in names.order_by("pk").values_list("area_id", "name"):
            others[code] = (*others.get(code, ()), name)
        for values in batch:
            yield Stored(*values, others.get(values[0], ()))
        batch = list(run.filter(code__gt=batch[-1][0]).values_list(*fields)[:BATCH])


@dataclass
class AreaLoad:
    """Files that were read through and found whole.

    `preview` says what they would change, `commit` changes it. Both read the
    files again, so a file may be larger than the memory.
    """

    files: Sequence[AreaFile]
    under: str
    survey: Survey
    first: str

    def _changes(self, outcome: Outcome, progress: Progress) -> Iterator[Change]:
        problems = Problems()
        rows = within(merged(self.files, problems), self.under)
        known = lru_cache(maxsize=8)(known_names)

        def counted() -> Iterator:
            for outcome.rows, one in enumerate(named(rows, known), start=1):
                if outcome.rows % BATCH == 0:
                    progress(BATCH)
                yield one
            progress(outcome.rows % BATCH)

        stored = stored_areas(self.first)
        yield from changes(paired(counted(), stored), self.survey.covers, outcome)
        if problems:
            raise BrokenFilesError(problems)

    def preview(self, *, progress: Progress = lambda _n: None) -> Outcome:
        """Return what would change; nothing is written."""
        outcome = Outcome()
        for _change in self._changes(outcome, progress):
            pass
        return outcome

    @told_last
    def commit(
        self,
        *,
        by: By,
        source: str,
        on: dt.date,
        begins: dt.date | None = None,
        progress: Progress = lambda _n: None,
    ) -> Outcome:
        """Do it, all or nothing. Areas the files lack end ``on`` that day.

        ``begins`` is the day from which new areas are valid, None for
        "always, as far as we know". Raises BrokenFilesError when a file
        changed since it was read through.
        """
        for verb in ("add", "change"):
            require_permission(by, verb, "area")
        hold_provinces()
        outcome, ledger = Outcome(), LoadLedger(by=by, source=source)
        writer = _Writer(source=source, on=on, begins=begins, ledger=ledger)
        for change in self._changes(outcome, progress):
            writer.take(change)
        writer.flush()
        if not outcome.is_empty:
            settle_branches(on=on, by=by)
            recount_units(by=by)
        ledger.close()
        return outcome


def read_area_files(paths: Sequence[Path], *, under: str = "") -> AreaLoad:
    """Read files through and return the load. Raises BrokenFilesError with all problems."""
    problems = Problems()
    files = [file for path in paths if (file := recognise(path, problems))]
    if problems:
        raise BrokenFilesError(problems)
    found = survey(files, known=lru_cache(maxsize=8)(known_names), under=under)
    first = min([found.first, *found.roots])
    return AreaLoad(files, under, found, first)


def _write(areas: list[tuple]) -> None:
    """Insert areas or, where the code is stored, change them.

    Plain SQL, because `bulk_create` spends twice the time of everything else
    on making a model and preparing 15 fields for each of 665,276 areas.
    """
    columns, values = ", ".join(_COLUMNS), ", ".join(["%s"] * len(_COLUMNS))
    taken = ", ".join(f"{name} = excluded.{name}" for name in _CHANGED)
    table = connection.ops.quote_name(Area._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({values}) "  # noqa: S608 - our own words
            f"ON CONFLICT (code) DO UPDATE SET {taken}",
            areas,
        )


@dataclass
class _Writer:
    """Gathers changed areas and writes them a batch at a time."""

    source: str
    on: dt.date
    begins: dt.date | None
    ledger: LoadLedger
    areas: list[tuple] = field(default_factory=list)
    names: list[AreaName] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)

    def take(self, change: Change) -> None:
        if change.new is None:
            self.ended.append(change.old.code)
            self.ledger.ended(change.old, self.on)
        else:
            self.areas.append(self._values(change.new))
            self.names += self._names(change)
            self._tell(change)
        if len(self.areas) + len(self.ended) >= BATCH:
            self.flush()

    def _tell(self, change: Change) -> None:
        if change.old is None:
            self.ledger.added(change.new)
        else:
            self.ledger.changed(change.old, change.new)

    def _values(self, new: Stored) -> tuple:
        """Return the cells of `_COLUMNS`. A unit counts itself; `recount_units` does the rest."""
        level = level_of(new.code)
        village = level == Level.VILLAGE
        return (
            new.code,
            level.value,
            str(new.kind),
            new.name,
            new.official_name,
            new.parent,
            new.statutory_parent,
            new.pinyin,
            search_text(
                code=new.code,
                name=new.name,
                official_name=new.official_name,
                pinyin=new.pinyin,
                others=new.others,
            ),
            connection.ops.adapt_datefield_value(self.begins),
            None,
            self.source,
            *(int(village and new.kind == kind) for kind in COUNTED_KINDS),
        )

    @staticmethod
    def _names(change: Change) -> Iterable[AreaName]:
        old, new = change.old, change.new
        kinds = {name: kind for kind, name in change.row.row.aliases} if change.row else {}
        if old:
            kinds.setdefault(old.name, NameKind.FORMER)
        before = set(old.others) if old else set()
        return [
            AreaName(area_id=new.code, name=name, kind=kinds.get(name, NameKind.ALIAS))
            for name in new.others
            if name not in before
        ]

    def flush(self) -> None:
        _write(self.areas)
        AreaName.objects.bulk_create(self.names)
        for start in range(0, len(self.ended), 500):
            ended = Area.objects.filter(pk__in=self.ended[start : start + 500])
            ended.update(valid_until=self.on)
        self.ledger.named(self.names)
        self.ledger.pack(self.areas[-1][0] if self.areas else "")
        self.areas.clear()
        self.names.clear()
        self.ended.clear()
