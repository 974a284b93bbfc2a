"""Bulk moves of declarations, kept so that they are listed; only a submission can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.changesets.registry import Going, Kind, Scope, Standing, Values
from tracker.declarations.actions import move_many, preview
from tracker.declarations.actions.guards import against_year
from tracker.declarations.inputs import Item
from tracker.declarations.models import Declaration
from tracker.declarations.terms import State, Verb
from tracker.declarations.wording import SIGNS
from tracker.people.permissions import may

MOVES = "declarations.moves"
VERB, STATE = "verb", "state"
_BACK = {State.DRAFT: Verb.RECALL, State.SUBMITTED: Verb.SUBMIT}


class Moves(Kind):
    """One value, `state`. What leads back is a move of its own: a recall."""

    name = MOVES
    title = gettext_lazy("Moves of declarations")
    permission = Permission.DECLARATIONS_ENTER
    read_permission = Permission.DECLARATIONS_READ

    def subtitle(self, scope: Scope) -> str:
        return str(Verb(scope.details[VERB]).label)

    def fields(self, scope: Scope) -> list[tuple[str, str]]:
        return [(STATE, _("State"))]

    def words(self, scope: Scope, name: str, value: str) -> str:
        return f"{SIGNS[State(value)]} {State(value).label}"

    def address(self, scope: Scope, key: str) -> str:
        return reverse("declaration-detail", args=[scope.year, key])

    def against_undo(self, scope: Scope) -> str:
        if scope.details[VERB] in (Verb.SUBMIT, Verb.RECALL):
            return ""
        return _(
            "“%(verb)s” is not undone: others may have gone on from there. Return the declarations "
            "with a reason instead."
        ) % {"verb": self.subtitle(scope)}

    def undone(self, scope: Scope, before: Values, after: Values) -> Values:
        """A recalled declaration is a draft, also where it had been returned before."""
        state = before[STATE]
        return {STATE: str(State.DRAFT if state == State.RETURNED else state)}

    def look(self, scope: Scope, keys: Sequence[str], *, by: Any) -> dict[str, Standing]:
        rows = Declaration.objects.visible_to(by).filter(campaign=scope.year, branch__in=keys)
        year = against_year(Campaign.objects.get(pk=scope.year))
        found = {}
        for row in rows.select_related("branch__area"):
            words = year
            if not may(by, self.permission, row.branch_id):
                words = _("Only the branch or its street fills in and submits.")
            found[row.branch_id] = Standing(
                name=row.branch.area.name,
                values={STATE: row.state},
                against={"": words} if words else {},
                mark=row.version,
            )
        return found

    def write(self, scope: Scope, rows: Sequence[Going], *, by: Any) -> dict[str, str]:
        """Recall or submit, whichever leads from what stands to what shall."""
        refused: dict[str, str] = {}
        for target, verb in _BACK.items():
            items = [
                Item(row.key, scope.year, row.now.mark)
                for row in rows
                if row.after[STATE] == target
            ]
            if not items:
                continue
            outlooks = preview(by=by, items=items, verb=verb)
            against = {one.item.branch: one.against for one in outlooks if not one.will}
            refused |= against
            if not against:
                move_many(by=by, items=items, verb=verb)
        return refused
