"""Shown in the administration, never changed there: the room's own actions are the only door."""

from __future__ import annotations

from django.contrib import admin

from tracker.history.admin import ReadOnlyAdmin
from tracker.tallies.models import Tally

admin.site.register([Tally], ReadOnlyAdmin)
