"""What was found at a unit, and how it is put right."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.campaigns.models import Campaign, Standard
from tracker.campaigns.terms import StarKey
from tracker.clocks.terms import Severity
from tracker.figures.models import ReportedFigure
from tracker.findings.querysets import FindingQuerySet
from tracker.findings.terms import Asked, Duty, Handling, Origin, State, Verb
from tracker.people.scopes import ScopedManager
from tracker.places.models import Area
from tracker.places.terms import Level

LONGEST_TEXT = 1000


def _person(words: object, **more: object) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=words,
        **more,
    )


class Series(models.Model):
    """The last number that was given out in a series (编号). Numbers are never given twice."""

    key = models.CharField(_("series"), max_length=40, primary_key=True)
    last = models.PositiveIntegerField(_("last number given"), default=0)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.key}: {self.last}"


class Finding(models.Model):
    """A problem that somebody found at a unit (问题), on its way to zero (整改、销号).

    `number` is never used again. `due_on` is the day by which it is to be put right, given
    by the clock when it was reported, by a last day of its own or by an extension
    (`due_is_own`). A closed finding never opens again: where the same trouble comes back, a
    new one points to it (`again_of`) and weighs more. `climbed_to` is the highest level that
    its being overdue has reached, empty for none. `report` and `move_many` write it.
    """

    number = models.CharField(_("number"), max_length=24, unique=True)
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="findings", verbose_name=_("campaign")
    )
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        related_name="findings",
        db_index=False,  # `finding_area` serves it
        verbose_name=_("unit"),
    )
    star = models.CharField(_("star"), max_length=12, choices=StarKey, blank=True, default="")
    standard = models.ForeignKey(
        Standard,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("standard"),
    )
    what = models.TextField(_("what was found"), max_length=LONGEST_TEXT)
    severity = models.CharField(
        _("severity"), max_length=8, choices=Severity, default=Severity.ORDINARY
    )
    handling = models.CharField(
        _("way of putting right"), max_length=9, choices=Handling, default=Handling.DEADLINE
    )
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    again_of = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="came_back",
        verbose_name=_("came back after"),
    )
    origin = models.CharField(_("found by"), max_length=10, choices=Origin)
    # What it was found in, of a room above: "inspection:12" with its name as it was then.
    origin_key = models.CharField(_("found in"), max_length=40, blank=True, db_index=True)
    origin_name = models.CharField(_("name of what it was found in"), max_length=160, blank=True)
    figure = models.ForeignKey(
        ReportedFigure,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("reported figure"),
    )
    found_on = models.DateField(_("found on"))
    responsible = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("responsible unit")
    )
    responsible_level = models.CharField(_("level responsible"), max_length=8, choices=Level)
    duty = models.CharField(_("responsible as"), max_length=13, choices=Duty, blank=True)
    due_on = models.DateField(_("last day"))
    due_is_own = models.BooleanField(_("last day of its own"), default=False)
    climbed_to = models.CharField(
        _("climbed to"), max_length=8, choices=Level, blank=True, default=""
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.REPORTED)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    version = models.PositiveIntegerField(_("version"), default=1)
    said = models.TextField(_("said last"), max_length=LONGEST_TEXT, blank=True)
    assigned_on = models.DateField(_("assigned on"), null=True, blank=True)
    feedback_on = models.DateField(_("first feedback on"), null=True, blank=True)
    rectified_on = models.DateField(_("put right on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    reported_at = models.DateTimeField(_("reported at"), default=timezone.now)
    reported_by = _person(_("reported by"))
    rectified_by = _person(_("put right by"), null=True, blank=True)
    verified_by = _person(_("verified by"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    changed_by = _person(_("changed by"))

    everything = models.Manager()
    objects = ScopedManager(FindingQuerySet)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["-reported_at", "pk"]
        indexes = [
            models.Index(fields=["area", "state"], name="finding_area"),
            models.Index(fields=["state", "due_on"], name="finding_due"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="finding_state_known"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="finding_weighs"),
            models.CheckConstraint(
                condition=(
                    Q(verified_by__isnull=True)
                    | Q(rectified_by__isnull=True)
                    | ~Q(verified_by=F("rectified_by"))
                ),
                name="finding_verified_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.VERIFIED, State.CLOSED])
                | Q(verified_by__isnull=False, rectified_on__isnull=False),
                name="finding_closed_is_verified",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_on__isnull=False)
                | (~Q(state=State.CLOSED) & Q(closed_on__isnull=True)),
                name="finding_closed_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(again_of__isnull=True) | ~Q(again_of=F("id")),
                name="finding_is_not_its_own_return",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class FindingStep(models.Model):
    """One thing done to a finding (整改办理记录): by whom, on which day, and what was said.

    The last day and the responsible level after it are kept, so that any past day can be
    told; `done_on` is the day it counts for. A climb has no person: the clock made it.
    """

    finding = models.ForeignKey(
        Finding,
        on_delete=models.PROTECT,
        related_name="steps",
        db_index=False,  # `finding_step_once` serves it
        verbose_name=_("finding"),
    )
    version = models.PositiveIntegerField(_("version"))
    round = models.PositiveSmallIntegerField(_("round"))
    verb = models.CharField(_("what was done"), max_length=8, choices=Verb)
    source = models.CharField(_("state before"), max_length=9, choices=State)
    target = models.CharField(_("state after"), max_length=9, choices=State)
    due_on = models.DateField(_("last day"))
    level = models.CharField(_("level"), max_length=8, choices=Level)
    said = models.TextField(_("said"), max_length=LONGEST_TEXT, blank=True)
    done_on = models.DateField(_("on"))
    done_at = models.DateTimeField(_("done at"), default=timezone.now)
    done_by = _person(_("done by"), null=True, blank=True)

    class Meta:
        verbose_name = _("step of a finding")
        verbose_name_plural = _("steps of findings")
        ordering = ["finding", "version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "version"], name="finding_step_once"),
            # However often the clock is read, one last day leads up to a level once.
            models.UniqueConstraint(
                fields=["finding", "due_on", "level"],
                condition=Q(verb=Verb.CLIMB),
                name="finding_climbs_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id}.{self.version} {self.verb}"


class Extension(models.Model):
    """A request for more time with its reason (延期申请); somebody else decides it.

    The dated plan of a major matter is such a request, too.
    """

    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, related_name="extensions", verbose_name=_("finding")
    )
    until = models.DateField(_("until"))
    reason = models.TextField(_("reason"), max_length=LONGEST_TEXT)
    state = models.CharField(_("state"), max_length=7, choices=Asked, default=Asked.OPEN)
    answer = models.TextField(_("answer"), max_length=LONGEST_TEXT, blank=True)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    asked_by = _person(_("asked by"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = _person(_("decided by"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for more time")
        verbose_name_plural = _("requests for more time")
        ordering = ["finding", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding"], condition=Q(state=Asked.OPEN), name="extension_one_open"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="extension_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.until}"
