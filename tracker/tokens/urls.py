"""Addresses of tokens."""

from django.urls import path

from tracker.tokens import views

urlpatterns = [
    path("account/tokens/", views.own_tokens, name="token-list"),
    path("account/tokens/revoke/", views.own_token_revoke, name="token-revoke"),
    path("people/<int:pk>/tokens/", views.person_tokens, name="person-tokens"),
    path(
        "people/<int:pk>/tokens/<int:token>/revoke/",
        views.person_token_revoke,
        name="person-token-revoke",
    ),
]
