"""What the papers state, each figure with the place it was read at."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.terms import Origin
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import StarKey
from tracker.figures.querysets import CrosscheckQuerySet, FigureQuerySet
from tracker.figures.terms import (
    TOPIC_OF,
    Bearing,
    CheckKind,
    CheckResult,
    ChoiceRule,
    FigureUnitKind,
    GazetteerCount,
    Metric,
    Nature,
    PartRole,
    Precision,
    Topic,
    Unit,
)
from tracker.figures.wording import say_precision, say_value
from tracker.places.models import Area


class ReportedFigure(models.Model):
    """One figure, event or mechanism that an article states about one area.

    `value` is a plain number (money in yuan, shares in percent), empty for
    mechanisms and most events; `value_to` is the upper end of a range. `repeats`
    names the figure that a second printing of the same statement repeats: the
    second one counts nowhere.
    `start`/`end` count characters of the stored page; `sha256` is the digest of
    that span in UTF-8. `entered_on` is the day the figure came in or last
    changed, `checked_on` the day its digest was found right in the page's file;
    empty where that file was not at hand. `load_figures` writes those of the files,
    `state_figure` those that a person accepted; neither changes the other's.
    """

    key = models.CharField(_("key"), max_length=20, primary_key=True)
    origin = models.CharField(
        _("how it came here"), max_length=5, choices=Origin, default=Origin.FILES
    )
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="figures", verbose_name=_("article")
    )
    label = models.CharField(_("what it says"), max_length=60)
    label_en = models.CharField(_("what it says, in English"), max_length=160, blank=True)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="figures", verbose_name=_("area")
    )
    named_as = models.CharField(_("as named in the article"), max_length=60, blank=True)
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("campaign"),
    )
    unit_kind = models.CharField(
        _("kind of unit"), max_length=5, choices=FigureUnitKind, blank=True, default=""
    )
    nature = models.CharField(_("nature"), max_length=8, choices=Nature)
    bearing = models.CharField(_("bearing"), max_length=8, choices=Bearing)
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
    as_of = models.DateField(_("as of"), null=True, blank=True)
    repeats = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="repeated_by",
        verbose_name=_("repeats the figure"),
    )
    note = models.CharField(_("note"), max_length=200, blank=True, default="")
    note_en = models.CharField(_("note, in English"), max_length=400, blank=True, default="")
    start = models.PositiveIntegerField(_("first character"))
    end = models.PositiveIntegerField(_("last character, exclusive"))
    sha256 = models.CharField(_("SHA-256 of the span"), max_length=64)
    entered_on = models.DateField(_("entered on"))
    checked_on = models.DateField(_("compared with the original on"), null=True, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported figure")
        verbose_name_plural = _("reported figures")
        ordering = ["key"]
        indexes = [
            models.Index(fields=["area", "campaign", "metric"], name="figure_area_campaign"),
            models.Index(fields=["article", "start"], name="figure_article_start"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="figure_span_not_empty"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__lte=5), name="figure_level_up_to_five"
            ),
            models.CheckConstraint(
                condition=(
                    ~Q(metric__in=["level_count", "share_at_least"])
                    | Q(level__isnull=False, value__isnull=False)
                ),
                name="figure_level_stated",
            ),
            models.CheckConstraint(
                condition=Q(value_to__isnull=True) | Q(value_to__gt=F("value")),
                name="figure_range_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """What it says, in the reader's language."""
        if self.label_en and (get_language() or "").startswith("en"):
            return self.label_en
        return self.label

    @property
    def remark(self) -> str:
        """The warning to the reader, in the reader's language."""
        if self.note_en and (get_language() or "").startswith("en"):
            return self.note_en
        return self.note

    @property
    def said(self) -> str:
        """The value in words, with measure word and precision; empty without a value."""
        return say_value(self.value, self.value_to, self.unit, self.precision, self.metric)

    @property
    def precision_words(self) -> str:
        """How exactly the value is printed, in words; empty without a value."""
        return say_precision(self.precision, self.value, self.unit)

    @property
    def headline(self) -> str:
        """What stands for the figure in a table: its value, or its proper name."""
        return self.said or self.term

    @property
    def topic(self) -> Topic:
        return TOPIC_OF[Metric(self.metric)]


class Crosscheck(models.Model):
    """One piece of arithmetic over the papers' figures, and what came of it.

    `found` is what the figures give, `expected` what it is held against: a
    printed total or share, the gazetteer's number of units (`gazetteer` says which
    count), or the figure shown. Where figures differ, `rule` is the written rule
    that chose. `load_figures` writes those of the files; one that opens when a figure is
    accepted is of the desk, and `decide` writes what a person of the office chose
    (`choice`: the key of a figure, or "record") and why (`reason`).
    """

    key = models.CharField(_("key"), max_length=60, primary_key=True)
    origin = models.CharField(
        _("how it came here"), max_length=5, choices=Origin, default=Origin.FILES
    )
    kind = models.CharField(_("what is compared"), max_length=10, choices=CheckKind)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="crosschecks", verbose_name=_("area")
    )
    title = models.CharField(_("title"), max_length=80)
    title_en = models.CharField(_("title, in English"), max_length=200, blank=True)
    result = models.CharField(_("result"), max_length=11, choices=CheckResult)
    expected = models.DecimalField(
        _("expected"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    found = models.DecimalField(_("found"), max_digits=18, decimal_places=4, null=True, blank=True)
    gazetteer = models.CharField(
        _("held against the gazetteer's"), max_length=6, choices=GazetteerCount, blank=True
    )
    arithmetic = models.CharField(_("calculation"), max_length=200, blank=True)
    rule = models.CharField(_("rule that chooses"), max_length=20, choices=ChoiceRule, blank=True)
    explanation = models.CharField(_("explanation"), max_length=300, blank=True)
    explanation_en = models.CharField(_("explanation, in English"), max_length=600, blank=True)
    choice = models.CharField(_("what was chosen"), max_length=20, blank=True, default="")
    reason = models.CharField(_("reason of the choice"), max_length=200, blank=True, default="")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("decided by"),
    )

    objects = CrosscheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("cross-check")
        verbose_name_plural = _("cross-checks")
        ordering = ["key"]
        indexes = [models.Index(fields=["area", "result"], name="crosscheck_area_result")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The title, in the reader's language."""
        if self.title_en and (get_language() or "").startswith("en"):
            return self.title_en
        return self.title

    @property
    def verdict(self) -> str:
        """The result in words; what only looks like a contradiction "agrees" with nothing."""
        if self.kind == CheckKind.DISTINCT and self.result == CheckResult.AGREES:
            return gettext("No contradiction")
        return self.get_result_display()

    @property
    def is_undecided(self) -> bool:
        """Whether it waits for a person of the office: two numbers, and no rule that chose."""
        return self.result == CheckResult.CONTRADICTS and self.rule in ("", ChoiceRule.NONE)

    @property
    def text(self) -> str:
        """The explanation, in the reader's language."""
        if self.explanation_en and (get_language() or "").startswith("en"):
            return self.explanation_en
        return self.explanation


class CrosscheckPart(models.Model):
    """One figure's part in a cross-check."""

    crosscheck = models.ForeignKey(
        Crosscheck, on_delete=models.CASCADE, related_name="parts", verbose_name=_("cross-check")
    )
    figure = models.ForeignKey(
        ReportedFigure,
        on_delete=models.PROTECT,
        related_name="crosscheck_parts",
        verbose_name=_("reported figure"),
    )
    role = models.CharField(_("role"), max_length=6, choices=PartRole)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("part of a cross-check")
        verbose_name_plural = _("parts of cross-checks")
        ordering = ["crosscheck", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["crosscheck", "position"], name="crosscheck_part_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure_id} ({self.get_role_display()})"
