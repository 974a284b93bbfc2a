"""How a county or city counts days, climbs and reads the colours; and its frozen weeks."""

from __future__ import annotations

import json

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.campaigns.models import Campaign
from tracker.campaigns.wording import in_reading_language
from tracker.clocks.deadlines import Clock
from tracker.clocks.querysets import ClockRuleQuerySet, WeeklyCardQuerySet
from tracker.clocks.terms import DEFAULT_LEGEND, Colour, Condition, Counting
from tracker.people.scopes import ScopedManager
from tracker.places.models import Area


def _days(words: object, default: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        words, default=default, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )


class ClockRule(models.Model):
    """The clock of a campaign in a county or city (时限规则), for findings and tasks.

    A county's own goes before its city's. No public source settles any of it (未核实), so
    `source` says where the owner has it from; empty is unverified. `set_rule` writes it;
    last days that were given before stay as they were given.
    """

    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.PROTECT,
        related_name="clock_rules",
        db_index=False,  # `clock_rule_once` serves it
        verbose_name=_("campaign"),
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("county or city")
    )
    counting = models.CharField(
        _("days that count"), max_length=8, choices=Counting, default=Counting.CALENDAR
    )
    feedback_days = _days(_("days until the first feedback"), 3)
    ordinary_days = _days(_("days to solve an ordinary matter"), 7)
    major_months = _days(_("months to solve a major matter"), 1)
    climb_days = _days(_("days on each rung of the ladder"), 3)
    legend = models.CharField(_("meaning of the colours"), max_length=20, default=DEFAULT_LEGEND)
    source = models.CharField(_("source"), max_length=200, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("changed by"),
    )

    everything = models.Manager()
    objects = ScopedManager(ClockRuleQuerySet)

    class Meta:
        verbose_name = _("clock rule")
        verbose_name_plural = _("clock rules")
        ordering = ["-campaign_id", "area", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "area"], name="clock_rule_once"),
            models.CheckConstraint(
                condition=Q(
                    feedback_days__gte=1,
                    ordinary_days__gte=1,
                    major_months__gte=1,
                    climb_days__gte=1,
                ),
                name="clock_rule_runs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.area_id}"

    @property
    def clock(self) -> Clock:
        """The rule as the pure modules take it."""
        return Clock(
            Counting(self.counting),
            self.feedback_days,
            self.ordinary_days,
            self.major_months,
            self.climb_days,
        )


class FrozenWeek(models.Model):
    """A week of a campaign that is over and whose colours were frozen, once."""

    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.PROTECT,
        related_name="frozen_weeks",
        db_index=False,  # `frozen_week_once` serves it
        verbose_name=_("campaign"),
    )
    starts_on = models.DateField(_("week from Monday"))
    frozen_on = models.DateField(_("frozen on"))

    class Meta:
        verbose_name = _("frozen week")
        verbose_name_plural = _("frozen weeks")
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "starts_on"], name="frozen_week_once"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.starts_on}"


class WeeklyCard(models.Model):
    """The colour of a village or street in one week (蓝黄红周亮牌), frozen when it is over.

    `words` are those of the legend as it was then; `counts` holds {condition: number} as
    text. Nothing changes it later. `freeze_weeks` writes it.
    """

    week = models.ForeignKey(
        FrozenWeek,
        on_delete=models.PROTECT,
        related_name="cards",
        db_index=False,  # `weekly_card_once` serves it
        verbose_name=_("week"),
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="weekly_cards", verbose_name=_("area")
    )
    colour = models.CharField(_("colour"), max_length=6, choices=Colour, blank=True, default="")
    condition = models.CharField(_("stands at"), max_length=12, choices=Condition)
    words = models.CharField(_("words"), max_length=60)
    words_en = models.CharField(_("words, in English"), max_length=60, blank=True)
    legend = models.CharField(_("legend"), max_length=20)
    total = models.PositiveIntegerField(_("matters"))
    counts = models.TextField(_("matters by condition"))

    everything = models.Manager()
    objects = ScopedManager(WeeklyCardQuerySet)

    class Meta:
        verbose_name = _("weekly card")
        verbose_name_plural = _("weekly cards")
        ordering = ["-week", "area", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["week", "area"], name="weekly_card_once"),
            models.CheckConstraint(condition=Q(total__gte=1), name="weekly_card_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.week_id}"

    @property
    def said(self) -> str:
        """The words of the legend as it was, in the reader's language."""
        return in_reading_language(self.words, self.words_en)

    @property
    def numbers(self) -> dict[str, int]:
        """{condition: number of matters}."""
        return json.loads(self.counts)
