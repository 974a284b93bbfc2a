"""The lists of the site as JSON: the same rows in the same order for the same parameters."""

from __future__ import annotations

from html import unescape
from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.handling import Endpoint
from tracker.api.pages import ClaimPage, JobPage
from tracker.api.schema import ALWAYS, page_of, parameters_of, refusals
from tracker.api.serializers.declarations import DeclarationRow, TargetRow
from tracker.api.serializers.figures import ArticleRow, CrosscheckRow, FigureRow
from tracker.api.serializers.keeping import (
    AliasRow,
    BulletinRow,
    ClaimRow,
    ClockRow,
    FindingRow,
    HelpRow,
    InspectionRow,
    MeetingRow,
    PaperRow,
    PlannedVisitRow,
    ProjectRow,
    RoundRow,
    SelfCheckRow,
    SupplyRow,
    TieRow,
    TrainingRow,
    VisitRow,
    WeakBranchRow,
    WeeklyCardRow,
    WorkRecordRow,
    WorkRow,
)
from tracker.api.serializers.members import Row
from tracker.api.serializers.places import AreaRow, BranchRow
from tracker.api.serializers.ratings import AwardedRow, ReportRow, StarRow
from tracker.api.serializers.work import EventRow, JobRow
from tracker.claims.views.archive import AliasList, Archive
from tracker.clocks.views import ClockList, WeeklyCardList
from tracker.contacts.views.lists import (
    HelpCountList,
    TieList,
    TrainingList,
    VisitList,
    WeakBranchList,
)
from tracker.declarations.views.lists import DeclarationList, TargetList
from tracker.figures.views import ArticleList, CrosscheckList, FigureList
from tracker.findings.views.lists import FindingList
from tracker.inspections.views.lists import (
    BulletinList,
    InspectionList,
    RoundList,
    SelfCheckList,
    VisitPlan,
)
from tracker.logbook.views import EventList
from tracker.places.views import AreaList, BranchList
from tracker.projects.views.lists import ProjectList, SupplyList
from tracker.ratings.views.reports import ReportList
from tracker.ratings.views.stars import AwardedList, StarList
from tracker.ui.addresses import with_changes
from tracker.ui.lists import ListPage
from tracker.ui.machines import problem
from tracker.ui.paging import BadParameterError, NotUnderstoodError, only, stated_size, turn_to_page
from tracker.ui.tables import Table
from tracker.worklist.views.lists import MeetingList, WorkItemList, WorkStepList


class Listing(Endpoint):
    """One list of the site (`page`), each row as `row` says.

    Queryset, rights, filters and order are those of the page: there is no second place where
    a filter could be forgotten.
    """

    page: ClassVar[type[ListPage]]
    row: ClassVar[type[Row]]

    def get(self, request: Request, **named: Any) -> HttpResponse:
        asked = request._request  # noqa: SLF001 - DRF documents it
        page = self.page()
        page.setup(asked, **named)
        try:
            table = page.rows_for(asked)
            if only(page.query, "export"):
                words = _("Files are fetched from the list's own page on the site.")
                raise BadParameterError("export", words)
            turn_to_page(table, page.query, stated_size(page.query))
        except NotUnderstoodError as error:
            return _not_understood(error)
        return Response(self._body(page, table))

    def _body(self, page: ListPage, table: Table) -> dict[str, Any]:
        shown = table.page
        return {
            "count": shown.paginator.count,
            "page": shown.number,
            "pages": shown.paginator.num_pages,
            "next": _to(page, shown.number + 1) if shown.has_next() else None,
            "previous": _to(page, shown.number - 1) if shown.has_previous() else None,
            "results": self.row(shown.object_list.data, many=True).data,
        }


def _to(page: ListPage, number: int) -> str:
    return page.request.path + with_changes(page.query, page=number)


def _not_understood(error: NotUnderstoodError) -> HttpResponse:
    """400, naming each parameter and what to do; never the whole list instead."""
    named = [{"name": one.parameter, "detail": _plain(one.message)} for one in error.problems]
    words = _("The list does not understand this address; no rows are sent.")
    return problem("not-understood", words, parameters=named)


def _plain(message: object) -> str:
    """Return the words of a message; a page's own may lead to what could be meant."""
    return unescape(strip_tags(str(message)))


def _listing(name: str, page: type[ListPage], row: type[Row]) -> Any:
    """Return the view of one list, described from its page's own filters and columns."""
    described = extend_schema(
        operation_id=f"{name}_list",
        summary=page.title,
        description=(row.__doc__ or "").strip(),
        tags=[gettext_lazy("Lists")],
        parameters=parameters_of(page),
        responses={200: page_of(row, row.__name__.removesuffix("Row")), **refusals(*ALWAYS)},
    )
    made = type(f"{row.__name__}Listing", (Listing,), {"page": page, "row": row})
    made.get = described(_own(Listing.get))  # type: ignore[attr-defined]
    return made.as_view()  # type: ignore[attr-defined]


def _own(method: Any) -> Any:
    """Return a copy of a method, so that each list carries a description of its own."""

    def get(self: Listing, request: Request) -> HttpResponse:
        return method(self, request)  # type: ignore[no-any-return]

    return get


areas = _listing("areas", AreaList, AreaRow)
branches = _listing("branches", BranchList, BranchRow)
stars = _listing("stars", AwardedList, AwardedRow)
figures = _listing("figures", FigureList, FigureRow)
articles = _listing("articles", ArticleList, ArticleRow)
contradictions = _listing("contradictions", CrosscheckList, CrosscheckRow)
declarations = _listing("declarations", DeclarationList, DeclarationRow)
targets = _listing("targets", TargetList, TargetRow)
ratings = _listing("ratings", StarList, StarRow)
reports = _listing("reported_ratings", ReportList, ReportRow)
log = _listing("log", EventList, EventRow)
jobs = _listing("jobs", JobPage, JobRow)
findings = _listing("findings", FindingList, FindingRow)
weekly_cards = _listing("weekly_cards", WeeklyCardList, WeeklyCardRow)
clocks = _listing("clocks", ClockList, ClockRow)
rounds = _listing("rounds", RoundList, RoundRow)
self_checks = _listing("self_checks", SelfCheckList, SelfCheckRow)
planned_visits = _listing("planned_visits", VisitPlan, PlannedVisitRow)
inspections = _listing("inspections", InspectionList, InspectionRow)
bulletins = _listing("bulletins", BulletinList, BulletinRow)
work = _listing("work", WorkItemList, WorkRow)
work_record = _listing("work_record", WorkStepList, WorkRecordRow)
meetings = _listing("meetings", MeetingList, MeetingRow)
projects = _listing("projects", ProjectList, ProjectRow)
supplies = _listing("supplies", SupplyList, SupplyRow)
ties = _listing("ties", TieList, TieRow)
weak_branches = _listing("weak_branches", WeakBranchList, WeakBranchRow)
visits = _listing("visits", VisitList, VisitRow)
help_counts = _listing("help_counts", HelpCountList, HelpRow)
trainings = _listing("trainings", TrainingList, TrainingRow)
papers = _listing("papers", Archive, PaperRow)
names = _listing("names", AliasList, AliasRow)


class ArticleClaims(Listing):
    page = ClaimPage
    row = ClaimRow

    @extend_schema(
        operation_id="paper_claims",
        summary=gettext_lazy("The claims of an article; many are accepted with a changeset"),
        tags=[gettext_lazy("Lists")],
        parameters=parameters_of(ClaimPage),
        responses={200: page_of(ClaimRow, "Claim"), **refusals(*ALWAYS, "not-found")},
    )
    def get(self, request: Request, key: str) -> HttpResponse:
        return super().get(request, key=key)
