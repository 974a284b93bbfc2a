"""The addresses of all rooms."""

from django.urls import include, path

from tracker.ui import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("robots.txt", health.robots, name="robots"),
    path("", include("tracker.ui.urls")),
    path("", include("tracker.jobs.urls")),
    path("", include("tracker.people.urls")),
    path("", include("tracker.savedviews.urls")),
    path("", include("tracker.tokens.urls")),
    path("", include("tracker.places.urls")),
    path("", include("tracker.campaigns.urls")),
    path("", include("tracker.changesets.urls")),
    path("", include("tracker.figures.urls")),
    path("", include("tracker.claims.urls")),
    path("", include("tracker.declarations.urls")),
    path("", include("tracker.ratings.urls")),
    path("", include("tracker.clocks.urls")),
    path("", include("tracker.findings.urls")),
    path("", include("tracker.inspections.urls")),
    path("", include("tracker.worklist.urls")),
    path("", include("tracker.projects.urls")),
    path("", include("tracker.contacts.urls")),
    path("", include("tracker.notices.urls")),
    path("", include("tracker.dashboards.urls")),
    path("", include("tracker.desks.urls")),
    path("", include("tracker.boards.urls")),
    path("", include("tracker.logbook.urls")),
    path("", include("tracker.api.urls")),
]
