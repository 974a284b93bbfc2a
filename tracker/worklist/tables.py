"""The lists of work, its record and meetings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.campaigns.terms import StarKey
from tracker.clocks.tables import ColourColumn
from tracker.ui.tables import DateColumn, LinkColumn, NumberColumn, Table, TextColumn
from tracker.worklist.models import Meeting, WorkItem, WorkStep
from tracker.worklist.rhythms import slot_from_key
from tracker.worklist.standing.items import line_of, timing_of
from tracker.worklist.terms import Shade, State
from tracker.worklist.wording import SHADE_SIGNS, SIGNS, what_comes_next

_BADGES = {State.CONFIRMED: "recorded", State.FINISHED: "ok"}
_SHADE_BADGES = {Shade.OVERDUE: "warning", Shade.THIS_WEEK: "planned"}


def state_mark(state: str) -> SafeString:
    """Return the state in words with its own sign; colour repeats it and says nothing more."""
    one = State(state)
    return _mark(_BADGES.get(one, "plain"), SIGNS[one], str(one.label))


def timing_mark(shade: Shade, words: str) -> SafeString | str:
    """Return how work stands to its last week, with its own sign; "" where it is over."""
    return _mark(_SHADE_BADGES.get(shade, "plain"), SHADE_SIGNS[shade], words) if words else ""


def _mark(kind: str, sign: str, words: str) -> SafeString:
    return format_html(
        '<span class="badge badge-{}"><span aria-hidden="true">{} </span>{}</span>',
        kind,
        sign,
        words,
    )


def star_words(key: str) -> str:
    return str(StarKey(key).label) if key else ""


def _timing(item: WorkItem) -> str:
    return timing_of(item)[1]


def _done_on(step: WorkStep) -> dt.date:
    return timezone.localdate(step.done_at)


def _who(step: WorkStep) -> str:
    return str(step.done_by or _("The clock"))


class WorkItemTable(Table):
    """Street and county are sorted by the area's own code, which begins with theirs."""

    title = LinkColumn(
        verbose_name=gettext_lazy("What is to be done"),
        to="work-detail",
        order_by=("title", "pk"),
        attrs={"td": {"class": "wide"}},
    )
    area = TextColumn(
        verbose_name=gettext_lazy("For"), accessor="area__title", order_by=("area_id", "pk")
    )
    level = TextColumn(
        verbose_name=gettext_lazy("List"),
        accessor="area__level",
        order_by=("area__level", "area_id", "pk"),
        export=lambda item: item.area.get_level_display(),
    )
    star = TextColumn(
        verbose_name=gettext_lazy("Star"),
        empty_values=(),
        order_by=("star", "due_week", "pk"),
        export=lambda item: star_words(item.star),
    )
    responsible = TextColumn(
        verbose_name=gettext_lazy("Responsible"), order_by=("responsible", "due_week", "pk")
    )
    start_week = DateColumn(
        verbose_name=gettext_lazy("From"), order_by=("start_week", "pk"), visible=False
    )
    due = DateColumn(
        verbose_name=gettext_lazy("To be done by"),
        accessor="due_week",
        order_by=("due_week", "area_id", "pk"),
        export=lambda item: item.last_day,
    )
    timing = TextColumn(
        verbose_name=gettext_lazy("Time left"),
        empty_values=(),
        order_by=("due_week", "area_id", "pk"),
        export=_timing,
    )
    colour = ColourColumn(
        line_of,
        "",
        verbose_name=gettext_lazy("13710"),
        accessor="due_on",
        order_by=("due_on", "area_id", "pk"),
    )
    climbed = TextColumn(
        verbose_name=gettext_lazy("Climbed to"),
        accessor="climbed_to",
        order_by=("climbed_to", "due_week", "pk"),
        export=WorkItem.get_climbed_to_display,
    )
    state = TextColumn(
        verbose_name=gettext_lazy("State"),
        order_by=("rank", "due_week", "pk"),
        export=WorkItem.get_state_display,
    )
    result = TextColumn(
        verbose_name=gettext_lazy("What came of it"), order_by=("result", "pk"), visible=False
    )
    set_in = TextColumn(
        verbose_name=gettext_lazy("Set by"),
        accessor="set_in__title",
        order_by=("set_in_id", "due_week", "pk"),
    )
    comes_next = TextColumn(
        verbose_name=gettext_lazy("Next step"),
        empty_values=(),
        order_by=("rank", "due_week", "pk"),
        visible=False,
        export=lambda item: what_comes_next(item.state),
    )

    class Meta(Table.Meta):
        model = WorkItem
        fields = ()

    def render_level(self, record: WorkItem) -> str:
        return str(record.area.get_level_display())

    def render_star(self, record: WorkItem) -> str:
        return star_words(record.star) or "—"

    def render_due(self, record: WorkItem) -> str:
        return f"{record.last_day:%Y-%m-%d}"

    def render_timing(self, record: WorkItem) -> SafeString | str:
        return timing_mark(*timing_of(record)) or "—"

    def render_state(self, record: WorkItem) -> SafeString:
        return state_mark(record.state)


class WorkStepTable(Table):
    """纪实清单: what was done, when, by whom, in what words."""

    title = LinkColumn(
        verbose_name=gettext_lazy("Work"),
        accessor="item__title",
        to=lambda step: reverse("work-detail", args=[step.item_id]),
        order_by=("item__title", "item_id", "pk"),
        attrs={"td": {"class": "wide"}},
    )
    area = TextColumn(
        verbose_name=gettext_lazy("For"),
        accessor="item__area__title",
        order_by=("item__area_id", "pk"),
    )
    done_on = DateColumn(
        verbose_name=gettext_lazy("Day"),
        accessor="done_at",
        order_by=("done_at", "pk"),
        export=_done_on,
    )
    verb = TextColumn(
        verbose_name=gettext_lazy("What was done"),
        order_by=("verb", "pk"),
        export=WorkStep.get_verb_display,
    )
    text = TextColumn(
        verbose_name=gettext_lazy("In words"),
        order_by=("text", "pk"),
        attrs={"td": {"class": "wide"}},
    )
    target = TextColumn(
        verbose_name=gettext_lazy("State after it"),
        order_by=("target", "pk"),
        export=WorkStep.get_target_display,
    )
    who = TextColumn(
        verbose_name=gettext_lazy("By"),
        accessor="done_by",
        empty_values=(),
        order_by=("done_by__username", "pk"),
        export=_who,
    )

    class Meta(Table.Meta):
        model = WorkStep
        fields = ()

    def render_who(self, record: WorkStep) -> str:
        return _who(record)

    def render_target(self, record: WorkStep) -> SafeString:
        return state_mark(record.target)


def _slot(meeting: Meeting) -> str:
    if meeting.rhythm is None:
        return ""
    slot = slot_from_key(meeting.rhythm.frequency, meeting.slot)
    return slot.words if slot else meeting.slot


class MeetingTable(Table):
    title = LinkColumn(
        verbose_name=gettext_lazy("Title"),
        to="meeting-detail",
        order_by=("title", "pk"),
        attrs={"td": {"class": "wide"}},
    )
    area = TextColumn(
        verbose_name=gettext_lazy("Area"), accessor="area__title", order_by=("area_id", "pk")
    )
    rhythm = TextColumn(
        verbose_name=gettext_lazy("Rhythm"),
        accessor="rhythm__name",
        order_by=("rhythm__name", "pk"),
    )
    slot = TextColumn(
        verbose_name=gettext_lazy("Occasion"),
        order_by=("slot", "pk"),
        export=_slot,
    )
    held_on = DateColumn(verbose_name=gettext_lazy("Held on"), order_by=("held_on", "pk"))
    decided = NumberColumn(verbose_name=gettext_lazy("Decisions"), order_by=("decided", "pk"))

    class Meta(Table.Meta):
        model = Meeting
        fields = ()

    def render_slot(self, record: Meeting) -> Any:
        return _slot(record)
