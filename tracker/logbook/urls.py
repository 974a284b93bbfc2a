"""Addresses of the log."""

from django.urls import path

from tracker.logbook import views

urlpatterns = [
    path("log/", views.EventList.as_view(), name="log-list"),
    path("log/<int:sequence>/", views.event_detail, name="log-detail"),
]
