"""A list page over areas with one column and one filter of each kind, and pages that fail."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import include, path

from tracker.places.models import Area
from tracker.places.terms import Level
from tracker.ui.filters import FilterSet, MultipleChoice, SearchFilter, StrictNumberFilter
from tracker.ui.lists import ListPage
from tracker.ui.tables import DateColumn, LinkColumn, NumberColumn, Table, TextColumn


class SampleTable(Table):
    name = LinkColumn(verbose_name="Name", to=lambda area: f"/areas/{area.pk}/")
    code = TextColumn(verbose_name="Code")
    level = TextColumn(verbose_name="Level", orderable=False)
    rural_units = NumberColumn(verbose_name="Villages")
    valid_from = DateColumn(verbose_name="Since", visible=False)

    class Meta:
        order_by = "rural_units"


class SampleFilters(FilterSet):
    q = SearchFilter(method="by_name", label="Name")
    level = MultipleChoice(label="Level", choices=Level.choices)
    villages = StrictNumberFilter(field_name="rural_units", label="Villages")

    def by_name(self, queryset, _name, word):
        return queryset.filter(name__contains=word)


class SampleList(ListPage):
    queryset = Area.objects.all()
    table_class = SampleTable
    filterset_class = SampleFilters
    title = "Sample"
    export_name = "sample"

    def empty_state(self):
        return "No area has been loaded."


def refuse(request):
    raise PermissionDenied


def break_down(request):
    raise RuntimeError("secret detail")


def misunderstand(request):
    raise BadRequest("Give a year of four digits.")


def miss(request):
    raise Http404("There is no area 9999.")


def miss_row(request):
    return get_object_or_404(Area, pk="9999")


urlpatterns = [
    path("api/refused/", refuse),
    path("api/broken/", break_down),
    path("api/misunderstood/", misunderstand),
    path("api/missed/", miss),
    path("api/missed-row/", miss_row),
    path("sample/", SampleList.as_view(), name="sample"),
    path("refused/", refuse),
    path("broken/", break_down),
    path("misunderstood/", misunderstand),
    path("missed/", miss),
    path("", include("config.urls")),
]

handler400 = "tracker.ui.views.bad_request"
handler403 = "tracker.ui.views.permission_denied"
handler404 = "tracker.ui.views.page_not_found"
handler500 = "tracker.ui.views.server_error"
