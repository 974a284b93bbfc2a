"""What else a claim can become beside its figure: a target, a record, a finding."""

from __future__ import annotations

from typing import Any

from tracker.access.terms import Permission
from tracker.campaigns.terms import State as Year
from tracker.claims.models import Claim
from tracker.claims.terms import Also
from tracker.figures.terms import Bearing, Metric, Nature, Precision
from tracker.people.permissions import may
from tracker.places.terms import Level
from tracker.ratings.standing.reported import Meant, meant


def extras(claim: Claim, user: Any) -> list[Also]:
    """Return what else a person may make of a claim, beside its figure."""
    if claim.area is None or claim.campaign is None:
        return []
    if _is_finding(claim):
        return [Also.FINDING] if may(user, Permission.FINDINGS_REPORT, claim.area_id) else []
    if _is_plan(claim):
        return [Also.TARGET] if may(user, Permission.TARGETS_SET, claim.area_id) else []
    stars = stars_meant(claim, user)
    return [Also.RATING] if stars and not stars.against else []


def stars_meant(claim: Claim, user: Any) -> Meant | None:
    """Return for which stars a claim about one branch's level may stand; None for any other."""
    if claim.area is None or claim.campaign is None or not _is_rating(claim):
        return None
    if not may(user, Permission.RATINGS_CONFIRM, claim.area_id):
        return None
    return meant(claim.area, claim.unit_kind, claim.campaign, claim.level or 0)


def _is_finding(claim: Claim) -> bool:
    """Tell whether something was found where findings are kept, in a year that runs."""
    return (
        claim.metric == Metric.FINDING_COUNT
        and claim.nature == Nature.REPORTED
        and claim.area.level in (Level.STREET, Level.VILLAGE)
        and claim.campaign.state == Year.RUNNING
    )


def _is_plan(claim: Claim) -> bool:
    is_planned = claim.nature == Nature.PLANNED and claim.area.level != Level.VILLAGE
    return is_planned and _is_level(claim)


def _is_rating(claim: Claim) -> bool:
    """Tell whether a claim says that one branch has reached a level."""
    return (
        claim.nature == Nature.REPORTED
        and claim.bearing == Bearing.CAMPAIGN
        and claim.area.level == Level.VILLAGE
        and _is_level(claim)
        and claim.value == 1
    )


def _is_level(claim: Claim) -> bool:
    """Tell whether a claim states exactly how many villages have, or shall have, a level."""
    exact = claim.precision == Precision.EXACT and claim.value_to is None
    whole = claim.value is not None and claim.value == int(claim.value)
    return claim.metric == Metric.LEVEL_COUNT and bool(claim.level) and exact and whole
