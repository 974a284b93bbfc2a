"""Addresses of the interface. Its first version is /api/v1/; what is there stays as it is."""

from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView

from tracker.api.views import changesets, declarations, docs, jobs, lists, points, ratings

V1 = "api/v1/"

urlpatterns = [
    path("interface/", docs.docs, name="api-docs"),
    path(f"{V1}schema/", SpectacularJSONAPIView.as_view(), name="api-schema"),
    path(f"{V1}areas/", lists.areas, name="api-area-list"),
    path(f"{V1}branches/", lists.branches, name="api-branch-list"),
    path(f"{V1}stars/", lists.stars, name="api-star-list"),
    path(f"{V1}figures/", lists.figures, name="api-figure-list"),
    path(f"{V1}articles/", lists.articles, name="api-article-list"),
    path(f"{V1}contradictions/", lists.contradictions, name="api-contradiction-list"),
    path(f"{V1}figures/<str:key>/", points.FigurePoint.as_view(), name="api-figure"),
    path(f"{V1}articles/<str:key>/", points.ArticlePoint.as_view(), name="api-article"),
    path(
        f"{V1}contradictions/<str:key>/",
        points.ContradictionPoint.as_view(),
        name="api-contradiction",
    ),
    path(f"{V1}declarations/", lists.declarations, name="api-declaration-list"),
    path(f"{V1}targets/", lists.targets, name="api-target-list"),
    path(f"{V1}ratings/", lists.ratings, name="api-rating-list"),
    path(f"{V1}reported-ratings/", lists.reports, name="api-reported-rating-list"),
    path(
        f"{V1}declarations/<int:year>/<str:code>/",
        declarations.DeclarationPoint.as_view(),
        name="api-declaration",
    ),
    path(
        f"{V1}declarations/<int:year>/<str:code>/moves/",
        declarations.DeclarationMoves.as_view(),
        name="api-declaration-move",
    ),
    path(
        f"{V1}targets/<int:year>/<str:code>/",
        declarations.TargetsPoint.as_view(),
        name="api-target",
    ),
    path(f"{V1}ratings/<int:year>/<str:code>/", ratings.RatingPoint.as_view(), name="api-rating"),
    path(
        f"{V1}ratings/<int:year>/<str:code>/<str:key>/",
        ratings.StarPoint.as_view(),
        name="api-star",
    ),
    path(
        f"{V1}ratings/<int:year>/<str:code>/<str:key>/moves/",
        ratings.StarMoves.as_view(),
        name="api-star-move",
    ),
    path(f"{V1}changesets/", changesets.Changesets.as_view(), name="api-changeset-list"),
    path(f"{V1}changesets/<int:pk>/", changesets.ChangesetPoint.as_view(), name="api-changeset"),
    path(
        f"{V1}changesets/<int:pk>/rows/",
        changesets.ChangesetRows.as_view(),
        name="api-changeset-rows",
    ),
    path(
        f"{V1}changesets/<int:pk>/choices/",
        changesets.ChangesetChoices.as_view(),
        name="api-changeset-choose",
    ),
    path(
        f"{V1}changesets/<int:pk>/confirm/",
        changesets.ChangesetConfirm.as_view(),
        name="api-changeset-confirm",
    ),
    path(
        f"{V1}changesets/<int:pk>/withdraw/",
        changesets.ChangesetWithdraw.as_view(),
        name="api-changeset-withdraw",
    ),
    path(
        f"{V1}changesets/<int:pk>/undo/",
        changesets.ChangesetUndo.as_view(),
        name="api-changeset-undo",
    ),
    path(f"{V1}jobs/<int:pk>/", jobs.JobPoint.as_view(), name="api-job"),
    path(f"{V1}log/", lists.log, name="api-log-list"),
    path(f"{V1}log/<int:sequence>/", points.LogPoint.as_view(), name="api-log"),
    path(f"{V1}findings/", lists.findings, name="api-finding-list"),
    path(f"{V1}weekly-cards/", lists.weekly_cards, name="api-weekly-card-list"),
    path(f"{V1}clocks/", lists.clocks, name="api-clock-list"),
    path(f"{V1}rounds/", lists.rounds, name="api-round-list"),
    path(f"{V1}self-checks/", lists.self_checks, name="api-self-check-list"),
    path(f"{V1}planned-visits/", lists.planned_visits, name="api-visit-plan"),
    path(f"{V1}inspections/", lists.inspections, name="api-inspection-list"),
    path(f"{V1}bulletins/", lists.bulletins, name="api-bulletin-list"),
    path(f"{V1}work/", lists.work, name="api-work-list"),
    path(f"{V1}work-record/", lists.work_record, name="api-work-record"),
    path(f"{V1}meetings/", lists.meetings, name="api-meeting-list"),
    path(f"{V1}projects/", lists.projects, name="api-project-list"),
    path(f"{V1}supplies/", lists.supplies, name="api-supply-list"),
    path(f"{V1}ties/", lists.ties, name="api-tie-list"),
    path(f"{V1}weak-branches/", lists.weak_branches, name="api-weak-list"),
    path(f"{V1}visits/", lists.visits, name="api-visit-list"),
    path(f"{V1}help-counts/", lists.help_counts, name="api-help-list"),
    path(f"{V1}trainings/", lists.trainings, name="api-training-list"),
    path(f"{V1}papers/", lists.papers, name="api-archive"),
    path(f"{V1}papers/<str:key>/claims/", lists.ArticleClaims.as_view(), name="api-paper-claims"),
    path(f"{V1}names/", lists.names, name="api-alias-list"),
    path(f"{V1}jobs/", lists.jobs, name="api-job-list"),
]
