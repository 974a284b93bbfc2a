"""Rounds of inspection, and what each visit found."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.campaigns.models import Campaign, Standard
from tracker.inspections.models.papers import TypedPaper, person
from tracker.inspections.querysets import (
    InspectionQuerySet,
    RoundQuerySet,
)
from tracker.inspections.terms import (
    LONGEST_REASON,
    LONGEST_SEED,
    LONGEST_TEXT,
    RoundState,
    Route,
    State,
)
from tracker.people.scopes import ScopedManager
from tracker.places.models import Area
from tracker.ratings.terms import Result


class Round(models.Model):
    """One round of inspection in an area (督导轮次): when, by whom, along which route.

    `kind` is a key of `data/inspections/kinds.yaml`. A random route keeps its `seed`: with
    it and the codes anybody draws the same units again. `plan_round` writes it.
    """

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("campaign")
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("area")
    )
    kind = models.CharField(_("kind of inspection"), max_length=20)
    title = models.CharField(_("title"), max_length=120)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    route = models.CharField(_("route"), max_length=8, choices=Route, default=Route.OFFICIAL)
    seed = models.CharField(_("published seed"), max_length=LONGEST_SEED, blank=True)
    state = models.CharField(_("state"), max_length=6, choices=RoundState, default=RoundState.OPEN)
    planned_at = models.DateTimeField(_("planned at"), default=timezone.now)
    planned_by = person(_("planned by"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = person(_("closed by"), null=True, blank=True)

    everything = models.Manager()
    objects = ScopedManager(RoundQuerySet)

    class Meta:
        verbose_name = _("round of inspection")
        verbose_name_plural = _("rounds of inspection")
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="round_in_order"),
            models.CheckConstraint(
                condition=~Q(route=Route.RANDOM) | ~Q(seed=""), name="round_draw_has_a_seed"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PlannedVisit(models.Model):
    """One unit that a round is to visit (计划检查), with its place on the route and its inspector.

    `turn` is 2 for a second, independent visit to the same unit. `why_added`: the unit was
    added when the round was under way (增加), by whom and when; it never counts as planned.
    """

    round = models.ForeignKey(
        Round,
        on_delete=models.PROTECT,
        related_name="visits",
        db_index=False,  # `planned_visit_once` serves it
        verbose_name=_("round of inspection"),
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="planned_visits", verbose_name=_("unit")
    )
    turn = models.PositiveSmallIntegerField(_("first or second visit"), default=1)
    position = models.PositiveSmallIntegerField(_("place on the route"))
    inspector = person(_("inspector"))
    why_added = models.CharField(_("why it was added"), max_length=LONGEST_REASON, blank=True)
    added_at = models.DateTimeField(_("added at"), null=True, blank=True)
    added_by = person(_("added by"), null=True, blank=True)

    class Meta:
        verbose_name = _("planned visit")
        verbose_name_plural = _("planned visits")
        ordering = ["round", "turn", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "area", "turn"], name="planned_visit_once"),
            models.UniqueConstraint(
                fields=["round", "area", "inspector"], name="planned_visit_independent"
            ),
            models.CheckConstraint(condition=Q(turn__in=[1, 2]), name="planned_visit_turn"),
            models.CheckConstraint(
                condition=Q(why_added="", added_at__isnull=True, added_by__isnull=True)
                | (~Q(why_added="") & Q(added_at__isnull=False, added_by__isnull=False)),
                name="planned_visit_added_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.area_id}"


class Inspection(models.Model):
    """What one inspector saw at one unit (督导检查): results, points, highlights, next steps.

    As long as it is a draft, what is typed lies in its `Draft`; `submit` makes it facts.
    No place of the inspector is ever taken.
    """

    visit = models.OneToOneField(
        PlannedVisit,
        on_delete=models.PROTECT,
        related_name="inspection",
        verbose_name=_("planned visit"),
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="inspections", verbose_name=_("campaign")
    )
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        related_name="inspections",
        db_index=False,  # `inspection_area` serves it
        verbose_name=_("unit"),
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    inspected_on = models.DateField(_("inspected on"))
    highlights = models.TextField(_("highlights"), max_length=LONGEST_TEXT, blank=True)
    next_steps = models.TextField(_("next steps"), max_length=LONGEST_TEXT, blank=True)
    begun_at = models.DateTimeField(_("begun at"), default=timezone.now)
    begun_by = person(_("begun by"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = person(_("submitted by"), null=True, blank=True)

    everything = models.Manager()
    objects = ScopedManager(InspectionQuerySet)

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        ordering = ["-inspected_on", "area", "pk"]
        indexes = [models.Index(fields=["area", "campaign"], name="inspection_area")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.SUBMITTED)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="inspection_submitted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.inspected_on}"


class Draft(TypedPaper):
    """What an inspector has typed so far: a working paper that nobody else reads (草稿)."""

    inspection = models.OneToOneField(
        Inspection,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="draft",
        verbose_name=_("inspection"),
    )

    class Meta:
        verbose_name = _("draft of an inspection")
        verbose_name_plural = _("drafts of inspections")
        ordering = ["inspection"]

    def __str__(self) -> str:
        return f"{self.inspection_id}.{self.version}"


class InspectionResult(models.Model):
    """How an inspector found one standard met (检查结果); it suggests a star, never decides it."""

    inspection = models.ForeignKey(
        Inspection,
        on_delete=models.PROTECT,
        related_name="results",
        db_index=False,
        verbose_name=_("inspection"),
    )
    standard = models.ForeignKey(
        Standard, on_delete=models.PROTECT, related_name="inspected", verbose_name=_("standard")
    )
    result = models.CharField(_("result"), max_length=9, choices=Result)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("result of an inspection")
        verbose_name_plural = _("results of inspections")
        ordering = ["inspection", "standard__number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "standard"], name="inspection_result_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard_id}: {self.get_result_display()}"


class InspectionScore(models.Model):
    """Points in one dimension (检查评分), out of the most that the kind gave then."""

    inspection = models.ForeignKey(
        Inspection,
        on_delete=models.PROTECT,
        related_name="scores",
        db_index=False,
        verbose_name=_("inspection"),
    )
    dimension = models.CharField(_("dimension"), max_length=20)
    points = models.PositiveSmallIntegerField(_("points"))
    most = models.PositiveSmallIntegerField(_("of at most"))

    class Meta:
        verbose_name = _("score of an inspection")
        verbose_name_plural = _("scores of inspections")
        ordering = ["inspection", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "dimension"], name="inspection_score_once"
            ),
            models.CheckConstraint(
                condition=Q(points__lte=F("most")), name="inspection_score_most"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dimension}: {self.points}/{self.most}"


class Photo(models.Model):
    """A picture that somebody chose to add (照片): encoded anew, without place or device.

    The file lies under the site's own directory and is served to staff within their rights.
    """

    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, related_name="photos", verbose_name=_("inspection")
    )
    file = models.CharField(_("file"), max_length=80, unique=True)
    caption = models.CharField(_("caption"), max_length=120, blank=True)
    sha256 = models.CharField(_("digest"), max_length=64)
    added_at = models.DateTimeField(_("added at"), default=timezone.now)
    added_by = person(_("added by"))

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["inspection", "pk"]

    def __str__(self) -> str:
        return self.caption or self.file
