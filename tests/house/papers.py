"""Rows of what the papers state and of what becomes of it, for the tests of who may reach what."""

from __future__ import annotations

from django.db.models import Model

from articles.models import Page, PageText
from tests.factories.claims import (
    AliasProposalFactory,
    ClaimFactory,
    DeliveredFileFactory,
    an_article_with_text,
)
from tests.factories.figures import CrosscheckFactory
from tests.factories.people import area_with_code
from tests.factories.ratings import a_report
from tests.house.shapes import Place
from tracker.access.terms import Permission
from tracker.claims.models import AliasProposal, Claim, Delivery
from tracker.figures.models import Crosscheck, ReportedFigure


def _known_page() -> Page:
    """Return the page on which all claims stand: a new one would be seen by everybody."""
    text = PageText.objects.exclude(page__articles=None).order_by("pk").first()
    page: Page = (text or an_article_with_text()).page
    return page


IN_AREA: dict[type[Model], Place] = {
    Claim: Place(
        lambda code, word: ClaimFactory(
            area=area_with_code(code), named_as=word, page=_known_page()
        ),
        Permission.CLAIMS_READ,
    ),
    AliasProposal: Place(
        lambda code, word: AliasProposalFactory(
            area=area_with_code(code), name=word, claim__page=_known_page()
        ),
        Permission.PLACES_CHANGE,
    ),
    # Shown to the person who gave the texts in and to nobody else.
    Delivery: Place(lambda code, word: DeliveredFileFactory(name=word).delivery, "nobody"),
    # That two numbers disagree is public; who chooses between them is not everyone.
    Crosscheck: Place(
        lambda code, _word: CrosscheckFactory(area=area_with_code(code), rule=""),
        Permission.CLAIMS_JUDGE,
    ),
    # What a paper says is public; whose business it is to accept it is not everyone's.
    ReportedFigure: Place(lambda code, _word: a_report(code), Permission.RATINGS_READ, (12,)),
}
