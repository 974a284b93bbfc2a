"""Addresses of the declarations room."""

from django.urls import path

from tracker.declarations.views import detail, lists, moving, sheet, targets

urlpatterns = [
    path("declarations/", lists.DeclarationList.as_view(), name="declaration-list"),
    path("declarations/bulk/", moving.bulk, name="declaration-bulk"),
    path("declarations/<int:year>/<str:code>/", detail.detail, name="declaration-detail"),
    path(
        "declarations/<int:year>/<str:code>/fill-in/",
        detail.fill_in_page,
        name="declaration-fill-in",
    ),
    path("declarations/<int:year>/<str:code>/move/", moving.move, name="declaration-move"),
    path("declarations/<int:year>/<str:code>/sheet/", sheet.sheet, name="declaration-sheet"),
    path("targets/", lists.TargetList.as_view(), name="target-list"),
    path("targets/<int:year>/<str:code>/", targets.target_set, name="target-set"),
]
