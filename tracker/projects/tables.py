"""The lists of projects and supplies. Money in 万元 on the page, in yuan in a file."""

from __future__ import annotations

from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.campaigns.terms import StarKey
from tracker.projects.models import Project, Supply
from tracker.projects.money import say_yuan
from tracker.projects.terms import State
from tracker.projects.wording import SIGNS, what_comes_next
from tracker.ui.tables import LinkColumn, NumberColumn, Table, TextColumn

_BADGES = {State.COMPLETED: "recorded", State.FINISHED: "ok", State.RETURNED: "warning"}


def state_mark(state: str) -> SafeString:
    """Return the state in words with its own sign; colour repeats it and says nothing more."""
    one = State(state)
    return format_html(
        '<span class="badge badge-{}"><span aria-hidden="true">{} </span>{}</span>',
        _BADGES.get(one, "plain"),
        SIGNS[one],
        one.label,
    )


def star_words(key: str) -> str:
    return str(StarKey(key).label) if key else ""


class MoneyColumn(NumberColumn):
    """Money in words; an empty one was not stated."""

    def render(self, value: Decimal) -> str:
        return say_yuan(value)


def _steps(project: Project) -> str:
    if not project.steps:
        return ""
    return _("%(reached)s of %(all)s") % {"reached": project.steps_reached, "all": project.steps}


class ProjectTable(Table):
    title = LinkColumn(
        verbose_name=gettext_lazy("Project"),
        to="project-detail",
        order_by=("title", "pk"),
        attrs={"td": {"class": "wide"}},
    )
    area = TextColumn(
        verbose_name=gettext_lazy("Area"), accessor="area__title", order_by=("area_id", "pk")
    )
    campaign = TextColumn(
        verbose_name=gettext_lazy("Campaign"),
        accessor="campaign_id",
        order_by=("campaign_id", "area_id", "pk"),
        visible=False,
    )
    star = TextColumn(
        verbose_name=gettext_lazy("Star"),
        empty_values=(),
        order_by=("star", "area_id", "pk"),
        export=lambda row: star_words(row.star),
    )
    responsible = TextColumn(
        verbose_name=gettext_lazy("Responsible"), order_by=("responsible", "pk")
    )
    planned = MoneyColumn(
        verbose_name=gettext_lazy("Money planned"),
        order_by=("planned", "pk"),
        default=gettext_lazy("not stated"),
    )
    received = MoneyColumn(verbose_name=gettext_lazy("Money received"), order_by=("received", "pk"))
    steps = TextColumn(
        verbose_name=gettext_lazy("Steps reached"),
        empty_values=(),
        order_by=("steps_reached", "steps", "pk"),
        export=_steps,
    )
    income = MoneyColumn(
        verbose_name=gettext_lazy("Income a year expected"),
        accessor="income_planned",
        order_by=("income_planned", "pk"),
        visible=False,
    )
    income_reached = MoneyColumn(
        verbose_name=gettext_lazy("Income a year reached"),
        order_by=("income_reached", "pk"),
        visible=False,
    )
    supply = TextColumn(
        verbose_name=gettext_lazy("Supply"),
        accessor="supply__title",
        order_by=("supply__title", "pk"),
    )
    state = TextColumn(
        verbose_name=gettext_lazy("State"),
        order_by=("rank", "area_id", "pk"),
        export=Project.get_state_display,
    )
    comes_next = TextColumn(
        verbose_name=gettext_lazy("Next step"),
        empty_values=(),
        order_by=("rank", "area_id", "pk"),
        visible=False,
        export=lambda row: what_comes_next(row.state),
    )

    class Meta(Table.Meta):
        model = Project
        fields = ()

    def render_star(self, record: Project) -> str:
        return star_words(record.star) or "—"

    def render_steps(self, record: Project) -> str:
        return _steps(record) or "—"

    def render_state(self, record: Project) -> SafeString:
        return state_mark(record.state)


class SupplyTable(Table):
    title = LinkColumn(
        verbose_name=gettext_lazy("What is offered"),
        to="supply-detail",
        order_by=("title", "pk"),
        attrs={"td": {"class": "wide"}},
    )
    department = TextColumn(verbose_name=gettext_lazy("Department"), order_by=("department", "pk"))
    area = TextColumn(
        verbose_name=gettext_lazy("Area"), accessor="area__title", order_by=("area_id", "pk")
    )
    campaign = TextColumn(
        verbose_name=gettext_lazy("Campaign"),
        accessor="campaign_id",
        order_by=("campaign_id", "area_id", "pk"),
    )
    star = TextColumn(
        verbose_name=gettext_lazy("Star"),
        empty_values=(),
        order_by=("star", "area_id", "pk"),
        export=lambda row: star_words(row.star),
    )
    amount = MoneyColumn(
        verbose_name=gettext_lazy("Money"),
        order_by=("amount", "pk"),
        default=gettext_lazy("not stated"),
    )
    used = MoneyColumn(verbose_name=gettext_lazy("Promised"), order_by=("used", "pk"))
    left = MoneyColumn(
        verbose_name=gettext_lazy("Still free"),
        order_by=("left", "pk"),
        default=gettext_lazy("not stated"),
    )
    served = NumberColumn(verbose_name=gettext_lazy("Projects matched"), order_by=("served", "pk"))

    class Meta(Table.Meta):
        model = Supply
        fields = ()

    def render_star(self, record: Supply) -> str:
        return star_words(record.star) or "—"
