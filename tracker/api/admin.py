"""Shown in the administration, never changed there."""

from __future__ import annotations

from django.contrib import admin

from tracker.api.models import KeptAnswer
from tracker.history.admin import ReadOnlyAdmin

admin.site.register([KeptAnswer], ReadOnlyAdmin)
