"""Shown in the administration, never changed there: the room's own actions are the only door."""

from __future__ import annotations

from django.contrib import admin

from tracker.history.admin import ReadOnlyAdmin
from tracker.savedviews.models import SavedView

admin.site.register([SavedView], ReadOnlyAdmin)
