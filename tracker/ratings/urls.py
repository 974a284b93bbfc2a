"""Addresses of the ratings room."""

from django.urls import path

from tracker.ratings.views import filling, grid, moving, rating, reports, stars, street

urlpatterns = [
    path("stars/", stars.AwardedList.as_view(), name="star-list"),
    path("ratings/", stars.StarList.as_view(), name="rating-list"),
    path("ratings/bulk/", moving.bulk, name="rating-bulk"),
    path("ratings/reported/", reports.ReportList.as_view(), name="reported-rating-list"),
    path("ratings/reported/<str:key>/", reports.accept, name="reported-rating-accept"),
    path("ratings/<int:year>/<str:code>/", rating.detail, name="rating-detail"),
    path("ratings/<int:year>/<str:code>/sheet/", street.sheet, name="rating-sheet"),
    path("ratings/<int:year>/<str:code>/grid/", grid.stars, name="rating-grid"),
    path("ratings/<int:year>/<str:code>/grid/<str:key>/", grid.standards, name="star-grid"),
    path("ratings/<int:year>/<str:code>/cells/", grid.cells, name="rating-cells"),
    path("ratings/<int:year>/<str:code>/move/", moving.move, name="rating-move"),
    path(
        "ratings/<int:year>/<str:code>/stars/<str:key>/", filling.star_fill_in, name="star-fill-in"
    ),
]
