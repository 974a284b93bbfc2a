"""How far one's own background work is."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.handling import Endpoint
from tracker.api.schema import ALWAYS, refusals
from tracker.api.serializers.work import JobRow
from tracker.jobs.models import Job
from tracker.jobs.pulse import pulse
from tracker.people.permissions import visible_or_404


class JobPoint(Endpoint):
    @extend_schema(
        operation_id="job_read",
        summary=gettext_lazy("One job, with its progress now"),
        tags=[gettext_lazy("Background work")],
        responses={200: JobRow, **refusals(*ALWAYS, "not-found")},
    )
    def get(self, request: Request, pk: int) -> HttpResponse:
        job = visible_or_404(Job.objects.asked_by(request.user), pk=pk)
        progress = pulse().progress_of(job)
        # While it runs, its heart knows more than its row.
        job.done, job.total, job.message = progress.done, progress.total, progress.message
        return Response(JobRow(job).data)
