"""Addresses of changesets."""

from django.urls import path

from tracker.changesets.views import imports, lists, one

urlpatterns = [
    path("changesets/", lists.ChangesetList.as_view(), name="changeset-list"),
    path("changesets/new/", imports.new, name="changeset-new"),
    path("changesets/template/", imports.template, name="changeset-template"),
    path("changesets/<int:pk>/", one.detail, name="changeset-detail"),
    path("changesets/<int:pk>/act/", one.act, name="changeset-act"),
    path("changesets/<int:pk>/choose/", one.choose, name="changeset-choose"),
    path("changesets/<int:pk>/refused/", one.refused, name="changeset-refused"),
]
