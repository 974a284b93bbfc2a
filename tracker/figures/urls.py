"""Addresses of the figures room, and of the articles the figures come from."""

from django.urls import path

from tracker.figures import views

urlpatterns = [
    path("figures/", views.FigureList.as_view(), name="figure-list"),
    path("figures/<str:key>/", views.figure_detail, name="figure-detail"),
    path("articles/", views.ArticleList.as_view(), name="article-list"),
    path("articles/<str:key>/", views.article_detail, name="article-detail"),
    path("contradictions/", views.CrosscheckList.as_view(), name="crosscheck-list"),
    path("contradictions/<str:key>/", views.crosscheck_detail, name="crosscheck-detail"),
    path("contradictions/<str:key>/decide/", views.crosscheck_decide, name="crosscheck-decide"),
]
