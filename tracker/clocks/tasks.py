"""What the clock does by itself."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from tracker.clocks.actions import freeze_weeks
from tracker.jobs.registry import task
from tracker.jobs.running import Run
from tracker.jobs.schedules import Daily
from tracker.jobs.wording import say


@task(
    "clocks.freeze_weeks",
    title=gettext_lazy("Freeze the colours of the weeks that are over"),
    schedule=Daily(hour=1),
)
def freeze(run: Run, keys: dict[str, Any]) -> str:
    """Daily: a Monday without the scheduler is made good on the next day it runs."""
    weeks = freeze_weeks(today=timezone.localdate())
    return say(gettext_noop("%(n)s weeks were frozen."), n=len(weeks))
