"""Lists that have no page of that kind on the site: jobs, rows of a changeset, claims."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from tracker.changesets.models import Changeset, ChangesetRow
from tracker.changesets.terms import Verdict
from tracker.claims.models import Claim
from tracker.claims.terms import State as Judged
from tracker.jobs.models import Job
from tracker.jobs.terms import State
from tracker.people.permissions import visible_or_404
from tracker.ui.filters import FilterSet, MultipleChoice
from tracker.ui.lists import ListPage
from tracker.ui.tables import DateColumn, NumberColumn, Table, TextColumn


class JobTable(Table):
    state = TextColumn(verbose_name=_("State"), order_by=("state", "pk"))
    asked_at = DateColumn(verbose_name=_("Asked for"), order_by=("asked_at", "pk"))

    class Meta(Table.Meta):
        model = Job
        fields = ()


class JobFilterSet(FilterSet):
    state = MultipleChoice(label=_("State"), choices=State.choices)

    class Meta:
        model = Job
        fields: list[str] = []


class JobPage(ListPage):
    """Each person's own; nobody reads another person's, whatever their rights."""

    table_class = JobTable
    filterset_class = JobFilterSet
    title = _("My background work")

    def get_queryset(self) -> QuerySet:
        return Job.objects.asked_by(self.request.user).newest_first()


class ChangesetRowTable(Table):
    number = NumberColumn(verbose_name=_("row of the file"), order_by=("number", "pk"))
    verdict = TextColumn(verbose_name=_("what becomes of it"), order_by=("verdict", "number", "pk"))

    class Meta(Table.Meta):
        model = ChangesetRow
        fields = ()


class ChangesetRowFilterSet(FilterSet):
    verdict = MultipleChoice(label=_("what becomes of it"), choices=Verdict.choices)

    class Meta:
        model = ChangesetRow
        fields: list[str] = []


class ChangesetRowPage(ListPage):
    """The rows of one changeset, `pk` of the address, that the person may read."""

    table_class = ChangesetRowTable
    filterset_class = ChangesetRowFilterSet

    def get_queryset(self) -> QuerySet:
        mine = Changeset.objects.visible_to(self.request.user)
        changeset = visible_or_404(mine, pk=self.kwargs["pk"])
        return ChangesetRow.objects.filter(changeset=changeset).in_order()


class ClaimTable(Table):
    start = NumberColumn(verbose_name=_("first character"), order_by=("start", "end", "pk"))
    state = TextColumn(verbose_name=_("State"), order_by=("state", "start", "pk"))

    class Meta(Table.Meta):
        model = Claim
        fields = ()


class ClaimFilterSet(FilterSet):
    state = MultipleChoice(label=_("State"), choices=Judged.choices)

    class Meta:
        model = Claim
        fields: list[str] = []


class ClaimPage(ListPage):
    """The claims of one article, `key` of the address, that the person may read."""

    table_class = ClaimTable
    filterset_class = ClaimFilterSet

    def get_queryset(self) -> QuerySet:
        given_in = Article.objects.exclude(page__original=None)
        article = visible_or_404(given_in, pk=self.kwargs["key"])
        return Claim.objects.visible_to(self.request.user).filter(article=article).in_order()
