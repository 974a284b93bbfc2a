"""Addresses of the boards."""

from django.urls import path

from tracker.boards.views import BoardPage

urlpatterns = [path("boards/", BoardPage.as_view(), name="board")]
