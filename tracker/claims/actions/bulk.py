"""Many claims are accepted as one changeset: staged here, looked at, confirmed, undone like any."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles.models import Page
from tracker.access.refusals import Denied, Refused
from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.changesets.actions import Subject, smallest_area, stage
from tracker.changesets.models import Changeset
from tracker.changesets.registry import Complaint, Wish
from tracker.changesets.terms import MOST_DIRECT, Source
from tracker.claims.models import Claim
from tracker.claims.standing.own import own_figures
from tracker.claims.terms import ACCEPTANCES, FIGURE, PAGE, STATE, State
from tracker.figures.models import ReportedFigure
from tracker.people.models import User
from tracker.people.permissions import areas_of

NO_LONGER_AGREES = gettext_noop("No figure at its place says the same any more.")


def stage_agreeing(*, by: User, page: Page, claims: Collection[int]) -> Changeset:
    """Stage the acceptance of those claims of a page with which a figure at their place agrees.

    ``claims``: the primary keys that the person was shown. A changeset lies in one area: who
    judges in several that have nothing above them in common gets the claims of the first one,
    and the others when they ask again. Raises Denied, and Refused where there is none to stage.
    """
    areas = areas_of(by, Permission.CLAIMS_JUDGE)
    if not areas:
        raise Denied(Permission.CLAIMS_JUDGE)
    rows = Claim.objects.visible_to(by, Permission.CLAIMS_JUDGE)
    found = list(rows.filter(page=page, pk__in=list(claims)[:MOST_DIRECT]).in_order())
    own = own_figures(found)
    wishes = {code: _wishes(found, own, code) for code in areas}
    chosen = next((some for some in wishes.values() if some), None)
    if not chosen:
        raise Refused(_("None of these claims agrees with a figure at its place any more."))
    area = smallest_area(wish.key.partition(".")[0] for wish in chosen)
    subject = Subject(ACCEPTANCES, _campaign_of(page), area, {PAGE: page.pk})
    return stage(by=by, subject=subject, wishes=chosen, source=Source.PAPER)


def _wishes(claims: list[Claim], own: dict[int, ReportedFigure], code: str) -> list[Wish]:
    """Return what is wanted of the claims in an area; one without a place has its figure's."""
    wishes = []
    for claim in claims:
        figure = own.get(claim.pk)
        area = claim.area_id or (figure.area_id if figure else "")
        if area.startswith(code):
            wishes.append(
                Wish(
                    number=len(wishes) + 1,
                    key=f"{area}.{claim.pk}",
                    after={STATE: State.ACCEPTED.value, FIGURE: figure.pk if figure else ""},
                    base={STATE: State.PROPOSED.value, FIGURE: ""},
                    complaints=() if figure else (Complaint(NO_LONGER_AGREES),),
                )
            )
    return wishes


def _campaign_of(page: Page) -> Campaign:
    """Return the year in which a page was printed: its claims may be about several, or none."""
    years = Campaign.objects.order_by("year")
    found = years.filter(year__lte=page.published_on.year).last() or years.first()
    if found is None:
        raise Refused(_("There is no campaign year yet."))
    return found
