"""Addresses of notices."""

from django.urls import path

from tracker.notices import views

urlpatterns = [
    path("notices/", views.NoticeList.as_view(), name="notice-list"),
    path("notices/read/", views.read_all, name="notice-read-all"),
    path("notices/channel/", views.channel, name="notice-channel"),
    path("notices/<int:pk>/", views.detail, name="notice-detail"),
    path("notices/<int:pk>/read/", views.read, name="notice-read"),
]
