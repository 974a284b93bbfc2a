"""Keeping tallies: deltas in the transaction of the change, and a recount that must agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from django.db import IntegrityError, connection, transaction
from django.db.models import F, QuerySet

from tracker.access.refusals import Refused
from tracker.places.codes import ancestor_codes
from tracker.tallies.models import Tally
from tracker.tallies.wording import below_nothing

# area code, campaign year, kind of unit, measure
Key = tuple[str, int, str, str]
Recount = Callable[[], Iterable[tuple[Key, int]]]

KEYS_AT_ONCE = 400
BELOW_NOTHING = "tally_not_negative"  # the constraint, as both databases name it
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Shift:
    """``by`` branches more (or fewer) at one branch's place: seen from every area above it."""

    branch: str
    campaign: int
    unit_kind: str
    measure: str
    by: int


def move(
    branch: str, campaign: int, unit_kind: str, old: Iterable[str], new: Iterable[str]
) -> list[Shift]:
    """Return the shifts of one branch from its ``old`` measures to its ``new`` ones."""
    change = Counter(new)
    change.subtract(Counter(old))
    return [Shift(branch, campaign, unit_kind, measure, by) for measure, by in change.items() if by]


def shift(shifts: Iterable[Shift]) -> None:
    """Add the shifts to the tallies of all areas above, in the caller's transaction.

    Raises Refused where a stored number is too small for its shift: it no longer is what
    the branches give. The caller takes these locks after those of its own rows and
    before that of the log.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("shift() needs the transaction of the change it counts")
    totals: Counter[Key] = Counter()
    for one in shifts:
        for area in ancestor_codes(one.branch):
            totals[area, one.campaign, one.unit_kind, one.measure] += one.by
    if wanted := {key: by for key, by in totals.items() if by}:
        _add(wanted)


def _add(wanted: Mapping[Key, int]) -> None:
    """Add to the rows, held in one order by everybody.

    Nobody then waits in a ring, and no two writers count from the same number. Rows
    that are missing are made before any is held: whoever makes the same one waits only
    for somebody who holds none yet.
    """
    there = {_key(row) for row in _rows(wanted)}
    fresh = [
        Tally(area_id=area, campaign_id=year, unit_kind=kind, measure=measure)
        for area, year, kind, measure in sorted(set(wanted) - there)
    ]
    # Someone else may make the same row at the same time; then theirs is taken.
    Tally.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=KEYS_AT_ONCE)
    held = _rows(wanted).select_for_update(no_key=True).order_by("pk")
    alike: dict[int, list[int]] = defaultdict(list)
    for row in held:
        if by := wanted.get(_key(row)):
            alike[by].append(row.pk)
    for by, keys in alike.items():
        for start in range(0, len(keys), KEYS_AT_ONCE):
            _add_to(keys[start : start + KEYS_AT_ONCE], by)


def _add_to(keys: list[int], by: int) -> None:
    """Add to some rows; raise Refused where one would fall below nothing: it was wrong before."""
    try:
        Tally.objects.filter(pk__in=keys).update(number=F("number") + by)
    except IntegrityError as error:
        if BELOW_NOTHING not in str(error):
            raise
        log.exception("tally_below_nothing", by=by, tallies=keys)
        raise Refused(below_nothing()) from error


def _rows(keys: Iterable[Key]) -> QuerySet[Tally]:
    """Return the rows of these keys, and some more: whatever its parts can be combined to."""
    areas, years, kinds, measures = (sorted(set(part)) for part in zip(*keys, strict=True))
    return Tally.objects.filter(
        area__in=areas, campaign__in=years, unit_kind__in=kinds, measure__in=measures
    )


def _key(row: Tally) -> Key:
    return row.area_id, row.campaign_id, row.unit_kind, row.measure


@dataclass(frozen=True)
class Wrong:
    """A tally that is not what its branches' rows give."""

    key: Key
    stored: int
    counted: int


def wrong_tallies(recounts: Iterable[Recount]) -> Iterator[Wrong]:
    """Count everything again; yield what differs, in the order of the keys.

    Run it inside a transaction that sees one state of the database.
    """
    counted: Counter[Key] = Counter()
    for recount in recounts:
        for key, number in recount():
            counted[key] += number
    stored = {_key(row): row.number for row in Tally.objects.iterator(chunk_size=2000)}
    for key in sorted(set(counted) | set(stored)):
        if stored.get(key, 0) != counted[key]:
            yield Wrong(key, stored.get(key, 0), counted[key])


@contextmanager
def one_state() -> Iterator[None]:
    """See one state of the database for several reads; on PostgreSQL no writer waits for it.

    Inside a transaction of the caller's there is nothing to be done any more.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def repair(recounts: Iterable[Recount]) -> list[Wrong]:
    """Set every tally that differs to what its branches' rows give; return what differed.

    Runs in the caller's transaction, which also records it. Writers wait meanwhile:
    whoever has shifted is counted, whoever has not adds to what is right.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("repair() needs the transaction in which it is recorded")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Tally._meta.db_table} IN EXCLUSIVE MODE")
    wrong = list(wrong_tallies(recounts))
    Tally.objects.bulk_create(
        [
            Tally(
                area_id=one.key[0],
                campaign_id=one.key[1],
                unit_kind=one.key[2],
                measure=one.key[3],
                number=one.counted,
            )
            for one in wrong
        ],
        update_conflicts=True,
        unique_fields=["area", "campaign", "unit_kind", "measure"],
        update_fields=["number"],
        batch_size=KEYS_AT_ONCE,
    )
    return wrong
