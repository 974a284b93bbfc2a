"""The list of findings."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.access.terms import Permission
from tracker.findings.actions.moving import MOST_AT_ONCE
from tracker.findings.filters import FindingFilterSet
from tracker.findings.forms import BULK_VERBS
from tracker.findings.standing.rows import finding_rows
from tracker.findings.tables import FindingTable
from tracker.findings.terms import Verb
from tracker.findings.workflow import permissions_of
from tracker.people.models import User
from tracker.people.permissions import may_somewhere
from tracker.ui.lists import ListPage
from tracker.ui.tables import Table


def verbs_of(user: User) -> list[Verb]:
    """Return what a person may do to many findings at once, in the order it is offered."""
    return [
        verb for verb in BULK_VERBS if any(may_somewhere(user, one) for one in permissions_of(verb))
    ]


class FindingList(ListPage):
    table_class = FindingTable
    filterset_class = FindingFilterSet
    title = gettext_lazy("Findings to put right")
    lead = gettext_lazy(
        "What was found in your areas, how far it is put right, when it is due and how far it "
        "has climbed."
    )
    export_name = "findings"
    template_name = "findings/list.html"

    def get_queryset(self) -> QuerySet:
        return finding_rows(self.request.user)

    def empty_state(self) -> str:
        return _("Nothing has been reported yet. Inspections and the button above bring findings.")

    def extra_context(self) -> dict[str, Any]:
        return {
            "verbs": self.verbs,
            "list_address": self.query.urlencode(),
            "most_at_once": MOST_AT_ONCE,
            "may_read_clocks": may_somewhere(self.request.user, Permission.CLOCKS_READ),
            "may_report": may_somewhere(self.request.user, Permission.FINDINGS_REPORT),
        }

    def _page(self, table: Table, **kwargs: Any) -> HttpResponse:
        self.verbs = verbs_of(self.request.user)
        table.picks = bool(self.verbs)
        return super()._page(table, **kwargs)
