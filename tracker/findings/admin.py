"""Shown in the administration, never changed there: the room's own actions are the only door."""

from __future__ import annotations

from django.contrib import admin

from tracker.findings.models import Extension, Finding, FindingStep, Series
from tracker.history.admin import ReadOnlyAdmin

admin.site.register([Finding, FindingStep, Extension, Series], ReadOnlyAdmin)
