"""Search, and lists of places and branches."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tracker.places.filters import AreaFilterSet, BranchFilterSet
from tracker.places.matching import SHOWN, area_with_code, matching
from tracker.places.models import Area, Branch
from tracker.places.tables import AreaTable, BranchTable
from tracker.ui.crumbs import Crumb
from tracker.ui.lists import ListPage

LONGEST_QUERY = 60  # characters; the longest official name has 30


class AreaList(ListPage):
    table_class = AreaTable
    filterset_class = AreaFilterSet
    title = _("Places")
    lead = _("The area tree from city to village, in order of the statistical codes.")
    export_name = "places"

    def get_queryset(self) -> QuerySet:
        return Area.objects.current().select_related("parent__parent")


class BranchList(ListPage):
    table_class = BranchTable
    filterset_class = BranchFilterSet
    title = _("Branches")
    lead = _("One branch for each village or community that takes part.")
    export_name = "branches"

    def get_queryset(self) -> QuerySet:
        return Branch.objects.filter(ended_on__isnull=True).select_related("area__parent__parent")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Places for what was typed. Only a whole code leads straight to its page."""
    query = request.GET.get("q", "").strip()
    if len(query) > LONGEST_QUERY:
        raise BadRequest(
            gettext("Search for at most %(longest)s characters.") % {"longest": LONGEST_QUERY}
        )
    area = area_with_code(query)
    if area:
        return redirect("area-detail", code=area.pk)
    context = {
        "query": query,
        "matches": matching(query),
        "shown": SHOWN,
        "trail": [Crumb(gettext("Overview"), reverse("home")), Crumb(gettext("Search"))],
    }
    return render(request, "places/search.html", context)
