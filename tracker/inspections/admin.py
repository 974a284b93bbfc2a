"""Shown in the administration, never changed there: the room's own actions are the only door."""

from __future__ import annotations

from django.contrib import admin

from tracker.history.admin import ReadOnlyAdmin
from tracker.inspections.models import (
    Bulletin,
    Draft,
    Inspection,
    InspectionResult,
    InspectionScore,
    Photo,
    PlannedVisit,
    Round,
    SelfCheck,
    SelfCheckDraft,
)

admin.site.register(
    [
        *(Round, PlannedVisit, Inspection, InspectionResult, InspectionScore, Photo),
        *(SelfCheck, Bulletin),
    ],
    ReadOnlyAdmin,
)


@admin.register(Draft, SelfCheckDraft)
class DraftAdmin(ReadOnlyAdmin):
    """That there is a draft, never what is typed: nobody else reads a working paper."""

    exclude = ("typed",)
