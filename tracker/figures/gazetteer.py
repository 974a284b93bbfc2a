"""What the area tree counts, as plain values for the arithmetic."""

from __future__ import annotations

from collections.abc import Collection

from tracker.figures.checks.arithmetic import UnitCounts
from tracker.places.models import Area
from tracker.places.terms import CODE_LENGTHS, AreaKind, Level


def unit_counts(codes: Collection[str]) -> dict[str, UnitCounts]:
    """Return the units of today's tree for each area; unknown codes are left out."""
    return {
        area.code: UnitCounts(area.rural_units, area.urban_units, _streets(area.code))
        for area in Area.objects.filter(pk__in=codes)
    }


def _streets(code: str) -> int:
    """Count the streets, towns and townships below, without farms and zones."""
    if len(code) >= CODE_LENGTHS[Level.STREET]:
        return 0
    streets = Area.objects.current().under(code).filter(level=Level.STREET)
    return streets.exclude(kind=AreaKind.EXCLUDED).count()
