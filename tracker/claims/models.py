"""What was given in, how it was read, and what people made of it."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Page
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import StarKey
from tracker.claims.querysets import AliasQuerySet, ClaimQuerySet, DeliveryQuerySet
from tracker.claims.terms import LONGEST_REASON, AliasState, Also, FileState, News, State
from tracker.documents.faults import say
from tracker.figures.models import ReportedFigure
from tracker.figures.terms import Bearing, FigureUnitKind, Metric, Nature, Precision, Unit
from tracker.figures.wording import say_value
from tracker.people.scopes import ScopedManager
from tracker.places.models import Area

_WHO: dict[str, Any] = {
    "to": settings.AUTH_USER_MODEL,
    "on_delete": models.PROTECT,
    "related_name": "+",
    "db_index": False,
}


class Delivery(models.Model):
    """Texts that somebody gave in at once (来稿). A job stores and reads them one by one."""

    received_at = models.DateTimeField(_("received at"), default=timezone.now)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("received by"),
    )

    everything = models.Manager()
    objects = ScopedManager(DeliveryQuerySet)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def job_key(self) -> str:
        return f"claims-delivery-{self.pk}"


class DeliveredFile(models.Model):
    """One text of a delivery, and what became of it.

    `content` is kept until the job has stored or refused it, and no longer.
    """

    delivery = models.ForeignKey(
        Delivery, on_delete=models.PROTECT, related_name="files", verbose_name=_("delivery")
    )
    name = models.CharField(_("file name"), max_length=120, blank=True)
    content = models.BinaryField(_("contents, until they are read"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=FileState, default=FileState.WAITING)
    page = models.ForeignKey(
        Page,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("newspaper page"),
    )
    fault = models.CharField(_("why it was not stored"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("delivered text")
        verbose_name_plural = _("delivered texts")
        ordering = ["delivery", "pk"]

    def __str__(self) -> str:
        return self.name or str(_("pasted text"))

    @property
    def fault_words(self) -> str:
        return say(self.fault) if self.fault else ""


class Reading(models.Model):
    """One reading of a page by one version of the engine (读取), and what it brought."""

    page = models.ForeignKey(
        Page, on_delete=models.PROTECT, related_name="readings", verbose_name=_("newspaper page")
    )
    engine = models.CharField(_("version of the engine"), max_length=16)
    read_at = models.DateTimeField(_("read at"), default=timezone.now)
    read_by = models.ForeignKey(**_WHO, null=True, blank=True, verbose_name=_("asked for by"))
    found = models.PositiveIntegerField(_("claims"), default=0)
    fresh = models.PositiveIntegerField(_("new claims"), default=0)
    changed = models.PositiveIntegerField(_("claims read otherwise"), default=0)
    gone = models.PositiveIntegerField(_("claims no longer read"), default=0)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["page", "pk"]

    def __str__(self) -> str:
        return f"{self.page_id} {self.engine}"


class Claim(models.Model):
    """One statement that the engine read on a page (摘录), and what a person made of it.

    `mark` says at which place which metric was read: a claim keeps it through all readings.
    `as_read` is what the engine said last; the columns hold what a person corrected. A judged
    claim is never changed by a reading: `reread` then holds what the newer engine says instead.
    `figure` is what an accepted claim became, or agrees with (`made_figure` tells which).
    """

    page = models.ForeignKey(
        Page,
        on_delete=models.PROTECT,
        related_name="claims",
        db_index=False,  # `claim_page_start` serves it
        verbose_name=_("newspaper page"),
    )
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="claims", verbose_name=_("article")
    )
    reading = models.ForeignKey(
        Reading, on_delete=models.PROTECT, related_name="claims", verbose_name=_("reading")
    )
    mark = models.CharField(_("place and metric"), max_length=80)
    start = models.PositiveIntegerField(_("first character"))
    end = models.PositiveIntegerField(_("last character, exclusive"))
    sentence_start = models.PositiveIntegerField(_("first character of the sentence"))
    sentence_end = models.PositiveIntegerField(_("last character of the sentence, exclusive"))
    rule = models.CharField(_("rule"), max_length=40)
    confidence = models.PositiveSmallIntegerField(_("confidence in percent"))
    candidates = models.TextField(_("candidates for the place"), default="[]")
    way = models.CharField(_("how the place was found"), max_length=20, blank=True, default="")

    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("area"),
    )
    named_as = models.CharField(_("as named in the article"), max_length=60, blank=True)
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("campaign"),
    )
    unit_kind = models.CharField(
        _("kind of unit"), max_length=5, choices=FigureUnitKind, blank=True, default=""
    )
    nature = models.CharField(_("nature"), max_length=8, choices=Nature)
    bearing = models.CharField(
        _("bearing"), max_length=8, choices=Bearing, default=Bearing.CAMPAIGN
    )
    metric = models.CharField(_("metric"), max_length=24, choices=Metric)
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    star = models.CharField(_("star"), max_length=12, choices=StarKey, blank=True, default="")
    term = models.CharField(_("proper name"), max_length=40, blank=True, default="")
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4, null=True, blank=True)
    value_to = models.DecimalField(
        _("value, upper end"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    unit = models.CharField(_("unit"), max_length=12, choices=Unit, default=Unit.NONE)
    precision = models.CharField(
        _("precision"), max_length=8, choices=Precision, default=Precision.EXACT
    )
    period = models.CharField(_("period"), max_length=10, blank=True, default="")

    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PROPOSED)
    news = models.CharField(_("news"), max_length=7, choices=News, blank=True, default=News.NONE)
    as_read = models.TextField(_("as the engine read it"), default="{}")
    reread = models.TextField(_("as a newer engine reads it"), blank=True, default="")
    version = models.PositiveIntegerField(_("version"), default=1)
    judged_at = models.DateTimeField(_("judged at"), null=True, blank=True)
    judged_by = models.ForeignKey(**_WHO, null=True, blank=True, verbose_name=_("judged by"))
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON, blank=True, default="")
    figure = models.ForeignKey(
        ReportedFigure,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("reported figure"),
    )
    made_figure = models.BooleanField(_("the figure was made of it"), default=False)
    also = models.CharField(
        _("what else was made of it"), max_length=6, choices=Also, blank=True, default=Also.NONE
    )
    target_before = models.CharField(
        _("target before, for taking it back"), max_length=300, blank=True, default=""
    )

    everything = models.Manager()
    objects = ScopedManager(ClaimQuerySet)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["page", "start", "end", "pk"]
        indexes = [models.Index(fields=["page", "start"], name="claim_page_start")]
        constraints = [
            models.UniqueConstraint(fields=["page", "mark"], name="claim_mark_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="claim_span_not_empty"),
            models.CheckConstraint(
                condition=~Q(state=State.ACCEPTED) | Q(figure__isnull=False, area__isnull=False),
                name="claim_accepted_has_figure",
            ),
            models.CheckConstraint(
                condition=(
                    Q(judged_at__isnull=True, judged_by__isnull=True)
                    | Q(judged_at__isnull=False, judged_by__isnull=False)
                ),
                name="claim_judged_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.start + 1}–{self.end}"

    @property
    def said(self) -> str:
        """The value in words; the proper name where there is no number."""
        words = say_value(self.value, self.value_to, self.unit, self.precision, self.metric)
        return words or self.term or str(self.get_metric_display())

    @cached_property
    def places(self) -> list[dict[str, Any]]:
        """The candidates for its place: code, name, reasons; the likeliest first."""
        return list(json.loads(self.candidates))

    @property
    def is_waiting(self) -> bool:
        return self.state == State.PROPOSED


class AliasProposal(models.Model):
    """A name under which an article speaks of a place, for the gazetteer (别名建议).

    A person who says which place a claim means proposes it; whoever keeps the places takes it
    or not. Only then is it a name of the place.
    """

    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="alias_proposals", verbose_name=_("area")
    )
    name = models.CharField(_("name"), max_length=60)
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="+", verbose_name=_("claim")
    )
    state = models.CharField(
        _("state"), max_length=8, choices=AliasState, default=AliasState.WAITING
    )
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    proposed_by = models.ForeignKey(**_WHO, verbose_name=_("proposed by"))
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    reviewed_by = models.ForeignKey(**_WHO, null=True, blank=True, verbose_name=_("reviewed by"))

    everything = models.Manager()
    objects = ScopedManager(AliasQuerySet)

    class Meta:
        verbose_name = _("proposed alias")
        verbose_name_plural = _("proposed aliases")
        ordering = ["area", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="alias_proposed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.area_id}"
