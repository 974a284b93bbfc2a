"""Addresses of the ui room."""

from django.urls import path

from tracker.ui import views

urlpatterns = [
    path("choices/language/", views.choose_language, name="choose-language"),
    path("choices/display/", views.choose_display, name="choose-display"),
]
