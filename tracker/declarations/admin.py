"""Shown in the administration, never changed there: the room's own actions are the only door."""

from __future__ import annotations

from django.contrib import admin

from tracker.declarations.models import Declaration, DeclarationStep, Target
from tracker.history.admin import ReadOnlyAdmin

admin.site.register([Declaration, DeclarationStep, Target], ReadOnlyAdmin)
