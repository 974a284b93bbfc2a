"""Shown in the administration, never changed there: the room's own actions are the only door."""

from __future__ import annotations

from django.contrib import admin

from tracker.changesets.models import Changeset, ChangesetPart, ChangesetRow
from tracker.history.admin import ReadOnlyAdmin

admin.site.register([Changeset, ChangesetRow, ChangesetPart], ReadOnlyAdmin)
