"""What else a claim can become beside its figure: a target, a record, a finding."""

from __future__ import annotations

from typing import Any

from tracker.access.terms import Permission
from tracker.campaigns.terms import State as Year
from tracker.claims.models import Claim
from tracker.claims.terms import Also
from tracker.figures.terms import Bearing, Metric, Nature, Precision
from tracker.people.permissions import may, may_somewhere
from tracker.places.terms import CODE_LENGTHS, Level
from tracker.ratings.standing.reported import Meant, meant, meant_somewhere


def extras(claim: Claim, user: Any) -> list[Also]:
    """Return what else a person may make of a claim, beside its figure.

    Of one without a place only a record can be promised: whether it is one, the place will tell.
    """
    if claim.campaign is None:
        return []
    if claim.area is None:
        stars = stars_meant(claim, user)
        return [Also.RATING] if stars and stars.certain else []
    if _is_finding(claim):
        return [Also.FINDING] if may(user, Permission.FINDINGS_REPORT, claim.area_id) else []
    if _is_plan(claim):
        return [Also.TARGET] if may(user, Permission.TARGETS_SET, claim.area_id) else []
    stars = stars_meant(claim, user)
    return [Also.RATING] if stars and not stars.against else []


def stars_meant(claim: Claim, user: Any) -> Meant | None:
    """Return for which stars a claim about one branch's level may stand; None for any other."""
    if claim.campaign is None or not _is_rating(claim):
        return None
    if claim.area is None:
        if not may_somewhere(user, Permission.RATINGS_CONFIRM):
            return None
        return meant_somewhere(claim.unit_kind, claim.campaign, claim.level or 0)
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
        and _is_of_a_village(claim)
        and _is_level(claim)
        and claim.value == 1
    )


def _is_of_a_village(claim: Claim) -> bool:
    """Tell whether a claim is about one village or community, or may be as long as it is open."""
    if claim.area is not None:
        return bool(claim.area.level == Level.VILLAGE)
    codes = [one["code"] for one in claim.places]
    return not codes or any(len(code) == CODE_LENGTHS[Level.VILLAGE] for code in codes)


def _is_level(claim: Claim) -> bool:
    """Tell whether a claim states exactly how many villages have, or shall have, a level."""
    exact = claim.precision == Precision.EXACT and claim.value_to is None
    whole = claim.value is not None and claim.value == int(claim.value)
    return claim.metric == Metric.LEVEL_COUNT and bool(claim.level) and exact and whole
