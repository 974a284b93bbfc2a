"""Addresses of the project lists."""

from django.urls import path

from tracker.projects.views import lists, parts, projects, supplies

urlpatterns = [
    path("projects/", lists.ProjectList.as_view(), name="project-list"),
    path("projects/<int:pk>/", projects.detail, name="project-detail"),
    path("projects/<int:pk>/change/", projects.change, name="project-change"),
    path("projects/<int:pk>/move/", projects.move, name="project-move"),
    path("projects/<int:pk>/match/", projects.match_page, name="project-match"),
    path("projects/<int:pk>/steps/", parts.milestone_new, name="milestone-new"),
    path("projects/<int:pk>/money/", parts.payment_new, name="payment-new"),
    path("milestones/<int:pk>/reach/", parts.milestone_reach, name="milestone-reach"),
    path("projects/new/<int:year>/<str:code>/", projects.new, name="project-new"),
    path("projects/stars/<int:year>/<str:code>/", lists.stars, name="project-stars"),
    path("supplies/", lists.SupplyList.as_view(), name="supply-list"),
    path("supplies/<int:pk>/", supplies.detail, name="supply-detail"),
    path("supplies/<int:pk>/change/", supplies.change, name="supply-change"),
    path("supplies/new/<int:year>/<str:code>/", supplies.new, name="supply-new"),
]
