"""Addresses of the dashboards room."""

from django.urls import path

from tracker.dashboards.views import areas, progress

urlpatterns = [
    path("", areas.home, name="home"),
    path("areas/<str:code>/", areas.area_dashboard, name="area-detail"),
    path(
        "api/v1/areas/<str:code>/dashboard/", areas.area_dashboard_json, name="area-dashboard-json"
    ),
    path(
        "api/v1/areas/<str:code>/dashboard.csv", areas.area_dashboard_csv, name="area-dashboard-csv"
    ),
    # For staff: how far the area has come, in the first campaign to show or in one year.
    path("areas/<str:code>/progress/", progress.area_progress, name="area-progress"),
    path(
        "areas/<str:code>/progress/<int:year>/", progress.area_progress, name="area-progress-year"
    ),
]
