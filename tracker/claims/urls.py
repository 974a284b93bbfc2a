"""Addresses of the claims room."""

from django.urls import path

from tracker.claims.views import archive, desk, receiving

urlpatterns = [
    path("papers/", archive.Archive.as_view(), name="archive"),
    path("papers/new/", receiving.receive_texts, name="page-receive"),
    path("papers/deliveries/<int:pk>/", receiving.delivery_detail, name="delivery-detail"),
    path("papers/names/", archive.AliasList.as_view(), name="alias-list"),
    path("papers/names/<int:pk>/", archive.review, name="alias-review"),
    path("papers/<str:key>/", desk.page_desk, name="page-desk"),
    path("papers/<str:key>/particulars/", receiving.settle, name="page-settle"),
    path("papers/<str:key>/read/", receiving.read_again, name="page-read"),
    path("papers/<str:key>/agreeing/", desk.agreeing, name="page-agreeing"),
    path("claims/<int:pk>/judge/", desk.judge, name="claim-judge"),
    path("claims/<int:pk>/correct/", desk.correct, name="claim-correct"),
]
