"""Addresses of the boards."""

from django.urls import path

from tracker.boards.views import BoardPage, LadderPage

urlpatterns = [
    path("boards/", BoardPage.as_view(), name="board"),
    path("boards/ladder/", LadderPage.as_view(), name="ladder"),
]
