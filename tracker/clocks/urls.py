"""Addresses of the clocks room."""

from django.urls import path

from tracker.clocks import views

urlpatterns = [
    path("clocks/", views.ClockList.as_view(), name="clock-list"),
    path("clocks/<int:year>/<str:code>/", views.clock_set, name="clock-set"),
    path("weeks/", views.WeeklyCardList.as_view(), name="weekly-card-list"),
    path("weeks/<str:code>/", views.week_grid, name="week-grid"),
]
