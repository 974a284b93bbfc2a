"""Jobs and the log."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker.api.serializers.members import Row
from tracker.history.models import Event
from tracker.jobs.models import Job
from tracker.jobs.wording import shown


class JobRow(Row):
    """Background work that the person asked for."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    title = serializers.CharField()
    state = serializers.CharField()
    asked_at = serializers.DateTimeField()
    begun_at = serializers.DateTimeField(source="started", allow_null=True)
    ended_at = serializers.DateTimeField(source="finished", allow_null=True)
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    message = serializers.SerializerMethodField()
    outcome = serializers.SerializerMethodField()

    def get_message(self, job: Job) -> str:
        return shown(job.message)

    def get_outcome(self, job: Job) -> str:
        return shown(job.outcome)


_KEPT = {"type": "object", "additionalProperties": True}


class EventRow(Row):
    """One change as the log keeps it, with its place in the chain."""

    sequence = serializers.IntegerField()
    at = serializers.DateTimeField()
    actor = serializers.IntegerField(source="actor_id", allow_null=True)
    actor_name = serializers.CharField()
    origin = serializers.CharField()
    request = serializers.CharField(source="request_id")
    action = serializers.CharField()
    object_type = serializers.CharField()
    object_key = serializers.CharField()
    object_name = serializers.CharField()
    area = serializers.CharField(source="area_code")
    before = serializers.SerializerMethodField()
    after = serializers.SerializerMethodField()
    reason = serializers.CharField()
    previous = serializers.CharField()
    digest = serializers.CharField()

    @extend_schema_field(_KEPT)
    def get_before(self, event: Event) -> dict[str, Any]:
        return event.old

    @extend_schema_field(_KEPT)
    def get_after(self, event: Event) -> dict[str, Any]:
        return event.new
