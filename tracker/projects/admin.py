"""Shown in the administration, never changed there: the room's own actions are the only door."""

from __future__ import annotations

from django.contrib import admin

from tracker.history.admin import ReadOnlyAdmin
from tracker.projects.models import Milestone, Payment, Project, Supply

admin.site.register([Milestone, Payment, Project, Supply], ReadOnlyAdmin)
