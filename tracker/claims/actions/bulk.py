"""Many claims are accepted as one changeset: staged here, looked at, confirmed, undone like any."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

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
from tracker.jobs.wording import say
from tracker.people.models import User
from tracker.people.permissions import areas_of

NO_LONGER_AGREES = gettext_noop("No figure at its place says the same any more.")
NO_SUCH_CLAIM = gettext_noop("This page has no claim %(number)s that you may see.")
_NUMBER = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


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
    subject = Subject(ACCEPTANCES, campaign_of(page), area, {PAGE: page.pk})
    return stage(by=by, subject=subject, wishes=chosen, source=Source.PAPER)


def wishes_for(*, by: User, page: str, area: str, numbers: Sequence[str], name: str) -> list[Wish]:
    """Return the wish to accept each claim that a program names by number, in the order given.

    What is none of the page's claims says so; ``name`` is what the program calls the cell.
    """
    known = [int(one) for one in numbers if _NUMBER.fullmatch(one)]
    rows = Claim.objects.visible_to(by).filter(page=page, pk__in=known)
    claims = {str(claim.pk): claim for claim in rows}
    own = own_figures(list(claims.values()))
    wishes = []
    for place, number in enumerate(numbers, start=1):
        typed = {name: number}
        if claim := claims.get(number):
            figure = own.get(claim.pk)
            code = claim.area_id or (figure.area_id if figure else area)
            wishes.append(replace(_wish(place, code, claim, figure), typed=typed))
        else:
            words = Complaint(say(NO_SUCH_CLAIM, number=number), name)
            wishes.append(Wish(place, "", {}, typed=typed, complaints=(words,)))
    return wishes


def _wishes(claims: list[Claim], own: dict[int, ReportedFigure], code: str) -> list[Wish]:
    """Return what is wanted of the claims in an area; one without a place has its figure's."""
    wishes: list[Wish] = []
    for claim in claims:
        figure = own.get(claim.pk)
        area = claim.area_id or (figure.area_id if figure else "")
        if area.startswith(code):
            wishes.append(_wish(len(wishes) + 1, area, claim, figure))
    return wishes


def _wish(place: int, area: str, claim: Claim, figure: ReportedFigure | None) -> Wish:
    """Return the wish to accept a claim as it was proposed; without a figure it is wrong."""
    return Wish(
        number=place,
        key=f"{area}.{claim.pk}",
        after={STATE: State.ACCEPTED.value, FIGURE: figure.pk if figure else ""},
        base={STATE: State.PROPOSED.value, FIGURE: ""},
        complaints=() if figure else (Complaint(NO_LONGER_AGREES),),
    )


def campaign_of(page: Page) -> Campaign:
    """Return the year in which a page was printed: its claims may be about several, or none."""
    years = Campaign.objects.order_by("year")
    found = years.filter(year__lte=page.published_on.year).last() or years.first()
    if found is None:
        raise Refused(_("There is no campaign year yet."))
    return found
