"""Shown in the administration, never changed there: the room's own actions are the only door."""

from __future__ import annotations

from django.contrib import admin

from tracker.claims.models import AliasProposal, Claim, DeliveredFile, Delivery, Reading
from tracker.history.admin import ReadOnlyAdmin

admin.site.register([AliasProposal, Claim, Delivery, Reading], ReadOnlyAdmin)


@admin.register(DeliveredFile)
class DeliveredFileAdmin(ReadOnlyAdmin):
    """What became of a text; its contents are not shown."""

    exclude = ("content",)
