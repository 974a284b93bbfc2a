"""Addresses of the boards."""

from django.urls import path

from tracker.boards import views

urlpatterns = [
    path("boards/", views.home, name="board-home"),
    path("boards/<int:year>/<str:code>/", views.board, name="board"),
]
