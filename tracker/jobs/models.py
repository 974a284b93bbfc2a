"""The table of jobs: the only thing that must not be lost. Queues and workers may be."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from tracker.jobs.querysets import JobQuerySet
from tracker.jobs.registry import TASKS
from tracker.jobs.terms import ENDED, OPEN, State


class Job(models.Model):
    """Work that a process of its own does later, for one person or by schedule.

    `ask_for` writes it in the transaction of its cause. While it is being done
    it belongs to one `owner` until `lease_until`; whoever lost it can write
    nothing more. `outcome` and `message` are stored sentences (`wording.say`).
    """

    kind = models.CharField(_("kind of work"), max_length=60)
    arguments = models.TextField(_("keys of what it is about"), default="{}", blank=True)
    # The same thing asked for twice is one job.
    key = models.CharField(_("key of the request"), max_length=120, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    # By the database's clock, which is the one that decides whether it has come.
    not_before = models.DateTimeField(_("not before"), db_default=Now())
    handed_on = models.DateTimeField(_("handed on"), null=True, blank=True)
    started = models.DateTimeField(_("begun"), null=True, blank=True)
    finished = models.DateTimeField(_("ended"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    owner = models.CharField(_("process that does it"), max_length=80, blank=True, default="")
    lease_until = models.DateTimeField(_("held until"), null=True, blank=True)
    heartbeat = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    done = models.PositiveBigIntegerField(_("done so far"), default=0)
    total = models.PositiveBigIntegerField(_("to be done"), default=0)
    message = models.TextField(_("what is being done"), blank=True, default="")
    # Where a job of many steps goes on after it was broken off.
    position = models.CharField(_("position"), max_length=200, blank=True, default="")
    stop_wanted = models.BooleanField(_("is to be stopped"), default=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cancelled by"),
    )
    outcome = models.TextField(_("outcome"), blank=True, default="")

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-pk"]
        indexes = [
            # The relay asks every second; finished jobs are many and of no interest to it.
            models.Index(
                fields=["state", "not_before"], name="job_open", condition=Q(state__in=OPEN)
            ),
            models.Index(fields=["asked_by", "id"], name="job_of_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_known_state"),
            models.CheckConstraint(
                condition=(
                    (Q(state=State.RUNNING) & ~Q(owner="") & Q(lease_until__isnull=False))
                    | (~Q(state=State.RUNNING) & Q(owner="") & Q(lease_until__isnull=True))
                ),
                name="job_running_is_held",
            ),
            models.CheckConstraint(
                condition=(
                    (Q(state__in=ENDED) & Q(finished__isnull=False))
                    | (~Q(state__in=ENDED) & Q(finished__isnull=True))
                ),
                name="job_ended_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @cached_property
    def keys(self) -> dict[str, Any]:
        return dict(json.loads(self.arguments))

    @property
    def title(self) -> str:
        """What it is, in words; a kind that this version no longer knows, by its name."""
        known = TASKS.get(self.kind)
        return str(known.title) if known else self.kind

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
