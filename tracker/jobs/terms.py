"""Words and limits of jobs."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a job has come. An ended one changes only when it is begun anew."""

    WAITING = "waiting", _("Waiting")
    HANDED_ON = "handed_on", _("Handed on to a worker")
    RUNNING = "running", _("Being done")
    DONE = "done", _("Finished")
    FAILED = "failed", _("Not completed")
    CANCELLED = "cancelled", _("Cancelled")


READY = (State.WAITING, State.HANDED_ON)
OPEN = (*READY, State.RUNNING)
ENDED = (State.DONE, State.FAILED, State.CANCELLED)

# A job that was broken off this often is itself the reason. High, because a process
# that is killed says nothing about the job it was doing.
MOST_ATTEMPTS = 50
# From this attempt on each further one waits.
PATIENT_ATTEMPTS = 5
LONGEST_WAIT = 60  # seconds between two attempts
LONGEST_RUN = 3600  # seconds for one attempt, unless the task says otherwise
LONGEST_ARGUMENTS = 4000  # characters: a job is given keys of rows, never the rows
