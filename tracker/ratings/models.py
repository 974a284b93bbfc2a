"""The rating of a branch in a campaign, star by star, with what each decision rested on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.campaigns.models import Campaign, Standard, Star
from tracker.figures.models import ReportedFigure
from tracker.people.scopes import ScopedManager
from tracker.places.models import Branch
from tracker.places.terms import UnitKind
from tracker.ratings.querysets import RatingQuerySet, StarRatingQuerySet
from tracker.ratings.terms import Proposal, Result, State, Verb

LONGEST_REASON = 500


class Rating(models.Model):
    """One branch in one campaign (评定); it has a `StarRating` for each star of its scheme.

    It begins when the branch's declaration is confirmed, or when a person accepts
    what a paper states (`source`). `level` counts the stars confirmed so far,
    `awarded_level` those that are public. Only the actions of this room write it.
    """

    branch = models.ForeignKey(
        Branch,
        on_delete=models.PROTECT,
        related_name="ratings",
        db_index=False,  # `rating_once` serves it
        verbose_name=_("branch"),
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.PROTECT,
        related_name="ratings",
        db_index=False,
        verbose_name=_("campaign"),
    )
    # As it was when the rating began: a later correction of the branch shows as drift.
    unit_kind = models.CharField(_("kind of unit"), max_length=5, choices=UnitKind)
    level = models.PositiveSmallIntegerField(_("level confirmed"), default=0)
    awarded_level = models.PositiveSmallIntegerField(_("level awarded"), default=0)
    source = models.ForeignKey(
        ReportedFigure,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ratings",
        verbose_name=_("accepted from the figure"),
    )
    opened_at = models.DateTimeField(_("opened at"), default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("opened by"),
    )

    everything = models.Manager()
    objects = ScopedManager(RatingQuerySet)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["-campaign_id", "branch", "pk"]
        indexes = [
            models.Index(fields=["campaign", "branch"], name="rating_campaign"),
            models.Index(fields=["campaign", "level", "branch"], name="rating_level"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["branch", "campaign"], name="rating_once"),
            models.CheckConstraint(condition=Q(level__lte=5), name="rating_level_to_five"),
            models.CheckConstraint(
                condition=Q(awarded_level__lte=F("level")), name="rating_awarded_is_confirmed"
            ),
            models.CheckConstraint(
                condition=Q(unit_kind__in=["rural", "urban"]), name="rating_kind_is_rated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.branch_id}"


class StarRating(models.Model):
    """One star of one rating, with its own state.

    `version` grows with every step: whoever sends an older one was overtaken.
    `entered_by` is who submitted it in this round, `confirmed_by` who confirmed it;
    the database itself refuses that they are one.
    """

    rating = models.ForeignKey(
        Rating,
        on_delete=models.PROTECT,
        related_name="stars",
        db_index=False,  # `star_rating_once` serves it
        verbose_name=_("rating"),
    )
    # No index on star or state: stars are looked for below an area, so the ratings of its
    # codes come first. With one, the database would walk all stars of a nation instead.
    star = models.ForeignKey(
        Star,
        on_delete=models.PROTECT,
        related_name="ratings",
        db_index=False,
        verbose_name=_("star"),
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.NOT_DECLARED)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    version = models.PositiveIntegerField(_("version"), default=1)
    # Standards suggest it, a person states it; grids and spreadsheets carry it.
    proposal = models.CharField(
        _("statement of the street"),
        max_length=7,
        choices=Proposal,
        blank=True,
        default=Proposal.NONE,
    )
    # Who gave it, or took it back: they have a hand in the star and do not approve it.
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("statement given by"),
    )
    reason = models.CharField(_("reason given last"), max_length=LONGEST_REASON, blank=True)
    notice_ends_on = models.DateField(_("last day of the notice"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("changed by"),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("entered by"),
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("confirmed by"),
    )

    everything = models.Manager()
    objects = ScopedManager(StarRatingQuerySet)

    class Meta:
        verbose_name = _("rating of a star")
        verbose_name_plural = _("ratings of stars")
        ordering = ["rating", "star__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rating", "star"], name="star_rating_once"),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="star_rating_state_known"
            ),
            models.CheckConstraint(
                condition=(
                    Q(confirmed_by__isnull=True)
                    | Q(entered_by__isnull=True)
                    | ~Q(confirmed_by=F("entered_by"))
                ),
                name="star_rating_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=(
                    ~Q(state__in=[State.CONFIRMED, State.ON_NOTICE, State.AWARDED])
                    | Q(confirmed_by__isnull=False)
                ),
                name="star_rating_held_is_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating_id} {self.star_id} {self.state}"


class StandardResult(models.Model):
    """How one standard of a star is met (逐项结果). It suggests a star and never decides it."""

    star_rating = models.ForeignKey(
        StarRating,
        on_delete=models.PROTECT,
        related_name="results",
        db_index=False,  # `standard_result_once` serves it
        verbose_name=_("rating of a star"),
    )
    standard = models.ForeignKey(
        Standard, on_delete=models.PROTECT, related_name="results", verbose_name=_("standard")
    )
    result = models.CharField(_("result"), max_length=9, choices=Result, default=Result.NOT_CHECKED)
    note = models.CharField(_("note"), max_length=200, blank=True)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("changed by"),
    )

    class Meta:
        verbose_name = _("result of a standard")
        verbose_name_plural = _("results of standards")
        ordering = ["star_rating", "standard__number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["star_rating", "standard"], name="standard_result_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard_id}: {self.get_result_display()}"


class RatingStep(models.Model):
    """One thing done to one star, by whom and why."""

    star_rating = models.ForeignKey(
        StarRating,
        on_delete=models.PROTECT,
        related_name="steps",
        db_index=False,  # `rating_step_once` serves it
        verbose_name=_("rating of a star"),
    )
    version = models.PositiveIntegerField(_("version"))
    round = models.PositiveSmallIntegerField(_("round"))
    verb = models.CharField(_("what was done"), max_length=9, choices=Verb)
    source = models.CharField(_("state before"), max_length=12, choices=State)
    target = models.CharField(_("state after"), max_length=12, choices=State)
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
        verbose_name = _("step of a rating")
        verbose_name_plural = _("steps of ratings")
        ordering = ["star_rating", "version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["star_rating", "version"], name="rating_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.star_rating_id}.{self.version} {self.verb}"


class Seal(models.Model):
    """What one decision rested on, kept as it was (定星依据).

    `inputs` is canonical JSON, {name of the input: its value then}; `digest` proves
    it. Compared with today's inputs it shows what changed since.
    """

    star_rating = models.ForeignKey(
        StarRating,
        on_delete=models.PROTECT,
        related_name="seals",
        db_index=False,  # `seal_once` serves it
        verbose_name=_("rating of a star"),
    )
    version = models.PositiveIntegerField(_("version of the star that was decided"))
    inputs = models.TextField(_("what it rested on"))
    digest = models.CharField(_("digest"), max_length=64)
    sealed_at = models.DateTimeField(_("sealed at"), default=timezone.now)
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("sealed by"),
    )

    class Meta:
        verbose_name = _("seal of a decision")
        verbose_name_plural = _("seals of decisions")
        ordering = ["star_rating", "-version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["star_rating", "version"], name="seal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.star_rating_id}.{self.version}"
