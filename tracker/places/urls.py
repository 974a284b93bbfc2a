"""Addresses of the places room."""

from django.urls import path

from tracker.places import views

urlpatterns = [
    path("search/", views.search, name="area-search"),
    path("areas/", views.AreaList.as_view(), name="area-list"),
    path("branches/", views.BranchList.as_view(), name="branch-list"),
]
