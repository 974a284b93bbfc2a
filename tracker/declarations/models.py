"""What branches aim at, and what is planned for an area."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.campaigns.models import Campaign
from tracker.declarations.querysets import DeclarationQuerySet, TargetQuerySet
from tracker.declarations.terms import State, Verb
from tracker.people.scopes import ScopedManager
from tracker.places.models import Area, Branch
from tracker.places.terms import UnitKind

LONGEST_REASON = 500


class Declaration(models.Model):
    """The stars that a branch aims at in one campaign (申报).

    `stars` holds their keys in the order of the scheme, separated by commas;
    `level` is what they make. `version` grows with every change, `round` with every
    new submission. `move` and `fill_in` write it, nothing else.
    """

    branch = models.ForeignKey(
        Branch,
        on_delete=models.PROTECT,
        related_name="declarations",
        db_index=False,  # `declaration_once` serves it
        verbose_name=_("branch"),
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.PROTECT,
        related_name="declarations",
        db_index=False,
        verbose_name=_("campaign"),
    )
    # As it was when the declaration was filled in: a later correction of the branch shows.
    unit_kind = models.CharField(_("kind of unit"), max_length=5, choices=UnitKind)
    stars = models.CharField(_("stars aimed at"), max_length=80, blank=True)
    level = models.PositiveSmallIntegerField(_("level aimed at"), default=0)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    version = models.PositiveIntegerField(_("version"), default=1)
    reason = models.CharField(_("reason of the return"), max_length=LONGEST_REASON, blank=True)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("changed by"),
    )

    everything = models.Manager()
    objects = ScopedManager(DeclarationQuerySet)

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        ordering = ["-campaign_id", "branch", "pk"]
        indexes = [
            models.Index(fields=["campaign", "state", "branch"], name="declaration_state"),
            models.Index(fields=["campaign", "branch"], name="declaration_campaign"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["branch", "campaign"], name="declaration_once"),
            models.CheckConstraint(condition=Q(level__lte=5), name="declaration_level_to_five"),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="declaration_state_known"
            ),
            models.CheckConstraint(
                condition=Q(unit_kind__in=["rural", "urban"]), name="declaration_kind_is_rated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.branch_id}"

    @property
    def kind_of_scheme(self) -> str:
        """The kind of unit by whose scheme it is filled in; the branch must be loaded.

        Today's kind of the branch, until it is confirmed for the first time: from then on
        stars are rated, and a branch keeps its scheme to the end of the year.
        """
        own, today = self.unit_kind, self.branch.unit_kind
        if own == today or self.steps.filter(verb=Verb.CONFIRM).exists():
            return str(own)
        return str(today)

    @property
    def star_keys(self) -> list[str]:
        return self.stars.split(",") if self.stars else []


class DeclarationStep(models.Model):
    """One thing done to a declaration, by whom and why."""

    declaration = models.ForeignKey(
        Declaration,
        on_delete=models.PROTECT,
        related_name="steps",
        db_index=False,  # `declaration_step_once` serves it
        verbose_name=_("declaration"),
    )
    version = models.PositiveIntegerField(_("version"))
    round = models.PositiveSmallIntegerField(_("round"))
    verb = models.CharField(_("what was done"), max_length=8, choices=Verb)
    source = models.CharField(_("state before"), max_length=9, choices=State)
    target = models.CharField(_("state after"), max_length=9, choices=State)
    stars = models.CharField(_("stars aimed at"), max_length=80, blank=True)
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON, blank=True)
    done_at = models.DateTimeField(_("done at"), default=timezone.now)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("done by"),
    )

    class Meta:
        verbose_name = _("step of a declaration")
        verbose_name_plural = _("steps of declarations")
        ordering = ["declaration", "version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "version"], name="declaration_step_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.declaration_id}.{self.version} {self.verb}"


class Target(models.Model):
    """How many branches of a level an area plans to bring forward in a campaign (规划).

    `unit_kind` is empty where a plan does not tell villages from communities. A plan
    for each township (每个乡镇1个五星、4个四星) is one row for each of them.
    `set_targets` writes it.
    """

    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="targets", verbose_name=_("area")
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="targets", verbose_name=_("campaign")
    )
    unit_kind = models.CharField(
        _("kind of unit"), max_length=5, choices=UnitKind, blank=True, default=""
    )
    level = models.PositiveSmallIntegerField(_("level aimed at"))
    number = models.PositiveIntegerField(_("number of branches"))
    version = models.PositiveIntegerField(_("version"), default=1)
    source = models.CharField(_("source"), max_length=200, blank=True)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("changed by"),
    )

    everything = models.Manager()
    objects = ScopedManager(TargetQuerySet)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["-campaign_id", "area", "-level", "unit_kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "campaign", "unit_kind", "level"], name="target_once"
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=5), name="target_level_one_to_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.area_id} {self.level}: {self.number}"
