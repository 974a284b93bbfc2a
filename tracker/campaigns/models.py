"""Campaign years, their schemes, stars, standards and rules.

Whatever the public record does not settle is a row with `verified` false, and
every page that shows it says 未核实.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.campaigns.querysets import CampaignQuerySet, SchemeQuerySet
from tracker.campaigns.terms import Stage, StarKey, State, Wording
from tracker.campaigns.wording import in_reading_language
from tracker.places.models import Area
from tracker.places.terms import Level, UnitKind


class Sourced(models.Model):
    """A statement with its source; unverified until someone has the official text."""

    source = models.CharField(_("source"), max_length=200, blank=True)
    source_en = models.CharField(_("source, in English"), max_length=300, blank=True)
    verified = models.BooleanField(_("verified"), default=False)

    class Meta:
        abstract = True

    @property
    def origin(self) -> str:
        """The source, in the reader's language."""
        return in_reading_language(self.source, self.source_en)


class Campaign(models.Model):
    """One campaign year (创建年度). Loaded by `load_schemes`, changed in the admin."""

    year = models.PositiveSmallIntegerField(
        _("year"),
        primary_key=True,
        validators=[MinValueValidator(2022), MaxValueValidator(2099)],
    )
    wording = models.CharField(
        _("wording"), max_length=2, choices=Wording, default=Wording.CREATION
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PREPARING)
    notice_days = models.PositiveSmallIntegerField(
        _("length of public notice, working days"), default=5
    )
    notice_days_verified = models.BooleanField(_("length of notice is verified"), default=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2022, year__lte=2099), name="campaign_year_plausible"
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class LevelRule(Sourced):
    """How stars make a level: level = number of stars held, 0 to 5.

    With `capstone` the strong branch star (支部过硬星) is granted only to a
    branch that holds the four others.
    """

    campaign = models.OneToOneField(
        Campaign,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="level_rule",
        verbose_name=_("campaign"),
    )
    capstone = models.BooleanField(_("strong branch star comes last"), default=True)

    class Meta:
        verbose_name = _("level rule")
        verbose_name_plural = _("level rules")
        ordering = ["campaign"]

    def __str__(self) -> str:
        return str(self.campaign_id)


class CampaignDate(Sourced):
    """A day or period in the year's cycle, in official words.

    With a `stage` its last day is when that part of the work is due; nothing is
    ever locked by it.
    """

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="dates", verbose_name=_("campaign")
    )
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name, in English"), max_length=120, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    stage = models.CharField(
        _("part of the work that is due"), max_length=12, choices=Stage, blank=True, default=""
    )

    class Meta:
        verbose_name = _("date in the cycle")
        verbose_name_plural = _("dates in the cycle")
        ordering = ["campaign", "starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="campaign_date_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """The name, in the reader's language."""
        return in_reading_language(self.name, self.name_en)


class Scheme(models.Model):
    """The five stars of one kind of unit in one campaign (农村/城市社区)."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="schemes", verbose_name=_("campaign")
    )
    unit_kind = models.CharField(_("kind of unit"), max_length=5, choices=UnitKind)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("scheme")
        verbose_name_plural = _("schemes")
        ordering = ["-campaign_id", "unit_kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit_kind"], name="scheme_once"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.get_unit_kind_display()}"


class Star(models.Model):
    """One of the five stars of a scheme; name and colour are the owner's data."""

    scheme = models.ForeignKey(
        Scheme, on_delete=models.CASCADE, related_name="stars", verbose_name=_("scheme")
    )
    key = models.CharField(_("key"), max_length=12, choices=StarKey)
    name = models.CharField(_("name"), max_length=20)
    name_en = models.CharField(_("name, in English"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(_("position"))
    colour = models.CharField(
        _("colour"), max_length=7, blank=True, validators=[RegexValidator(r"\A#[0-9a-f]{6}\Z")]
    )
    meaning = models.CharField(_("what it is about"), max_length=120, blank=True)
    meaning_en = models.CharField(_("what it is about, in English"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("star")
        verbose_name_plural = _("stars")
        ordering = ["scheme", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "key"], name="star_key_once"),
            models.UniqueConstraint(fields=["scheme", "position"], name="star_position_once"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=5), name="star_position_one_to_five"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """The name, in the reader's language."""
        return in_reading_language(self.name, self.name_en)

    @property
    def gist(self) -> str:
        """What it is about, in the reader's language."""
        return in_reading_language(self.meaning, self.meaning_en)


class Standard(Sourced):
    """One standard (标准) under a star: 29 rural, 27 urban."""

    star = models.ForeignKey(
        Star, on_delete=models.CASCADE, related_name="standards", verbose_name=_("star")
    )
    number = models.PositiveSmallIntegerField(_("number in the scheme"))
    text = models.CharField(_("text"), max_length=300)
    text_en = models.CharField(_("text, in English"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("standard")
        verbose_name_plural = _("standards")
        ordering = ["star__scheme", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["star", "number"], name="standard_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"

    @property
    def words(self) -> str:
        """The text, in the reader's language."""
        return in_reading_language(self.text, self.text_en)


class LeadDepartment(Sourced):
    """The department that leads a star in a county; counties differ."""

    star = models.ForeignKey(
        Star, on_delete=models.CASCADE, related_name="leads", verbose_name=_("star")
    )
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        limit_choices_to={"level__in": [Level.CITY, Level.COUNTY]},
        related_name="+",
        verbose_name=_("city or county"),
    )
    department = models.CharField(_("department"), max_length=60)
    department_en = models.CharField(_("department, in English"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("lead department")
        verbose_name_plural = _("lead departments")
        ordering = ["area", "star", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["star", "area", "department"], name="lead_once"),
        ]

    def __str__(self) -> str:
        return self.department

    @property
    def title(self) -> str:
        """The department, in the reader's language."""
        return in_reading_language(self.department, self.department_en)


class Veto(Sourced):
    """A circumstance that bars a branch from a level (一票否决); none is known officially."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="vetoes", verbose_name=_("campaign")
    )
    text = models.CharField(_("text"), max_length=200)
    text_en = models.CharField(_("text, in English"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("veto")
        verbose_name_plural = _("vetoes")
        ordering = ["campaign", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "text"], name="veto_once"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def words(self) -> str:
        """The text, in the reader's language."""
        return in_reading_language(self.text, self.text_en)
