"""What villages need and departments can give (供给侧、需求侧), and what comes of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import StarKey
from tracker.history.models import Changed
from tracker.people.scopes import ScopedManager
from tracker.places.models import Area
from tracker.projects.querysets import PartQuerySet, ProjectQuerySet, SupplyQuerySet
from tracker.projects.terms import State

LONGEST_TITLE, LONGEST_TEXT, LONGEST_POST = 120, 1000, 80


class Supply(Changed):
    """Something that a department can give (供给侧): money, works, advice.

    Its area keeps it; every place below is offered it, and is matched with it by who confirms
    the projects there. `offer` and `change_offer` write it.
    """

    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.PROTECT,
        related_name="supplies",
        db_index=False,
        verbose_name=_("campaign"),
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="supplies", verbose_name=_("area")
    )
    star = models.CharField(_("star"), max_length=12, choices=StarKey, blank=True, default="")
    title = models.CharField(_("what is offered"), max_length=LONGEST_TITLE)
    detail = models.TextField(_("conditions"), max_length=LONGEST_TEXT, blank=True, default="")
    department = models.CharField(_("department"), max_length=LONGEST_POST)
    amount = models.DecimalField(
        _("money, yuan"), max_digits=16, decimal_places=2, null=True, blank=True
    )

    everything = models.Manager()
    objects = ScopedManager(SupplyQuerySet)

    class Meta:
        verbose_name = _("supply")
        verbose_name_plural = _("supplies")
        ordering = ["-campaign_id", "area", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0), name="supply_amount_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Project(Changed):
    """A project that a village, street or county needs (需求侧), from the proposal to its end.

    Money in yuan. Income is that of the village's collective in a year, never of a
    household. `propose`, `change_project`, `move_project` and `match` write it.
    """

    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.PROTECT,
        related_name="projects",
        db_index=False,
        verbose_name=_("campaign"),
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="projects", verbose_name=_("area")
    )
    star = models.CharField(_("star"), max_length=12, choices=StarKey, blank=True, default="")
    title = models.CharField(_("project title"), max_length=LONGEST_TITLE)
    detail = models.TextField(
        _("contents and extent"), max_length=LONGEST_TEXT, blank=True, default=""
    )
    responsible = models.CharField(_("responsible post or department"), max_length=LONGEST_POST)
    planned = models.DecimalField(
        _("money planned, yuan"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    income_planned = models.DecimalField(
        _("income expected a year, yuan"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    income_reached = models.DecimalField(
        _("income reached a year, yuan"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    supply = models.ForeignKey(
        Supply,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("supply"),
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PROPOSED)
    result = models.TextField(_("result"), max_length=LONGEST_TEXT, blank=True, default="")
    reason = models.CharField(_("reason of the return"), max_length=500, blank=True, default="")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("last proposed or reported by"),
    )

    everything = models.Manager()
    objects = ScopedManager(ProjectQuerySet)

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["-campaign_id", "area", "pk"]
        indexes = [
            models.Index(fields=["campaign", "state", "area"], name="project_state"),
            models.Index(fields=["campaign", "star", "area"], name="project_star"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="project_state_known"),
            models.CheckConstraint(
                condition=Q(planned__isnull=True) | Q(planned__gt=0), name="project_money_positive"
            ),
            models.CheckConstraint(
                condition=~Q(state="matched") | Q(supply__isnull=False),
                name="project_matched_has_a_supply",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Milestone(Changed):
    """One step on a project's way, with the day it is planned for and the day it was reached."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="milestones", verbose_name=_("project")
    )
    title = models.CharField(_("step"), max_length=80)
    due_on = models.DateField(_("planned for"))
    reached_on = models.DateField(_("reached on"), null=True, blank=True)

    everything = models.Manager()
    objects = ScopedManager(PartQuerySet)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["project", "due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "title"], name="milestone_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Payment(models.Model):
    """Money that came in for a project; a negative one went back. Never changed afterwards."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="payments", verbose_name=_("project")
    )
    amount = models.DecimalField(_("amount, yuan"), max_digits=16, decimal_places=2)
    received_on = models.DateField(_("received on"))
    source = models.CharField(_("from which fund or department"), max_length=120)
    entered_at = models.DateTimeField(_("entered at"), default=timezone.now)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("entered by"),
    )

    everything = models.Manager()
    objects = ScopedManager(PartQuerySet)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["project", "received_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="payment_is_some"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.amount}"
