"""The area tree and the branches on it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tracker.places.codes import ancestor_codes
from tracker.places.english import english_name
from tracker.places.querysets import AreaQuerySet, BranchQuerySet
from tracker.places.terms import CODE_LENGTHS, AreaKind, Level, NameKind, SuccessionKind, UnitKind

models.CharField.register_lookup(Length)


def _code_fits_level() -> Q:
    condition = Q()
    for level, length in CODE_LENGTHS.items():
        condition |= Q(level=level.value, code__length=length)
    return condition


_CURRENT = Q(valid_until__isnull=True)


class Area(models.Model):
    """A place on the national statistical tree, from province to village.

    Its key is the statistical code, which begins with the parent's code. An
    area that ends keeps its row, so past years keep their figures; `Succession`
    says what became of it. `load_areas` and the admin change it.
    """

    code = models.CharField(_("code"), max_length=12, primary_key=True)
    level = models.CharField(_("level"), max_length=8, choices=Level)
    kind = models.CharField(_("kind"), max_length=8, choices=AreaKind, blank=True, default="")
    name = models.CharField(_("name"), max_length=60)
    official_name = models.CharField(_("official name"), max_length=80)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,  # `area_parent_code` serves it
        related_name="children",
        verbose_name=_("managing area"),
    )
    statutory_parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statutory_children",
        verbose_name=_("area it belongs to by law, where another"),
    )
    pinyin = models.CharField(_("pinyin"), max_length=240, blank=True)
    search_text = models.TextField(_("search text"), blank=True, editable=False)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until, exclusive"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    # Denominators, counted over the current tree: `recount_units` after a load,
    # `shift_units` after a correction.
    rural_units = models.PositiveIntegerField(_("villages"), default=0, editable=False)
    urban_units = models.PositiveIntegerField(_("communities"), default=0, editable=False)
    excluded_units = models.PositiveIntegerField(_("units not rated"), default=0, editable=False)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["code"]
        indexes = [
            models.Index(fields=["level", "code"], name="area_level_code"),
            models.Index(fields=["name"], name="area_name"),
            models.Index(fields=["parent", "code"], name="area_parent_code"),
            # Whole, because the branches of a nation are sorted by it, too.
            models.Index(fields=["pinyin", "code"], name="area_pinyin_code"),
            # The list of 665,000 places sorts by these, and counts in the smallest.
            models.Index(fields=["kind", "code"], name="area_kind", condition=_CURRENT),
            models.Index(fields=["rural_units", "code"], name="area_rural", condition=_CURRENT),
            models.Index(fields=["urban_units", "code"], name="area_urban", condition=_CURRENT),
        ]
        constraints = [
            models.CheckConstraint(condition=_code_fits_level(), name="area_code_fits_level"),
            models.CheckConstraint(
                condition=(
                    Q(level=Level.VILLAGE, kind__in=["rural", "urban", "excluded"])
                    | (~Q(level=Level.VILLAGE) & Q(kind__in=["", "excluded"]))
                ),
                name="area_kind_fits_level",
            ),
            models.CheckConstraint(
                condition=(
                    Q(valid_from__isnull=True)
                    | Q(valid_until__isnull=True)
                    | Q(valid_until__gt=F("valid_from"))
                ),
                name="area_validity_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def english(self) -> str:
        """Its name in English: Wenyuan Sub-district."""
        return english_name(self.name, self.pinyin, level=self.level, official=self.official_name)

    @property
    def title(self) -> str:
        """Its name; to who reads English, the English name before the Chinese one."""
        in_english = (get_language() or "").startswith("en")
        return f"{self.english} {self.name}" if in_english else self.name

    @property
    def rated_units(self) -> int:
        """Villages and communities that take part, without the excluded ones."""
        return self.rural_units + self.urban_units

    @property
    def is_excluded(self) -> bool:
        return self.kind == AreaKind.EXCLUDED

    @property
    def ancestor_codes(self) -> list[str]:
        return ancestor_codes(self.code)


class AreaName(models.Model):
    """A further name of an area: alias, former name, or as a newspaper prints it."""

    area = models.ForeignKey(
        Area, on_delete=models.CASCADE, related_name="names", verbose_name=_("area")
    )
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=6, choices=NameKind, default=NameKind.ALIAS)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("further name")
        verbose_name_plural = _("further names")
        ordering = ["area", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="area_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """What became of an area that ended: one row for each successor."""

    predecessor = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="successions", verbose_name=_("former area")
    )
    successor = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="origins", verbose_name=_("area it became")
    )
    kind = models.CharField(_("kind"), max_length=9, choices=SuccessionKind)
    happened_on = models.DateField(_("date"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["predecessor", "successor", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="succession_stated_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_not_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Branch(models.Model):
    """The party branch (党支部) of one rateable village or community.

    `unit_kind` decides which scheme rates it. `load_areas` and the actions on
    places make and end it together with its area; `name_branch` names it.
    """

    area = models.OneToOneField(
        Area,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="branch",
        verbose_name=_("village or community"),
    )
    unit_kind = models.CharField(_("kind of unit"), max_length=5, choices=UnitKind)
    official_name = models.CharField(_("official name"), max_length=80, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = BranchQuerySet.as_manager()

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")
        ordering = ["area"]
        indexes = [models.Index(fields=["unit_kind", "area"], name="branch_kind_area")]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit_kind__in=["rural", "urban"]), name="branch_kind_is_rated"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The official name, or the village's name with 党支部 where none was given."""
        return self.official_name or f"{self.area.name}党支部"
