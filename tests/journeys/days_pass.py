"""Let nine days pass for findings, with the scheduler down, and then let the clock do its work.

Run by `installation` on the machine. Whatever happened so far is moved nine days into the
past: to the site it is the same as if nine days had gone by.
"""

import datetime as dt
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.db.models import F  # noqa: E402
from django.utils import timezone  # noqa: E402

from tracker.clocks.actions import freeze_weeks  # noqa: E402
from tracker.findings.actions import climb  # noqa: E402
from tracker.findings.models import Finding, FindingStep  # noqa: E402
from tracker.history.origin import coming_from  # noqa: E402

DAYS = dt.timedelta(days=9)
OF_FINDINGS = (
    *("found_on", "due_on", "assigned_on", "feedback_on", "rectified_on", "closed_on"),
    *("reported_at", "changed_at"),
)

if __name__ == "__main__":
    Finding.everything.update(**{name: F(name) - DAYS for name in OF_FINDINGS})
    FindingStep.objects.update(due_on=F("due_on") - DAYS, done_on=F("done_on") - DAYS)
    today = timezone.localdate()
    with coming_from("job of a journey"):
        climb(today=today)
        freeze_weeks(today=today)
