"""The bulletins that are made of inspections and findings."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.campaigns.models import Campaign
from tracker.inspections.models.papers import person
from tracker.inspections.querysets import (
    BulletinQuerySet,
)
from tracker.inspections.terms import (
    BulletinState,
)
from tracker.people.scopes import ScopedManager
from tracker.places.models import Area


class Bulletin(models.Model):
    """A numbered bulletin of an area and period (督导通报).

    It is composed from inspections and findings; the text may be edited until somebody else
    approves it. From then on text and figures (`figures`, JSON) stay as they were.
    """

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="bulletins", verbose_name=_("campaign")
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="bulletins", verbose_name=_("area")
    )
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=120)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    text = models.TextField(_("text"), max_length=20_000)
    figures = models.TextField(_("figures it was composed from"), default="{}")
    state = models.CharField(
        _("state"), max_length=9, choices=BulletinState, default=BulletinState.DRAFT
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    sha256 = models.CharField(_("digest of what was issued"), max_length=64, blank=True)
    composed_at = models.DateTimeField(_("composed at"), default=timezone.now)
    composed_by = person(_("composed by"))
    # Whoever changed the text last must not approve it either.
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    changed_by = person(_("changed by"))
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_by = person(_("approved by"), null=True, blank=True)

    everything = models.Manager()
    objects = ScopedManager(BulletinQuerySet)

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        ordering = ["-ends_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="bulletin_in_order"
            ),
            models.UniqueConstraint(
                fields=["campaign", "area", "number"], name="bulletin_number_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=BulletinState.ISSUED)
                | Q(number__isnull=False, approved_by__isnull=False, issued_on__isnull=False),
                name="bulletin_issued_has_its_number",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("composed_by")) & ~Q(approved_by=F("changed_by"))),
                name="bulletin_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title
