"""Addresses of saved views."""

from django.urls import path

from tracker.savedviews import views

urlpatterns = [
    path("account/views/", views.saved_views, name="saved-view-list"),
    path("account/views/new/", views.saved_view_new, name="saved-view-new"),
    path("account/views/<int:pk>/", views.saved_view_change, name="saved-view-change"),
    path("account/views/<int:pk>/withdraw/", views.saved_view_withdraw, name="saved-view-withdraw"),
    path("account/views/<int:pk>/delete/", views.saved_view_delete, name="saved-view-delete"),
]
