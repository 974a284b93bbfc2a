"""Addresses of contacts."""

from django.urls import path

from tracker.contacts.views import lists, seeing, training, tying, weak

urlpatterns = [
    path("contacts/", lists.TieList.as_view(), name="tie-list"),
    path("contacts/<int:pk>/", tying.detail, name="tie-detail"),
    path("contacts/<int:pk>/end/", tying.end, name="tie-end"),
    path("contacts/new/<str:code>/", tying.new, name="tie-new"),
    path("weak-branches/", lists.WeakBranchList.as_view(), name="weak-list"),
    path("weak-branches/<int:pk>/", weak.detail, name="weak-detail"),
    path("weak-branches/<int:pk>/move/", weak.move, name="weak-move"),
    path("weak-branches/new/<str:code>/", weak.new, name="weak-new"),
    path("visits/", lists.VisitList.as_view(), name="visit-list"),
    path("visits/<int:pk>/", seeing.detail, name="visit-detail"),
    path("visits/<int:pk>/issue/", seeing.issue, name="visit-issue"),
    path("visits/new/<str:code>/", seeing.new, name="visit-new"),
    path("help/", lists.HelpCountList.as_view(), name="help-list"),
    path("help/new/<str:code>/", seeing.help_new, name="help-new"),
    path("trainings/", lists.TrainingList.as_view(), name="training-list"),
    path("trainings/<int:pk>/", training.detail, name="training-detail"),
    path("trainings/<int:pk>/change/", training.change, name="training-change"),
    path("trainings/new/<int:year>/<str:code>/", training.new, name="training-new"),
]
