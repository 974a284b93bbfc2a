"""Piles of what the papers say: claims to judge, contradictions to choose in; of no campaign."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Article
from tracker.claims.models import Claim
from tracker.claims.terms import State as Judged
from tracker.desks.addresses import listed, page
from tracker.desks.duties import Duty
from tracker.desks.standing.piles import SHOWN, Found, Item
from tracker.figures.models import Crosscheck
from tracker.people.permissions import areas_of


def _articles(user: Any, _duty: Duty) -> Iterator[Found]:
    """Yield the articles with claims that the person may judge, as the archive lists them."""

    def items(rows: QuerySet) -> list[Item]:
        shown = rows.select_related("page").order_by("page__published_on", "key")
        return [
            Item(
                title=row.title,
                place=row.page.paper,
                url=page("page-desk", row.page_id),
            )
            for row in shown[:SHOWN]
        ]

    waiting = Claim.objects.visible_to(user).waiting()
    rows = Article.objects.exclude(page__original=None)
    here = rows.filter(Exists(waiting.filter(article=OuterRef("pk")))).defer("search_text")
    yield here, items, listed("archive", claims=Judged.PROPOSED)


def _contradictions(user: Any, duty: Duty) -> Iterator[Found]:
    def items(rows: QuerySet) -> list[Item]:
        return [
            Item(title=row.name, place=row.area.name, url=page("crosscheck-detail", row.pk))
            for row in rows.select_related("area").order_by("area_id", "pk")[:SHOWN]
        ]

    for code in areas_of(user, duty.permission):
        rows = Crosscheck.objects.undecided().under(code)
        yield rows, items, listed("crosscheck-list", result="undecided", area=code)


OF_PAPERS: dict[str, Callable[[Any, Duty], Iterator[Found]]] = {
    "article": _articles,
    "contradiction": _contradictions,
}
