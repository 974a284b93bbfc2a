"""Shown in the administration, never changed there: the room's own actions are the only door."""

from __future__ import annotations

from django.contrib import admin

from tracker.clocks.models import ClockRule, FrozenWeek, WeeklyCard
from tracker.history.admin import ReadOnlyAdmin

admin.site.register([ClockRule, FrozenWeek, WeeklyCard], ReadOnlyAdmin)
