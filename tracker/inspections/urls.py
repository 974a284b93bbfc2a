"""Addresses of the inspections room."""

from django.urls import path

from tracker.inspections.views import bulletins, lists, photos, recording, rounds, self_checks

urlpatterns = [
    path("rounds/", lists.RoundList.as_view(), name="round-list"),
    path("rounds/new/", rounds.new, name="round-new"),
    path("rounds/<int:pk>/", rounds.detail, name="round-detail"),
    path("rounds/<int:pk>/add/", rounds.add, name="round-add"),
    path("rounds/<int:pk>/close/", rounds.close, name="round-close"),
    path("rounds/visits/", lists.VisitPlan.as_view(), name="visit-plan"),
    path("visits/<int:pk>/begin/", recording.begin_visit, name="visit-begin"),
    path("inspections/", lists.InspectionList.as_view(), name="inspection-list"),
    path("inspections/own/", lists.SelfCheckList.as_view(), name="self-check-list"),
    path("inspections/own/new/<str:code>/", self_checks.new, name="self-check-new"),
    path("inspections/own/new/<str:code>/draft/", self_checks.keep, name="self-check-draft"),
    path("inspections/own/<int:pk>/", self_checks.detail, name="self-check-detail"),
    path("inspections/claims/", rounds.claims, name="claim-gap"),
    path("inspections/reported/", rounds.reported, name="reported-inspections"),
    path("inspections/<int:pk>/", recording.detail, name="inspection-detail"),
    path("inspections/<int:pk>/record/", recording.record, name="inspection-record"),
    path("inspections/<int:pk>/draft/", recording.keep, name="inspection-draft"),
    path("inspections/<int:pk>/photos/", photos.add, name="photo-add"),
    path("inspections/<int:pk>/photos/<int:photo>/", photos.show, name="photo"),
    path("inspections/<int:pk>/photos/<int:photo>/remove/", photos.remove, name="photo-remove"),
    path("bulletins/", lists.BulletinList.as_view(), name="bulletin-list"),
    path("bulletins/new/", bulletins.new, name="bulletin-new"),
    path("bulletins/<int:pk>/", bulletins.detail, name="bulletin-detail"),
    path("bulletins/<int:pk>/move/", bulletins.move, name="bulletin-move"),
    path("bulletins/<int:pk>/docx/", bulletins.docx, name="bulletin-docx"),
]
