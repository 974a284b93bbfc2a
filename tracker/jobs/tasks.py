"""The room's own upkeep."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy, gettext_noop

from tracker.jobs.models import Job
from tracker.jobs.registry import task
from tracker.jobs.running import Run
from tracker.jobs.schedules import Daily
from tracker.jobs.terms import State
from tracker.jobs.wording import say

# Of work that a schedule asked for. A person's own jobs stay: their keys keep a form
# that is sent once more from being done once more.
KEPT_DAYS = 30


@task(
    "jobs.clear_old",
    title=gettext_lazy("Remove old entries of scheduled work"),
    schedule=Daily(hour=4),
)
def clear_old(run: Run, keys: dict[str, Any]) -> str:
    """Remove finished jobs of schedules; what failed stays to be looked at."""
    old = Job.objects.of_nobody().ended_before(KEPT_DAYS).filter(state=State.DONE)
    count, _models = old.delete()
    return say(gettext_noop("%(n)s entries of scheduled work were removed."), n=count)
