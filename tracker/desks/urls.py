"""Addresses of the desk."""

from django.urls import path

from tracker.desks import views

urlpatterns = [
    path("desk/", views.desk_page, name="desk"),
    path("desk/seen/", views.seen, name="desk-seen"),
]
