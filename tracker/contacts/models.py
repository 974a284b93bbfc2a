"""Who looks after which branch, what was seen there, and help and training in numbers.

Organisations and their work: posts and departments, never persons; families as counts, never
as names. Nothing here says how often somebody has to come.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.campaigns.models import Campaign
from tracker.contacts.masking import stage_of
from tracker.contacts.querysets import ContactQuerySet, TieQuerySet, WeakBranchQuerySet
from tracker.contacts.terms import Stage, WeakState
from tracker.history.models import Changed
from tracker.people.scopes import ScopedManager
from tracker.places.models import Area

LONGEST_TEXT, LONGEST_POST = 1000, 80


class Tie(Changed):
    """A department, or a post in it, that looks after a branch (包联). `tie`, `untie` write it."""

    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="ties", verbose_name=_("village or community")
    )
    department = models.CharField(_("department"), max_length=LONGEST_POST)
    post = models.CharField(_("post"), max_length=LONGEST_POST, blank=True, default="")
    starts_on = models.DateField(_("first day"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")

    everything = models.Manager()
    objects = ScopedManager(TieQuerySet)

    class Meta:
        verbose_name = _("tie to a branch")
        verbose_name_plural = _("ties to branches")
        ordering = ["area", "department", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "department", "post"],
                condition=Q(ended_on__isnull=True),
                name="tie_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")),
                name="tie_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.post}".strip()


class WeakBranch(Changed):
    """A branch that is marked as weak and lax (软弱涣散), followed until it is rectified.

    Shown to staff alone. `mark` and `move_weak` write it.
    """

    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        related_name="weaknesses",
        verbose_name=_("village or community"),
    )
    state = models.CharField(_("state"), max_length=9, choices=WeakState, default=WeakState.MARKED)
    marked_on = models.DateField(_("marked on"))
    why = models.TextField(_("what is weak"), max_length=LONGEST_TEXT)
    measures = models.TextField(_("measures"), max_length=LONGEST_TEXT, blank=True, default="")
    result = models.TextField(_("result"), max_length=LONGEST_TEXT, blank=True, default="")
    reason = models.CharField(_("reason of the return"), max_length=500, blank=True, default="")
    released_on = models.DateField(_("released on"), null=True, blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("marked by"),
    )
    rectified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("reported by"),
    )

    everything = models.Manager()
    objects = ScopedManager(WeakBranchQuerySet)

    class Meta:
        verbose_name = _("weak and lax branch")
        verbose_name_plural = _("weak and lax branches")
        ordering = ["area", "-marked_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area"], condition=~Q(state="released"), name="weak_branch_once"
            ),
            models.CheckConstraint(
                condition=Q(state="released", released_on__isnull=False)
                | (~Q(state="released") & Q(released_on__isnull=True)),
                name="weak_branch_released_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.marked_on}"


class Visit(Changed):
    """A visit to a branch (走访): who came as what, and what was seen. Issues become findings.

    Nobody is counted by it, and no place or time of day is taken. `visit` writes it.
    """

    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        related_name="visits",
        verbose_name=_("village or community"),
    )
    department = models.CharField(_("department or post"), max_length=LONGEST_POST)
    visited_on = models.DateField(_("visited on"))
    seen = models.TextField(_("what was seen"), max_length=LONGEST_TEXT)
    comes_next = models.TextField(_("next step"), max_length=LONGEST_TEXT, blank=True, default="")

    everything = models.Manager()
    objects = ScopedManager(ContactQuerySet)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-visited_on", "-pk"]
        indexes = [models.Index(fields=["area", "visited_on"], name="visit_area_day")]

    def __str__(self) -> str:
        return f"{self.department} {self.visited_on}"


class HelpCount(Changed):
    """六帮六助 in numbers: families looked after, their problems, how many are solved.

    Counts only; what the six are is not on the public record (未核实). `count_help` writes it.
    """

    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="help_counts", verbose_name=_("area")
    )
    counted_on = models.DateField(_("as of"))
    families = models.PositiveIntegerField(_("families"))
    problems = models.PositiveIntegerField(_("problems"))
    solved = models.PositiveIntegerField(_("problems solved"))

    everything = models.Manager()
    objects = ScopedManager(ContactQuerySet)

    class Meta:
        verbose_name = _("help in numbers")
        verbose_name_plural = _("help in numbers")
        ordering = ["area", "-counted_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "counted_on"], name="help_count_once_a_day"),
            models.CheckConstraint(
                condition=Q(solved__lte=F("problems")), name="help_count_solved_of_problems"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.counted_on}"


class Training(Changed):
    """A training from what is wanted to what came of it: numbers of people, never names.

    `add_training` and `change_training` write it.
    """

    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.PROTECT,
        related_name="trainings",
        db_index=False,
        verbose_name=_("campaign"),
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="trainings", verbose_name=_("area")
    )
    topic = models.CharField(_("topic"), max_length=120)
    audience = models.CharField(_("for whom"), max_length=120)
    wanted = models.PositiveIntegerField(_("how many ask for it"), null=True, blank=True)
    asked_in = models.CharField(_("how that was asked"), max_length=120, blank=True, default="")
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    people = models.PositiveIntegerField(_("people trained"), null=True, blank=True)
    evaluation = models.TextField(_("evaluation"), max_length=LONGEST_TEXT, blank=True, default="")

    everything = models.Manager()
    objects = ScopedManager(ContactQuerySet)

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        ordering = ["-campaign_id", "area", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(held_on__isnull=False),
                name="training_people_when_held",
            ),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def stage(self) -> Stage:
        return stage_of(self.planned_on, self.held_on, self.evaluation)
