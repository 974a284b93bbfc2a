"""The lists of contacts: ties, weak and lax branches, visits, help in numbers, trainings."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.access.terms import Permission
from tracker.contacts.filters import (
    HelpCountFilterSet,
    TieFilterSet,
    TrainingFilterSet,
    VisitFilterSet,
    WeakBranchFilterSet,
)
from tracker.contacts.standing import (
    help_rows,
    running_year,
    tie_rows,
    training_rows,
    visit_rows,
    weak_rows,
)
from tracker.contacts.tables import (
    HelpCountTable,
    TieTable,
    TrainingTable,
    VisitTable,
    WeakBranchTable,
)
from tracker.people.permissions import areas_of
from tracker.places.models import Area
from tracker.ui.lists import ListPage

PAGES = (
    ("tie-list", gettext_lazy("Ties to branches")),
    ("weak-list", gettext_lazy("Weak and lax branches")),
    ("visit-list", gettext_lazy("Visits to branches")),
    ("help-list", gettext_lazy("Help in numbers")),
    ("training-list", gettext_lazy("Trainings on record")),
)


class ContactList(ListPage):
    """A list of this room: links to its sisters, and to what a person may enter."""

    template_name = "contacts/list.html"
    address = ""
    # What is entered from here: the address, its words, the right. The area follows.
    entering: tuple[str, Any, str] | None = None

    def extra_context(self) -> dict[str, Any]:
        return {
            "sisters": [(reverse(name), label, name == self.address) for name, label in PAGES],
            "ways": self._ways(),
        }

    def _ways(self) -> list[tuple[str, str]]:
        """Return where a person begins in each of the own areas."""
        if self.entering is None:
            return []
        name, words, right = self.entering
        codes = areas_of(self.request.user, right)
        areas = Area.objects.filter(pk__in=codes).order_by("code")
        return [
            (reverse(name, args=[area.pk]), str(words) % {"area": area.title}) for area in areas
        ]


class TieList(ContactList):
    table_class = TieTable
    filterset_class = TieFilterSet
    title = gettext_lazy("Ties to branches")
    lead = gettext_lazy(
        "Which department, and which post in it, looks after which branch. Persons are not named, "
        "and nobody is counted."
    )
    export_name = "ties"
    address = "tie-list"
    entering = (
        "tie-new",
        gettext_lazy("Tie a department in %(area)s"),
        Permission.CONTACTS_ENTER,
    )

    def get_queryset(self) -> QuerySet:
        return tie_rows(self.request.user)

    def empty_state(self) -> str:
        return _("No department looks after a branch here yet.")


class WeakBranchList(ContactList):
    table_class = WeakBranchTable
    filterset_class = WeakBranchFilterSet
    title = gettext_lazy("Weak and lax branches")
    lead = gettext_lazy("For staff alone. Each is followed until somebody else releases it.")
    export_name = "weak-branches"
    address = "weak-list"
    entering = (
        "weak-new",
        gettext_lazy("Mark a branch in %(area)s"),
        Permission.CONTACTS_CONFIRM,
    )

    def get_queryset(self) -> QuerySet:
        return weak_rows(self.request.user)

    def empty_state(self) -> str:
        return _("No branch is marked here.")


class VisitList(ContactList):
    table_class = VisitTable
    filterset_class = VisitFilterSet
    title = gettext_lazy("Visits to branches")
    lead = gettext_lazy("What was seen; issues become findings. Nobody has to come so many times.")
    export_name = "visits"
    address = "visit-list"
    entering = (
        "visit-new",
        gettext_lazy("Write down a visit in %(area)s"),
        Permission.CONTACTS_ENTER,
    )

    def get_queryset(self) -> QuerySet:
        return visit_rows(self.request.user)

    def empty_state(self) -> str:
        return _("No visit has been written down yet.")


class HelpCountList(ContactList):
    table_class = HelpCountTable
    filterset_class = HelpCountFilterSet
    title = gettext_lazy("Help in numbers")
    lead = gettext_lazy(
        "Families looked after and their problems: numbers only, never names. Outside the own "
        "area numbers below five are not told."
    )
    export_name = "help"
    address = "help-list"
    entering = ("help-new", gettext_lazy("Enter numbers of %(area)s"), Permission.CONTACTS_ENTER)

    def get_queryset(self) -> QuerySet:
        return help_rows(self.request.user)

    def empty_state(self) -> str:
        return _("No numbers have been entered yet.")


class TrainingList(ContactList):
    table_class = TrainingTable
    filterset_class = TrainingFilterSet
    title = gettext_lazy("Trainings on record")
    lead = gettext_lazy("What is asked for, planned, held, and what came of it.")
    export_name = "trainings"
    address = "training-list"

    def get_queryset(self) -> QuerySet:
        return training_rows(self.request.user)

    def empty_state(self) -> str:
        return _("No training has been entered yet.")

    def extra_context(self) -> dict[str, Any]:
        year = running_year()
        codes = areas_of(self.request.user, Permission.CONTACTS_ENTER)
        areas = Area.objects.filter(pk__in=codes).order_by("code") if year else []
        words = _("Enter a training in %(area)s")
        ways = [
            (reverse("training-new", args=[year.pk, area.pk]), words % {"area": area.title})
            for area in areas
        ]
        return super().extra_context() | {"ways": ways}
