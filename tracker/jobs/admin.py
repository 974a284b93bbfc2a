"""Jobs in the administration: shown, also those that a schedule asked for; never edited."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from tracker.jobs.models import Job


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):
    list_display = ("pk", "kind", "state", "asked_by", "asked_at", "attempts", "finished_at")
    list_filter = ("state", "kind")
    search_fields = ("kind", "key")
    list_select_related = ("asked_by",)

    @admin.display(description=gettext_lazy("Finished at"), ordering="finished")
    def finished_at(self, job: Job) -> dt.datetime | None:
        return job.finished

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
