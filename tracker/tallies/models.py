"""Counts over the branches below an area, kept so that no page has to count them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.campaigns.models import Campaign
from tracker.places.models import Area
from tracker.places.terms import UnitKind
from tracker.tallies.querysets import TallyQuerySet


class Tally(models.Model):
    """How many branches below an area are what `measure` says, in one campaign.

    Areas from the street up have tallies; of one branch its own rows tell. The
    rooms that own the branches' rows say what a measure is and `shift` it in the
    transaction of the change; `verify_tallies` counts again.
    """

    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("area")
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("campaign"),
    )
    unit_kind = models.CharField(_("kind of unit"), max_length=5, choices=UnitKind)
    measure = models.CharField(_("measure"), max_length=40)
    number = models.IntegerField(_("number of branches"), default=0)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        ordering = ["campaign", "area", "unit_kind", "measure", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "campaign", "unit_kind", "measure"], name="tally_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=0), name="tally_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.area_id} {self.unit_kind} {self.measure}: {self.number}"
