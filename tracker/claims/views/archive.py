"""Articles whose text staff have given in, and the names that articles gave to places."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles.models import Article
from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.claims.actions import review_alias
from tracker.claims.filters import AliasFilterSet, ArchiveFilterSet
from tracker.claims.models import AliasProposal, Claim
from tracker.claims.tables import AliasTable, ArchiveTable
from tracker.claims.terms import State
from tracker.figures.models import ReportedFigure
from tracker.people.permissions import may_somewhere, visible_or_404
from tracker.ui.crumbs import Crumb
from tracker.ui.lists import ListPage


def counted(rows: QuerySet) -> Coalesce:
    """Return how many rows stand in the article of the outer query."""
    here = rows.filter(article=OuterRef("pk")).order_by().values("article")
    number = here.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


class Archive(ListPage):
    table_class = ArchiveTable
    filterset_class = ArchiveFilterSet
    template_name = "claims/archive.html"
    title = gettext_lazy("Papers")
    lead = gettext_lazy(
        "Articles whose text was given in, for staff only: search their words, judge their claims."
    )
    export_name = "archive"

    def get_queryset(self) -> QuerySet:
        mine = Claim.objects.visible_to(self.request.user)
        newest_first = Article.objects.order_by("-page__published_on", "page_id", "start", "key")
        return (
            newest_first.exclude(page__original=None)
            .defer("search_text")
            .select_related("page")
            .annotate(
                waiting=counted(mine.waiting()),
                accepted=counted(mine.filter(state=State.ACCEPTED)),
                figure_count=counted(ReportedFigure.objects.all()),
            )
        )

    def empty_state(self) -> str:
        return _("No text of a page has been given in yet.")

    def extra_context(self) -> dict[str, Any]:
        return {"may_receive": may_somewhere(self.request.user, Permission.CLAIMS_JUDGE)}


class AliasList(ListPage):
    table_class = AliasTable
    filterset_class = AliasFilterSet
    title = gettext_lazy("Names from the papers")
    lead = gettext_lazy(
        "Names under which articles speak of places. Once taken into the gazetteer, a name is "
        "recognised on the next page."
    )
    export_name = "aliases"

    def get_queryset(self) -> QuerySet:
        rows = AliasProposal.objects.visible_to(self.request.user)
        return rows.select_related("area").order_by("-state", "area", "name", "pk")

    def empty_state(self) -> str:
        return _("No name is proposed in your areas.")


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposed name, where it was read, and the two answers."""
    rows = AliasProposal.objects.visible_to(request.user)
    proposal = visible_or_404(
        rows.select_related("area__parent", "claim__article__page", "proposed_by", "reviewed_by"),
        pk=pk,
    )
    fault, status = "", 200
    if request.method == "POST":
        try:
            review_alias(by=request.user, proposal=proposal, take=request.POST.get("do") == "take")
        except Refused as error:
            fault, status = str(error), 409
        else:
            messages.success(request, _("The name was reviewed."))
            return redirect("alias-list")
    context = {
        "proposal": proposal,
        "fault": fault,
        "page_title": proposal.name,
        "trail": [Crumb(_("Names from the papers"), reverse("alias-list")), Crumb(proposal.name)],
    }
    return render(request, "claims/alias.html", context, status=status)
