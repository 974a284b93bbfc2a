"""Addresses of the findings room."""

from django.urls import path

from tracker.findings.views import detail, ledgers, lists, moving

urlpatterns = [
    path("findings/", lists.FindingList.as_view(), name="finding-list"),
    path("findings/new/", detail.new, name="finding-new"),
    path("findings/bulk/", moving.bulk, name="finding-bulk"),
    path("findings/ledger/", ledgers.ledger_page, name="finding-ledger"),
    path("findings/<slug:number>/", detail.detail, name="finding-detail"),
    path("findings/<slug:number>/move/", moving.move, name="finding-move"),
    path("findings/<slug:number>/ask/", detail.ask, name="finding-ask"),
    path("findings/<slug:number>/decide/", detail.decide, name="finding-decide"),
    path("findings/<slug:number>/again/", detail.again, name="finding-again"),
]
