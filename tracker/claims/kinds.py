"""The kind of changeset about claims: the acceptance of many; importing it makes it known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Page, PageText
from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.changesets.registry import Going, Kind, Scope, Standing, Wish, register
from tracker.claims.actions.bulk import NO_LONGER_AGREES, campaign_of, wishes_for
from tracker.claims.actions.judging import Judgement, accept, take_back
from tracker.claims.models import Claim
from tracker.claims.standing.own import own_figures
from tracker.claims.terms import ACCEPTANCES, CLAIM, FIGURE, JUDGED, PAGE, STATE, State
from tracker.people.permissions import may


class Acceptances(Kind):
    """Keys are area and claim, "410822105.17". Two values: the state and the figure it rests on.

    Only a claim with which a figure at its place agrees is accepted so: nothing is made of it
    that did not stand before. What a person has to look at is judged one by one.
    """

    name = ACCEPTANCES
    title = gettext_lazy("Acceptance of claims")
    permission = Permission.CLAIMS_JUDGE
    read_permission = Permission.CLAIMS_READ
    sent_columns = (CLAIM,)

    def fields(self, scope: Scope) -> list[tuple[str, str]]:
        return [(STATE, _("State")), (FIGURE, _("Figure at its place"))]

    def words(self, scope: Scope, name: str, value: str) -> str:
        return str(State(value).label) if name == STATE else value

    def address(self, scope: Scope, key: str) -> str:
        return f"{self.origin(scope)}?claim={_claim_of(key)}#now"

    def origin(self, scope: Scope) -> str:
        return reverse("page-desk", args=[scope.details[PAGE]])

    def against_scope(self, scope: Scope) -> str:
        if set(scope.details) != {PAGE}:
            return _("The details name the page: {“page”: “its key”}.")
        page = Page.objects.filter(pk=scope.details[PAGE], original__isnull=False).first()
        if page is None:
            return _("No text of a page with this key has been given in.")
        year = campaign_of(page).year
        if year == scope.year:
            return ""
        return _("The claims of this page are judged with the year %(year)s.") % {"year": year}

    def wishes(self, scope: Scope, rows: Sequence[Mapping[str, str]], *, by: Any) -> list[Wish]:
        numbers = [row.get(CLAIM, "") for row in rows]
        return wishes_for(
            by=by, page=scope.details[PAGE], area=scope.area, numbers=numbers, name=CLAIM
        )

    def look(self, scope: Scope, keys: Sequence[str], *, by: Any) -> dict[str, Standing]:
        rows = Claim.objects.visible_to(by).filter(page=scope.details[PAGE])
        claims = rows.select_related("area").in_bulk([_claim_of(key) for key in keys])
        text = PageText.objects.filter(pk=scope.details[PAGE]).values_list("text", flat=True).get()
        found = {}
        for key in keys:
            if claim := claims.get(_claim_of(key)):
                against = self._against(claim, key, by)
                place = claim.area.name if claim.area else claim.named_as
                found[key] = Standing(
                    name=f"{place} {text[claim.start : claim.end]}",
                    values={STATE: claim.state, FIGURE: claim.figure_id or ""},
                    is_new=claim.judged_at is None,
                    against={"": against} if against else {},
                    mark=claim,
                )
        return found

    def _against(self, claim: Claim, key: str, by: Any) -> str:
        if not may(by, self.permission, claim.area_id or self.area_of(key)):
            return _("The office of this place's county or city judges it.")
        if claim.state == State.WITHDRAWN:
            return _("The newest reading of the page does not have it any more.")
        return ""

    def write(self, scope: Scope, rows: Sequence[Going], *, by: Any) -> dict[str, str]:
        """Accept, or take back and with that undo; each claim through its own action."""
        refused = {}
        for row in rows:
            try:
                _judge(row.now.mark, row.now.values | row.after, by=by)
            except Overtaken:
                raise
            except Refused as error:
                refused[row.key] = str(error)
        return refused


def _claim_of(key: str) -> int:
    return int(key.partition(".")[2])


def _judge(claim: Claim, wanted: dict[str, str], *, by: Any) -> None:
    if claim.state in JUDGED:
        claim = take_back(by=by, claim=claim, version=claim.version)
    if wanted[STATE] != State.ACCEPTED:
        return
    own = own_figures([claim]).get(claim.pk)
    if own is None or own.pk != wanted[FIGURE]:
        raise Refused(_(NO_LONGER_AGREES))
    placed = {} if claim.area_id else {"area": own.area}
    accept(by=by, claim=claim, judgement=Judgement(claim.version, placed))


register(Acceptances())
