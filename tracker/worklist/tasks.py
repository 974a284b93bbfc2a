"""What the clock does with work under 13710."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from tracker.jobs.registry import task
from tracker.jobs.running import Run
from tracker.jobs.schedules import Daily
from tracker.jobs.wording import say
from tracker.worklist.actions import climb


@task(
    "worklist.climb",
    title=gettext_lazy("Let overdue work under 13710 climb"),
    schedule=Daily(hour=0),
)
def climb_overdue(run: Run, keys: dict[str, Any]) -> str:
    """Daily, soon after midnight; a day without the scheduler is made good on the next one."""
    number = climb(today=timezone.localdate())
    return say(gettext_noop("%(n)s steps up the ladder were written."), n=number)
