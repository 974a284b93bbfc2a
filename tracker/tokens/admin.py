"""Shown in the administration, never changed there: the room's own actions are the only door."""

from __future__ import annotations

from django.contrib import admin

from tracker.history.admin import ReadOnlyAdmin
from tracker.tokens.models import Token

admin.site.register([Token], ReadOnlyAdmin)
