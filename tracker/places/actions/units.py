"""Branches and unit counts follow the tree.

Loads recount, set-based, so that a nation takes seconds; one corrected area
shifts the counts above it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Substr

from tracker.history import record as history
from tracker.history.rows import Values
from tracker.places.actions.guards import By, hold_provinces
from tracker.places.codes import ancestor_codes, first_code_after
from tracker.places.models import Area, Branch
from tracker.places.querysets import AreaQuerySet, BranchQuerySet
from tracker.places.querysets import under as lies_under
from tracker.places.record import (
    COUNTS,
    FEW,
    ROWS,
    change_of,
    facts,
    tell,
    tell_together,
    told_last,
)
from tracker.places.terms import CODE_LENGTHS, AreaKind, Level, UnitKind

_BATCH = 5000
_RATED = [UnitKind.RURAL, UnitKind.URBAN]
COUNTED_KINDS = [AreaKind.RURAL, AreaKind.URBAN, AreaKind.EXCLUDED]
Counts = tuple[int, int, int]  # villages, communities, units not rated


class Miscount(NamedTuple):
    """An area whose stored counts are not those of its villages."""

    code: str
    stored: Counts
    counted: Counts


def _counted(under: str) -> dict[str, Counts]:
    """Count the current units of every street, and add them up for the areas above."""
    street = CODE_LENGTHS[Level.STREET]
    by_street = (
        _run(under)
        .villages()
        .current()
        .order_by()
        .values_list(Substr("code", 1, street))
        .annotate(**{f"n_{kind}": Count("pk", filter=Q(kind=kind)) for kind in COUNTED_KINDS})
    )
    counts: dict[str, Counts] = {}
    for code, *found in by_street.iterator(chunk_size=_BATCH):
        for prefix in [*ancestor_codes(code), code]:
            before = counts.get(prefix, (0, 0, 0))
            counts[prefix] = (before[0] + found[0], before[1] + found[1], before[2] + found[2])
    return counts


def _run(under: str) -> AreaQuerySet:
    return Area.objects.under(under) if under else Area.objects.all()


def _miscounts_above(under: str) -> Iterator[Miscount]:
    """A unit counts for every area that its code begins with."""
    counted = _counted(under)
    areas = _run(under).exclude(level=Level.VILLAGE).values_list("code", *COUNTS)
    for code, *stored in areas.iterator(chunk_size=_BATCH):
        right = counted.get(code, (0, 0, 0))
        if tuple(stored) != right:
            yield Miscount(code, tuple(stored), right)


def _miscounts_of_villages(under: str) -> Iterator[Miscount]:
    """A current unit counts once for itself, an ended one not at all."""
    current = Q(valid_until__isnull=True)
    for kind, right in zip(COUNTED_KINDS, ((1, 0, 0), (0, 1, 0), (0, 0, 1)), strict=True):
        of_kind = _run(under).villages().filter(kind=kind)
        for state, counts in ((current, right), (~current, (0, 0, 0))):
            fits = Q(**dict(zip(COUNTS, counts, strict=True)))
            wrong = of_kind.filter(state).exclude(fits).values_list("code", *COUNTS)
            for code, *stored in wrong.iterator(chunk_size=_BATCH):
                yield Miscount(code, tuple(stored), counts)


def miscounts(*, under: str = "") -> Iterator[Miscount]:
    """Yield the areas whose stored counts are wrong; ``under`` narrows to one subtree."""
    yield from _miscounts_above(under)
    yield from _miscounts_of_villages(under)


@told_last
def recount_units(*, under: str = "", by: By = None) -> int:
    """Put the unit counts right, over the current tree; return how many were wrong.

    For loads, which change many areas at once. An area outside the run of ``under``
    keeps its counts.
    """
    hold_provinces(*filter(None, [under]))
    wrong = list(miscounts(under=under))
    table = connection.ops.quote_name(Area._meta.db_table)
    update = (
        f"UPDATE {table} SET rural_units = %s, urban_units = %s, excluded_units = %s "  # noqa: S608
        "WHERE code = %s"
    )
    with connection.cursor() as cursor:
        cursor.executemany(update, [[*one.counted, one.code] for one in wrong])
    if wrong:
        told = ((one.code, [one.stored, one.counted]) for one in sorted(wrong))
        tell_together("recount_units", "area", told, by=by, heading="changed")
    return len(wrong)


def own_units(area: Area) -> Counts:
    """Return what the area itself adds to the counts: 1 for a current unit of its kind."""
    counts = area.level == Level.VILLAGE and area.valid_until is None
    rural, urban, excluded = (int(counts and area.kind == kind) for kind in COUNTED_KINDS)
    return rural, urban, excluded


def shift_units(area: Area, before: Counts) -> None:
    """Add the difference that one area makes to its own counts and to those above it.

    ``before`` is what it added until now. The province must be held.
    """
    now = own_units(area)
    moved = [(name, new - old) for name, new, old in zip(COUNTS, now, before, strict=True)]
    shifts = {name: F(name) + by for name, by in moved if by}
    if shifts:
        for code in [*ancestor_codes(area.code), area.code]:
            Area.objects.filter(pk=code).update(**shifts)


def _rated_areas() -> Q:
    return Q(area__valid_until__isnull=True, area__kind__in=_RATED)


def _without_branch(under: str) -> AreaQuerySet:
    return _run(under).current().rated().filter(branch__isnull=True)


def missing_branches() -> int:
    """Return how many current villages and communities have no branch."""
    return _without_branch("").count()


def superfluous_branches() -> BranchQuerySet:
    """Branches that go on although their unit ended or is not rated."""
    return Branch.objects.filter(~_rated_areas(), ended_on__isnull=True)


def miskinded_branches() -> BranchQuerySet:
    """Branches of another kind than their unit."""
    return Branch.objects.filter(_rated_areas()).exclude(unit_kind=F("area__kind"))


def misdated_branches() -> BranchQuerySet:
    """Ended branches that contradict the end of their unit.

    The branch of a rated unit ends with it, that of another may have ended before.
    """
    ended = Branch.objects.filter(area__valid_until__isnull=False, ended_on__isnull=False)
    together = Q(area__kind__in=_RATED) & ~Q(ended_on=F("area__valid_until"))
    return ended.filter(together | Q(ended_on__gt=F("area__valid_until")))


@told_last
def settle_branches(*, on: dt.date, under: str = "", by: By = None) -> None:
    """Make, end and take up branches so that each rateable current unit has one.

    ``on`` is the day a branch ends whose unit goes on but is no longer rated;
    ``under`` narrows the work to one subtree.
    """
    here = lies_under(under, "area_id") if under else Q()
    wrong = _unsettled(here)
    _put_right(on, here)
    _tell_settled(wrong, by)
    _make_missing_branches(under, by)


def _unsettled(here: Q) -> dict[str, Values]:
    """Return the branches that will change, as they are."""
    resumed = Branch.objects.filter(_rated_areas(), ended_on__isnull=False)
    groups = [superfluous_branches(), misdated_branches(), resumed, miskinded_branches()]
    return {row.pk: facts(row) for group in groups for row in group.filter(here)}


def _tell_settled(before: dict[str, Values], by: By) -> None:
    codes = sorted(before)
    for start in range(0, len(codes), ROWS):
        found = Branch.objects.filter(pk__in=codes[start : start + ROWS])
        branches = found.select_related("area")
        changes = (
            change_of("settle_branch", branch, before[branch.pk], facts(branch))
            for branch in branches
        )
        history.tell(filter(None, changes), by=by)


def _put_right(on: dt.date, here: Q) -> None:
    area = Area.objects.filter(pk=OuterRef("pk"))
    ends = Branch.objects.filter(pk__in=superfluous_branches().filter(here).values("pk"))
    ends.update(ended_on=Subquery(area.values("valid_until")[:1]))
    ends.update(ended_on=on)
    misdated = Branch.objects.filter(pk__in=misdated_branches().filter(here).values("pk"))
    misdated.update(ended_on=Subquery(area.values("valid_until")[:1]))
    resumed = Branch.objects.filter(here, _rated_areas(), ended_on__isnull=False).values("pk")
    Branch.objects.filter(pk__in=resumed).update(ended_on=None)
    wrong = Branch.objects.filter(pk__in=miskinded_branches().filter(here).values("pk"))
    wrong.update(unit_kind=Subquery(area.values("kind")[:1]))


def _make_missing_branches(under: str, by: By) -> None:
    missing = _without_branch(under)
    few = list(missing[: FEW + 1])
    if len(few) > FEW:
        # Told before they are made: afterwards nothing says which are new.
        rows = missing.order_by("code").values_list("code", "kind").iterator(chunk_size=_BATCH)
        tell_together("added", "branch", rows, by=by, heading="added")
    _insert_missing_branches(under)
    if len(few) <= FEW:
        made = Branch.objects.filter(pk__in=[area.pk for area in few]).select_related("area")
        for branch in made:
            tell("added", branch, {}, facts(branch), by=by)


def _insert_missing_branches(under: str) -> None:
    area, branch = (connection.ops.quote_name(model._meta.db_table) for model in (Area, Branch))
    run, bounds = "", []
    if under:
        run, bounds = "AND code >= %s AND code < %s ", [under, first_code_after(under)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {branch} (area_id, unit_kind, official_name) "  # noqa: S608 - our words
            f"SELECT code, kind, '' FROM {area} area WHERE level = 'village' "
            f"AND kind IN ('rural', 'urban') AND valid_until IS NULL {run}"
            f"AND NOT EXISTS (SELECT 1 FROM {branch} b WHERE b.area_id = area.code)",
            bounds,
        )
