"""Work that is set, what comes of it, and the occasions on which it is talked over."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import StarKey
from tracker.clocks.terms import Severity
from tracker.clocks.weeks import last_day_of
from tracker.history.models import Changed
from tracker.people.scopes import ScopedManager
from tracker.places.models import Area
from tracker.places.terms import Level
from tracker.worklist.querysets import (
    MeetingQuerySet,
    RhythmQuerySet,
    WorkItemQuerySet,
    WorkStepQuerySet,
)
from tracker.worklist.terms import Frequency, Purpose, State, Verb

LONGEST_TITLE, LONGEST_TEXT, LONGEST_POST = 120, 1000, 80


class Rhythm(Changed):
    """Something that comes round in an area: 周例会, 月评比, 季观摩. `load_rhythms` brings some.

    It says when, and reminds; nothing is counted against anybody who met otherwise.
    """

    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="rhythms", verbose_name=_("area")
    )
    name = models.CharField(_("name"), max_length=40)
    frequency = models.CharField(_("how often"), max_length=7, choices=Frequency)
    purpose = models.CharField(_("what it is for"), max_length=10, choices=Purpose)
    # The key of the reported figure that names it, where a paper does.
    figure_key = models.CharField(_("key of the figure"), max_length=20, blank=True, default="")
    source = models.CharField(_("source"), max_length=200, blank=True, default="")
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    # Null where it came with a file.
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("changed by"),
    )

    everything = models.Manager()
    objects = ScopedManager(RhythmQuerySet)

    class Meta:
        verbose_name = _("rhythm of work")
        verbose_name_plural = _("rhythms of work")
        ordering = ["area", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="rhythm_once"),
            models.CheckConstraint(
                condition=Q(frequency__in=Frequency.values), name="rhythm_frequency_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Meeting(Changed):
    """One occasion on which work was talked over: its minutes; its decisions are work.

    `slot` is the week, month or quarter of its rhythm that it stands for. Who came is
    not kept. `hold_meeting` and `change_meeting` write it.
    """

    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("area")
    )
    rhythm = models.ForeignKey(
        Rhythm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("rhythm of work"),
    )
    slot = models.CharField(_("occasion"), max_length=8, blank=True, default="")
    held_on = models.DateField(_("held on"))
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    minutes = models.TextField(_("minutes"), max_length=20_000)

    everything = models.Manager()
    objects = ScopedManager(MeetingQuerySet)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["area", "held_on"], name="meeting_area_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["rhythm", "area", "slot"],
                condition=Q(rhythm__isnull=False),
                name="meeting_once_an_occasion",
            ),
            models.CheckConstraint(
                condition=Q(rhythm__isnull=True, slot="") | (Q(rhythm__isnull=False) & ~Q(slot="")),
                name="meeting_slot_of_a_rhythm",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class WorkItem(Changed):
    """One piece of work (任务): entered once, shown in every list that it belongs to.

    `area` is the county, street or village that does it, and says in which of the three
    lists it stands; `set_in` is the area of whoever set it, and only there it is changed.
    `responsible` is a post or a department, never a person. Weeks are named by their
    Monday. `set_work`, `change_work` and `move_work` write it.

    Work with a `severity` stands under 13710, the clock of findings, since `clock_on`: the
    clock, or more time, gave it `due_on`, and `climbed_to` is the highest level that its
    being overdue has reached. Work without one is planned by weeks alone.
    """

    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.PROTECT,
        related_name="work_items",
        db_index=False,
        verbose_name=_("campaign"),
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="work_items", verbose_name=_("area")
    )
    set_in = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("set by the area"),
    )
    star = models.CharField(_("star"), max_length=12, choices=StarKey, blank=True, default="")
    title = models.CharField(_("what is to be done"), max_length=LONGEST_TITLE)
    detail = models.TextField(_("how and how far"), max_length=LONGEST_TEXT, blank=True, default="")
    responsible = models.CharField(_("responsible post or department"), max_length=LONGEST_POST)
    start_week = models.DateField(_("week of the start"))
    due_week = models.DateField(_("last week"))
    severity = models.CharField(
        _("kind under 13710"), max_length=8, choices=Severity, blank=True, default=""
    )
    clock_on = models.DateField(_("under 13710 since"), null=True, blank=True)
    due_on = models.DateField(_("last day"), null=True, blank=True)
    feedback_on = models.DateField(_("first feedback on"), null=True, blank=True)
    solved_on = models.DateField(_("reported as done on"), null=True, blank=True)
    is_sent_back = models.BooleanField(_("was sent back"), default=False)
    climbed_to = models.CharField(
        _("climbed to"), max_length=8, choices=Level, blank=True, default=""
    )
    set_on = models.DateField(_("set on"), default=timezone.localdate)
    is_key = models.BooleanField(_("is key work"), default=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    result = models.TextField(_("result"), max_length=LONGEST_TEXT, blank=True, default="")
    evidence = models.CharField(_("where the papers lie"), max_length=200, blank=True, default="")
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("decided in the meeting"),
    )
    carried_from = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name=_("carried over from"),
    )

    everything = models.Manager()
    objects = ScopedManager(WorkItemQuerySet)

    class Meta:
        verbose_name = _("work item")
        verbose_name_plural = _("work items")
        ordering = ["due_week", "area", "pk"]
        indexes = [
            models.Index(fields=["campaign", "area", "state"], name="workitem_campaign_area"),
            models.Index(fields=["state", "due_week", "area"], name="workitem_state_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_week__gte=F("start_week")), name="workitem_weeks_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="workitem_state_known"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=["confirmed", "dropped", "carried"], ended_on__isnull=False)
                    | Q(state__in=["open", "underway", "finished"], ended_on__isnull=True)
                ),
                name="workitem_ended_has_a_day",
            ),
            models.CheckConstraint(
                condition=(
                    Q(severity="", clock_on__isnull=True, due_on__isnull=True, climbed_to="")
                    | (~Q(severity="") & Q(clock_on__isnull=False, due_on__isnull=False))
                ),
                name="workitem_clock_has_its_days",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def last_day(self) -> dt.date:
        """By when it is to be done: the last day of the clock, else the Sunday of the last week."""
        return self.due_on or last_day_of(self.due_week)


class WorkStep(models.Model):
    """One line of the record (纪实): what was done to a piece of work, by whom, in what words.

    A climb has no person: the clock made it, up to a `level`, for the day `climbed_on`.
    """

    item = models.ForeignKey(
        WorkItem,
        on_delete=models.PROTECT,
        related_name="steps",
        db_index=False,  # `workstep_once` serves it
        verbose_name=_("work item"),
    )
    version = models.PositiveIntegerField(_("version"))
    verb = models.CharField(_("what was done"), max_length=8, choices=Verb)
    source = models.CharField(_("state before"), max_length=9, choices=State)
    target = models.CharField(_("state after"), max_length=9, choices=State)
    text = models.TextField(_("in words"), max_length=LONGEST_TEXT, blank=True, default="")
    due_week = models.DateField(_("last week"))
    due_on = models.DateField(_("last day"), null=True, blank=True)
    level = models.CharField(_("level"), max_length=8, choices=Level, blank=True, default="")
    climbed_on = models.DateField(_("climbed on"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), default=timezone.now)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("done by"),
    )

    everything = models.Manager()
    objects = ScopedManager(WorkStepQuerySet)

    class Meta:
        verbose_name = _("step of a work item")
        verbose_name_plural = _("steps of work items")
        ordering = ["-done_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="workstep_once"),
            # However often the clock is read, one last day leads up to a level once.
            models.UniqueConstraint(
                fields=["item", "due_on", "level"],
                condition=Q(verb=Verb.CLIMB),
                name="workstep_climbs_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}.{self.version} {self.verb}"
