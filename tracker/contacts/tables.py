"""The lists of contacts. Small numbers are told in words outside the own area, in files as well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from tracker.contacts.masking import told
from tracker.contacts.models import HelpCount, Tie, Training, Visit, WeakBranch
from tracker.contacts.terms import Stage, WeakState
from tracker.contacts.wording import SIGNS, STAGE_SIGNS
from tracker.ui.tables import DateColumn, LinkColumn, NumberColumn, Table, TextColumn

_BADGES = {WeakState.MARKED: "warning", WeakState.RELEASED: "recorded", Stage.JUDGED: "recorded"}


def _mark(state: WeakState | Stage, sign: str) -> SafeString:
    return format_html(
        '<span class="badge badge-{}"><span aria-hidden="true">{} </span>{}</span>',
        _BADGES.get(state, "plain"),
        sign,
        state.label,
    )


def weak_mark(state: str) -> SafeString:
    """Return the state in words with its own sign; colour repeats it and says nothing more."""
    return _mark(WeakState(state), SIGNS[WeakState(state)])


def _area(**more: Any) -> TextColumn:
    return TextColumn(
        verbose_name=gettext_lazy("Area"),
        accessor="area__title",
        order_by=("area_id", "pk"),
        **more,
    )


def _street() -> TextColumn:
    return TextColumn(
        verbose_name=gettext_lazy("Street or township"),
        accessor="area__parent__title",
        order_by=("area_id", "pk"),
    )


def _reader(name: str) -> Callable[[Any], str]:
    return lambda row: told(getattr(row, name), is_own=row.is_own)


class ToldColumn(NumberColumn):
    """A number of families or people: sorted and exported as far as the reader is told it."""

    def __init__(self, name: str, **kwargs: Any):
        super().__init__(
            accessor=name,
            empty_values=(),
            order_by=(f"{name}_told", "pk"),
            export=_reader(name),
            **kwargs,
        )
        self.read = _reader(name)

    def render(self, record: Any) -> str:
        return self.read(record)


class TieTable(Table):
    area = LinkColumn(
        verbose_name=gettext_lazy("Village or community"),
        accessor="area__title",
        to="tie-detail",
        order_by=("area_id", "pk"),
    )
    street = _street()
    department = TextColumn(verbose_name=gettext_lazy("Department"), order_by=("department", "pk"))
    post = TextColumn(verbose_name=gettext_lazy("Post"), order_by=("post", "pk"))
    starts_on = DateColumn(verbose_name=gettext_lazy("First day"), order_by=("starts_on", "pk"))
    ended_on = DateColumn(verbose_name=gettext_lazy("Last day"), order_by=("ended_on", "pk"))

    class Meta(Table.Meta):
        model = Tie
        fields = ()


class WeakBranchTable(Table):
    area = LinkColumn(
        verbose_name=gettext_lazy("Village or community"),
        accessor="area__title",
        to="weak-detail",
        order_by=("area_id", "pk"),
    )
    street = _street()
    marked_on = DateColumn(verbose_name=gettext_lazy("Marked on"), order_by=("marked_on", "pk"))
    why = TextColumn(
        verbose_name=gettext_lazy("What is weak"),
        order_by=("why", "pk"),
        attrs={"td": {"class": "wide"}},
    )
    ties = NumberColumn(
        verbose_name=gettext_lazy("Departments that look after it"), order_by=("ties", "pk")
    )
    state = TextColumn(
        verbose_name=gettext_lazy("State"),
        order_by=("rank", "area_id", "pk"),
        export=WeakBranch.get_state_display,
    )
    released_on = DateColumn(
        verbose_name=gettext_lazy("Released on"), order_by=("released_on", "pk")
    )

    class Meta(Table.Meta):
        model = WeakBranch
        fields = ()

    def render_state(self, record: WeakBranch) -> SafeString:
        return weak_mark(record.state)


class VisitTable(Table):
    area = LinkColumn(
        verbose_name=gettext_lazy("Village or community"),
        accessor="area__title",
        to="visit-detail",
        order_by=("area_id", "pk"),
    )
    street = _street()
    visited_on = DateColumn(verbose_name=gettext_lazy("Visited on"), order_by=("visited_on", "pk"))
    department = TextColumn(
        verbose_name=gettext_lazy("Department or post"), order_by=("department", "pk")
    )
    seen = TextColumn(
        verbose_name=gettext_lazy("What was seen"),
        order_by=("seen", "pk"),
        attrs={"td": {"class": "wide"}},
    )
    findings = NumberColumn(verbose_name=gettext_lazy("Findings"), order_by=("findings", "pk"))

    class Meta(Table.Meta):
        model = Visit
        fields = ()


class HelpCountTable(Table):
    area = _area()
    counted_on = DateColumn(verbose_name=gettext_lazy("As of"), order_by=("counted_on", "pk"))
    families = ToldColumn("families", verbose_name=gettext_lazy("Families looked after"))
    problems = ToldColumn("problems", verbose_name=gettext_lazy("Problems found"))
    solved = ToldColumn("solved", verbose_name=gettext_lazy("Problems solved"))

    class Meta(Table.Meta):
        model = HelpCount
        fields = ()


class TrainingTable(Table):
    topic = LinkColumn(
        verbose_name=gettext_lazy("Topic"),
        to="training-detail",
        order_by=("topic", "pk"),
        attrs={"td": {"class": "wide"}},
    )
    area = _area()
    audience = TextColumn(verbose_name=gettext_lazy("For whom"), order_by=("audience", "pk"))
    wanted = ToldColumn("wanted", verbose_name=gettext_lazy("How many ask for it"))
    planned_on = DateColumn(verbose_name=gettext_lazy("Planned for"), order_by=("planned_on", "pk"))
    held_on = DateColumn(verbose_name=gettext_lazy("Held on"), order_by=("held_on", "pk"))
    people = ToldColumn("people", verbose_name=gettext_lazy("People trained"))
    stage = TextColumn(
        verbose_name=gettext_lazy("Stage"),
        order_by=("rank", "pk"),
        export=lambda row: row.stage.label,
    )

    class Meta(Table.Meta):
        model = Training
        fields = ()

    def render_stage(self, record: Training) -> SafeString:
        return _mark(record.stage, STAGE_SIGNS[record.stage])
