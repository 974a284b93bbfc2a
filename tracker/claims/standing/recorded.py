"""What the records of this site hold of the thing a claim speaks of: public numbers only."""

from __future__ import annotations

from tracker.claims.models import Claim
from tracker.figures.terms import Metric, Nature
from tracker.places.terms import Level
from tracker.tallies.models import Tally


def recorded_number(claim: Claim) -> int | None:
    """Return how many branches are on record; None where there is no record to compare with.

    Only a street or a larger area with at least one awarded star in that year has one: an empty
    record says that nobody entered anything, not that there was nothing.
    """
    if claim.area is None or not claim.campaign_id or claim.nature != Nature.REPORTED:
        return None
    if claim.area.level == Level.VILLAGE:
        return None
    if claim.metric == Metric.LEVEL_COUNT and claim.level:
        measure = f"awarded.level.{claim.level}"
    elif claim.metric == Metric.STAR_COUNT and claim.star:
        measure = f"star.{claim.star}.awarded"
    else:
        return None
    kind = claim.unit_kind if claim.unit_kind in ("rural", "urban") else ""
    held = Tally.objects.of(claim.campaign_id, [claim.area_id]).numbers(kind)
    numbers = held.get(claim.area_id or "", {})
    awarded = sum(number for name, number in numbers.items() if name.startswith("awarded.level."))
    return numbers.get(measure, 0) if awarded else None
