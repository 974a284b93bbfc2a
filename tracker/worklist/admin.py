"""Shown in the administration, never changed there: the room's own actions are the only door."""

from __future__ import annotations

from django.contrib import admin

from tracker.history.admin import ReadOnlyAdmin
from tracker.worklist.models import Meeting, Rhythm, WorkItem, WorkStep

admin.site.register([Meeting, Rhythm, WorkItem, WorkStep], ReadOnlyAdmin)
