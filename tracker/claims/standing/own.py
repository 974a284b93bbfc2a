"""Which figures stand at the places of claims already, and say the same."""

from __future__ import annotations

from collections.abc import Collection

from tracker.claims.comparing import is_own
from tracker.claims.models import Claim
from tracker.figures.models import ReportedFigure


def own_figures(claims: Collection[Claim]) -> dict[int, ReportedFigure]:
    """Return {claim: the figure at its place that says the same}; one query for all."""
    if not claims:
        return {}
    near = ReportedFigure.objects.filter(
        article__page__in={claim.page_id for claim in claims},
        start__lt=max(claim.end for claim in claims),
        end__gt=min(claim.start for claim in claims),
    )
    figures = list(near.select_related("area", "article").order_by("key"))
    found = {}
    for claim in claims:
        on_page = (one for one in figures if one.article.page_id == claim.page_id)
        if own := next((one for one in on_page if is_own(claim, one)), None):
            found[claim.pk] = own
    return found
