"""Shown in the administration, never changed there: the room's own actions are the only door."""

from __future__ import annotations

from django.contrib import admin

from tracker.contacts.models import HelpCount, Tie, Training, Visit, WeakBranch
from tracker.history.admin import ReadOnlyAdmin

admin.site.register([HelpCount, Tie, Training, Visit, WeakBranch], ReadOnlyAdmin)
