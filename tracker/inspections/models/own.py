"""What villages find at themselves."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.campaigns.models import Campaign
from tracker.inspections.models.papers import TypedPaper, person
from tracker.inspections.querysets import (
    SelfCheckQuerySet,
)
from tracker.inspections.terms import (
    LONGEST_TEXT,
)
from tracker.people.scopes import ScopedManager
from tracker.places.models import Area


class SelfCheck(models.Model):
    """What a village found when it checked itself (自查): never an inspector's visit.

    It supports no star and counts in no round. `results` holds, as JSON, the standards with
    their words as they were that day. `record_self_check` writes it.
    """

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="self_checks", verbose_name=_("campaign")
    )
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        related_name="self_checks",
        db_index=False,  # `self_check_once_a_day` serves it
        verbose_name=_("unit"),
    )
    checked_on = models.DateField(_("checked on"))
    results = models.TextField(_("results"), default="[]")
    highlights = models.TextField(_("highlights"), max_length=LONGEST_TEXT, blank=True)
    next_steps = models.TextField(_("next steps"), max_length=LONGEST_TEXT, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    recorded_by = person(_("recorded by"))

    everything = models.Manager()
    objects = ScopedManager(SelfCheckQuerySet)

    class Meta:
        verbose_name = _("self-check")
        verbose_name_plural = _("self-checks")
        ordering = ["-checked_on", "area", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "checked_on"], name="self_check_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.checked_on}"


class SelfCheckDraft(TypedPaper):
    """What somebody of a village has typed of the next self-check; nobody else reads it.

    The row stays when the self-check is recorded, emptied and a version further: a phone that
    still holds words of an older version knows by that they are recorded.
    """

    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # `self_check_draft_once` serves it
        verbose_name=_("unit"),
    )

    class Meta:
        verbose_name = _("draft of a self-check")
        verbose_name_plural = _("drafts of self-checks")
        ordering = ["area", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "saved_by"], name="self_check_draft_once"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id}.{self.version}"
