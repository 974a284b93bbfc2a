"""Rounds of inspection, what each visit found, self-checks of villages, and bulletins."""

from tracker.inspections.models.bulletins import Bulletin
from tracker.inspections.models.own import SelfCheck, SelfCheckDraft
from tracker.inspections.models.visits import (
    Draft,
    Inspection,
    InspectionResult,
    InspectionScore,
    Photo,
    PlannedVisit,
    Round,
)

__all__ = [
    "Bulletin",
    "Draft",
    "Inspection",
    "InspectionResult",
    "InspectionScore",
    "Photo",
    "PlannedVisit",
    "Round",
    "SelfCheck",
    "SelfCheckDraft",
]
