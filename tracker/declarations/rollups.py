"""Counting the declarations again, for `verify_tallies`."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count
from django.db.models.functions import Substr

from tracker.declarations.measures import measures
from tracker.declarations.models import Declaration
from tracker.places.codes import ancestor_codes
from tracker.places.terms import CODE_LENGTHS, Level
from tracker.tallies.rollups import Key

_STREET = CODE_LENGTHS[Level.STREET]


def recount() -> Iterator[tuple[Key, int]]:
    """Yield ((area, year, kind of unit, measure), number) for all areas above the branches.

    A key comes as often as there are streets and sets of stars below it: add them up.
    """
    alike = (
        Declaration.objects.unscoped("a recount counts everything")
        .annotate(street=Substr("branch_id", 1, _STREET))
        .order_by()
        .values_list("street", "campaign_id", "unit_kind", "state", "stars")
        .annotate(Count("pk"))
    )
    for street, year, kind, state, stars, number in alike.iterator(chunk_size=2000):
        for measure in measures(state, stars.split(",") if stars else []):
            for area in (*ancestor_codes(street), street):
                yield (area, year, kind, measure), number
