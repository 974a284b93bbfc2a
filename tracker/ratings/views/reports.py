"""What papers say of single branches, and accepting it as a record."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.campaigns.scoring import HIGHEST_LEVEL
from tracker.figures.models import ReportedFigure
from tracker.people.permissions import may, require, visible_or_404
from tracker.ratings.actions import accept_report, reports_about_single_branches
from tracker.ratings.filters import ReportFilterSet
from tracker.ratings.forms import AcceptForm
from tracker.ratings.models import Rating
from tracker.ratings.standing.reported import meant
from tracker.ratings.tables import ReportTable
from tracker.ui.crumbs import Crumb
from tracker.ui.lists import ListPage


class ReportList(ListPage):
    table_class = ReportTable
    filterset_class = ReportFilterSet
    title = gettext_lazy("What papers say of single branches")
    lead = gettext_lazy(
        "A report stays a report until the county accepts it as a record; "
        "then its stars are public."
    )
    export_name = "reported-ratings"

    def get_queryset(self) -> QuerySet:
        return reports_about_single_branches(self.request.user)

    def trail(self) -> list[Crumb]:
        return [Crumb(_("Ratings"), reverse("rating-list")), Crumb(self.title)]

    def empty_state(self) -> str:
        return _("No paper states the level of a single branch in your areas.")


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, key: str) -> HttpResponse:
    """One report, its passport, and the form to accept it."""
    figure = visible_or_404(reports_about_single_branches(request.user), pk=key)
    sent = request.method == "POST"
    if sent:
        require(request.user, Permission.RATINGS_CONFIRM, figure.area_id)
    stars = meant(figure.area, figure.unit_kind, figure.campaign, figure.level)
    form = AcceptForm(stars.scheme, figure.level, request.POST if sent else None)
    if sent and form.is_valid():
        try:
            accept_report(by=request.user, figure=figure, stars=form.cleaned_data["stars"] or None)
        except Refused as error:
            form.add_error("stars" if figure.level < HIGHEST_LEVEL else None, str(error))
        else:
            messages.success(
                request,
                _("Accepted as a record: %(branch)s, %(year)s.")
                % {"branch": figure.area.name, "year": figure.campaign_id},
            )
            return redirect("rating-detail", figure.campaign_id, figure.area_id)
    return _page(request, figure, form)


def _page(request: HttpRequest, figure: ReportedFigure, form: AcceptForm) -> HttpResponse:
    accepted = None
    if figure.accepted_rating:
        ratings = Rating.objects.visible_to(request.user).select_related("opened_by")
        accepted = ratings.filter(pk=figure.accepted_rating).first()
    context = {
        "figure": figure,
        "form": form,
        "accepted": accepted,
        "may_accept": may(request.user, Permission.RATINGS_CONFIRM, figure.area_id),
        "page_title": figure.text,
        "trail": [
            Crumb(_("Ratings"), reverse("rating-list")),
            Crumb(_("What papers say of single branches"), reverse("reported-rating-list")),
            Crumb(figure.text),
        ],
    }
    return render(request, "ratings/accept.html", context)
